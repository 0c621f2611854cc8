import ArgumentParser
import FoundationEssentials
import SpeechTraining
import TensorRuntime

/// `syrinx-train latents`: what a content encoder hears, for a decoder to learn from.
struct TrainLatents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latents",
        abstract: "Add what a voice converter's encoder hears to prepared recordings.",
        discussion: """
            Writes a copy of the recordings with the tensor content, float16 [frames, features]. \
            The encoder doesn't change any more while the decoder learns, so it needs to hear \
            each recording only once.
            """)

    @Option(help: ArgumentHelp("Prepared recordings, with frames of 20 ms.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("The encoder, content.safetensors.", valueName: "file"))
    var weights: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the copy is written.", valueName: "file"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "How often each recording is heard as if somebody else spoke, too: what a decoder "
                + "learns from doesn't tell who speaks, then.", valueName: "number"))
    var variations = 0

    @Option(
        help: ArgumentHelp(
            "The most that each of four filters raises or lowers frequencies of the variations by: "
                + "other microphones and rooms.", valueName: "dB"))
    var colour = 12.0

    @Flag(
        help: ArgumentHelp(
            "The recordings have content of this encoder, without its bottleneck; only that is "
                + "missing."))
    var quantizeOnly = false

    @Option(help: "What products are computed in: float32, bfloat16, or on CUDA float16.")
    var precision = TrainingPrecision.float32

    @Option(help: "Where to compute: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func run() throws {
        // The copy's bytes come from the file that it would replace.
        if FileManager.default.fileExists(atPath: output) {
            throw ValidationError(
                "--output \(output) is there already; remove it or give another name")
        }
        guard (0...64).contains(variations) else {
            throw ValidationError("--variations is \(variations), it must be within 0 ... 64")
        }
        var variation = ContentRecipe()
        variation.colour = colour
        try variation.check()
        try TorchRuntime.loaded().useThreads(threads)
        let encoder = try WeightStore(at: weights)
        var store = try WeightStore(at: data)
        if quantizeOnly {
            try quantize(&store, by: QuantizedContent(encoder, on: TorchDevice(named: device)))
            return try store.write(to: output)
        }
        let latents = try ContentLatents(
            encoder, AudioPackage(at: data), precision: precision, on: TorchDevice(named: device))
        let all = latents.count * (1 + variations)
        func report(_ done: Int) {
            if done % 100 == 0 || done == all { print("\(done) of \(all) clips") }
        }
        store["content"] = try latents.tensor(report)
        store["content.varied"] =
            variations > 0
            ? try latents.variedTensor(takes: variations, variation) { report(latents.count + $0) }
            : nil
        try store.write(to: output)
    }

    private func quantize(_ store: inout WeightStore, by bottleneck: QuantizedContent) throws {
        guard let content = store["content"] else {
            throw ValidationError("--data \(data) has no content; leave out --quantize-only")
        }
        store["content"] = try bottleneck(content)
        if let varied = store["content.varied"] {
            store["content.varied"] = try bottleneck(varied)
        }
    }
}
