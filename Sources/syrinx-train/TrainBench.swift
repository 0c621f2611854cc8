import ArgumentParser
import Glibc
import SpeechTraining
import TensorRuntime

/// `syrinx-train bench`: the time of a training step.
struct TrainBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time training steps of a ConvNeXt vocoder of 5 M parameters with GAN losses.",
        discussion: "scripts/peers/training measures the same step in PyTorch in the same minutes.")

    @Option(help: "Steps that are timed.")
    var steps = 9

    @Option(help: "Threads.")
    var threads = 2

    @Option(help: "Where to train: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "What products are computed in: float32, bfloat16, or on CUDA float16.")
    var precision = VocoderRecipe.Precision.float32

    @Option(help: ArgumentHelp("Prepared recordings.", valueName: "file"))
    var data: String

    @Flag(
        help: ArgumentHelp(
            "Answer instead: each line on standard input is a number of steps, each answer their "
                + "milliseconds.", visibility: .hidden))
    var answer = false

    func run() throws {
        try TorchRuntime.loaded().useThreads(threads)
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth) = (320, 960, 8)
        (recipe.batch, recipe.adversarialFrom, recipe.precision) = (8, 0, precision)
        let training = try VocoderTraining(
            recipe, AudioPackage(at: data), on: TorchDevice(named: device))
        for _ in 0..<2 { _ = try training.next() }
        if answer {
            while let line = readLine() {
                guard let count = Int(line), (1...10_000).contains(count) else {
                    throw ValidationError("\(line): a request is a number of steps")
                }
                let times = try Self.times(training, count).map { "\($0)" }
                print("[\(times.joined(separator: ", "))]")
                fflush(nil)
            }
        } else {
            let times = try Self.times(training, max(1, steps)).sorted()
            print("a step: \(times[times.count / 2]) ms, median of \(times.count)")
        }
    }

    private static func times(_ training: VocoderTraining, _ count: Int) throws -> [Double] {
        let clock = ContinuousClock()
        return try (0..<count).map { _ in
            try clock.measure { _ = try training.next() } / .milliseconds(1)
        }
    }
}
