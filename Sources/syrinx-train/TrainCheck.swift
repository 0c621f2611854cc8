import ArgumentParser
import Glibc
import SpeechTraining
import TensorRuntime

/// `syrinx-train check`: whether a device trains as it should.
struct TrainCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that a device trains as it should.",
        discussion: """
            Compares the gradients of a vocoder's first step with those of the processor, trains \
            in each precision that the device has, and goes on from a checkpoint, which must give \
            the same bits. Ends with status 1 where something is wrong.
            """)

    @Option(help: "What to check: cpu, cuda or cuda:1.")
    var device = "cuda"

    @Option(help: "Steps in each precision, 6 or more.")
    var steps = 30

    @Option(help: "Threads.")
    var threads = 2

    @Option(help: ArgumentHelp("Prepared recordings instead of tones.", valueName: "file"))
    var data: String?

    func validate() throws {
        guard steps >= DeviceCheck.fewestSteps else {
            throw ValidationError(
                "--steps \(steps) is too few to tell whether the loss falls; give at least "
                    + "\(DeviceCheck.fewestSteps)")
        }
    }

    func run() throws {
        let runtime = try TorchRuntime.loaded()
        try runtime.useThreads(threads)
        print("libtorch \(runtime.version), \(try runtime.cudaDevices()) CUDA devices")
        let device = try TorchDevice(named: device)
        let package = try data.map { try AudioPackage(at: $0) }
        var recipe = VocoderRecipe()
        // Small enough for the processor's part.
        (recipe.batch, recipe.frames) = (4, 32)
        let check = try DeviceCheck(device, recipe, package)
        var isGood = true
        func report(_ text: String, _ holds: Bool) {
            print("\(holds ? "good " : "WRONG") \(text)")
            fflush(nil)
            isGood = isGood && holds
        }
        if device != .cpu {
            let difference = try check.gradientDifference()
            report(
                "gradients differ from the processor's by \(difference) of their norm",
                difference <= DeviceCheck.gradientTolerance)
        }
        var usual: Double?
        for precision in VocoderRecipe.Precision.allCases
        where device != .cpu || precision != .float16 {
            let course = try check.course(precision, steps: steps)
            let last = course.finalLoss
            let near = usual.map { abs(last - $0) <= DeviceCheck.lossTolerance * $0 } ?? true
            usual = usual ?? last
            report(
                "\(precision): \(course.losses.count) steps, loss \(course.losses[0]) → \(last), "
                    + "\(course.stepTime) ms a step", course.falls && near)
            report("\(precision): goes on bit by bit", course.resumes)
        }
        if !isGood { throw ExitCode(1) }
    }
}
