public import ArgumentParser
import FoundationEssentials
import Glibc
public import SpeechTraining
import TensorRuntime

/// `syrinx-train vocoder`: mel spectra to samples.
struct TrainVocoder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocoder",
        abstract: "Train a vocoder; goes on where a training in the same folder stopped.",
        discussion: """
            Writes into the folder: a checkpoint to go on from, vocoder.safetensors \
            to use, losses.jsonl, and of held-out recordings the sound (clip-N.wav, the \
            original in clip-N-real.wav) and spectrograms of both (clip-N.png). Interrupted \
            by Ctrl-C or TERM it finishes the step and saves.
            """)

    @Option(help: ArgumentHelp("Prepared recordings.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("Folder for everything that comes of it.", valueName: "folder"))
    var out: String

    @Option(
        help: ArgumentHelp(
            "Recipe as JSON; settings that it leaves out are usual.", valueName: "file"))
    var recipe: String?

    @Option(
        help: ArgumentHelp(
            "Weights to begin with, as an earlier training exported them; of the recipe's sizes.",
            valueName: "file"))
    var from: String?

    @Option(help: "Stop after so many steps in all.")
    var steps: Int?

    @Option(help: "Stop after so many minutes.")
    var minutes: Double?

    @Option(
        name: .customLong("adversarial-from"), help: "The step from which discriminators take part."
    )
    var adversarialFrom: Int?

    @Option(help: "What products are computed in: float32, bfloat16, or on CUDA float16.")
    var precision: VocoderRecipe.Precision?

    @Option(help: "Where to train: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    @Option(name: .customLong("save-minutes"), help: "Minutes from one saving to the next.")
    var saveMinutes = 5.0

    func run() throws {
        let folder = try TrainingFolder(out)
        let package = try AudioPackage(at: data)
        try TorchRuntime.loaded().useThreads(threads)
        let old = folder.hasCheckpoint ? try Checkpoint(at: folder.checkpoint) : nil
        var recipe = try old?.value(VocoderRecipe.self, "recipe") ?? wantedRecipe()
        if let adversarialFrom { recipe.adversarialFrom = adversarialFrom }
        if let precision { recipe.precision = precision }
        // A checkpoint has weights of its own.
        let weights = try old == nil ? from.map { try WeightStore(at: $0) } : nil
        let training = try VocoderTraining(
            recipe, package, from: weights, on: TorchDevice(named: device))
        if let old {
            try training.resume(old)
            try folder.forgetLosses(beyond: training.step)
            print("going on at step \(training.step)")
        }
        for (number, clip) in training.heldOut.enumerated() {
            if let name = package.name(of: clip) { print("clip-\(number) is \(name)") }
        }
        Interruption.listen()
        let session = VocoderSession(
            training: training, folder: folder, rate: package.rate, saveMinutes: saveMinutes)
        try session.run(steps: steps, minutes: minutes)
    }

    private func wantedRecipe() throws -> VocoderRecipe {
        guard let recipe else { return VocoderRecipe() }
        guard let content = FileManager.default.contents(atPath: recipe) else {
            throw ValidationError("--recipe \(recipe) can't be read")
        }
        do {
            return try VocoderRecipe(json: Array(content))
        } catch {
            throw ValidationError("--recipe \(recipe): \(error)")
        }
    }
}

extension VocoderRecipe.Precision: ExpressibleByArgument {}

/// Whether somebody asked the program to end.
enum Interruption {
    nonisolated(unsafe) private static var flag: sig_atomic_t = 0

    /// From now on Ctrl-C and TERM are remembered instead of ending the program.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            // Storing a sig_atomic_t is all that a handler may do.
            signal(number) { _ in Interruption.flag = 1 }
        }
    }

    static var isAsked: Bool { flag != 0 }
}
