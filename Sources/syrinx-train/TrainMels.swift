import ArgumentParser
import FoundationEssentials
import SpeechTraining
import TensorRuntime

/// `syrinx-train mels`: spectra as an acoustic model makes them, for a vocoder to learn from.
struct TrainMels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mels",
        abstract: "Add an acoustic model's spectra to prepared recordings.",
        discussion: """
            Writes a copy of the recordings with the tensor mel.predicted, float16 [frames, \
            bands]: what the model makes of each aligned clip with its own durations, pitch and \
            energy. Clips without tokens have NaN. A vocoder that learns from these too gets \
            used to what it will be given.
            """)

    @Option(help: ArgumentHelp("Prepared recordings with tokens.", valueName: "file"))
    var data: [String]

    @Option(help: ArgumentHelp("The model, acoustic.safetensors.", valueName: "file"))
    var weights: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the copy is written.", valueName: "file"))
    var output: String

    @Option(help: "Where to compute: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func validate() throws {
        guard data.count == 1 else {
            throw ValidationError("--data is given \(data.count) times; a copy is of one package")
        }
    }

    func run() throws {
        // The copy's bytes come from the file that it would replace.
        if FileManager.default.fileExists(atPath: output) {
            throw ValidationError(
                "--output \(output) is there already; remove it or give another name")
        }
        try TorchRuntime.loaded().useThreads(threads)
        let mels = try PredictedMels(
            WeightStore(at: weights), AudioPackage(at: data[0]), on: TorchDevice(named: device))
        var store = try WeightStore(at: data[0])
        store["mel.predicted"] = try mels.tensor { done in
            if done % 100 == 0 || done == mels.count { print("\(done) of \(mels.count) clips") }
        }
        try store.write(to: output)
    }
}
