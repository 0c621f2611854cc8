import ArgumentParser
import FoundationEssentials
import SpeechTraining
import TensorRuntime

/// `syrinx-train bottleneck`: codebooks behind a content encoder.
struct TrainBottleneck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bottleneck",
        abstract: "Put a bottleneck behind a voice converter's encoder of what is said.",
        discussion: """
            Codebooks learn from what the encoder hears, as in `syrinx-train quantizers`: residual \
            quantisation (8 codebooks of 1024 vectors), or by a recipe {"bottleneck": "kMeans"} one \
            of 100 centres. The encoder doesn't change. What comes of it takes the encoder's place: \
            pass what was heard through it, then train the converter.

              syrinx-train bottleneck --data heard.safetensors --weights content/content.safetensors \
            -o quantised.safetensors
              syrinx-train latents --data heard.safetensors --weights quantised.safetensors \
            --quantize-only -o heard-quantised.safetensors
              syrinx-train converter --data heard-quantised.safetensors \
            --content quantised.safetensors --out converter
            """)

    @Option(
        help: ArgumentHelp("Recordings with content, of this encoder.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("The encoder, content.safetensors.", valueName: "file"))
    var weights: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where encoder and bottleneck are written.", valueName: "file"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "Recipe of the quantizer as JSON; settings that it leaves out are usual.",
            valueName: "file"))
    var recipe: String?

    @Option(help: "Steps.")
    var steps = 2000

    @Option(help: "Where to train: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func validate() throws {
        guard steps > 0 else { throw ValidationError("--steps \(steps) is no number of steps") }
    }

    func run() throws {
        var recipe = QuantizerRecipe()
        if let path = self.recipe {
            guard let content = FileManager.default.contents(atPath: path) else {
                throw ValidationError("--recipe \(path) can't be read")
            }
            recipe = try QuantizerRecipe(json: Array(content))
        }
        var store = try WeightStore(at: weights)
        guard store.metadata["family"] == "streamvc-content" else {
            throw ValidationError(
                "--weights \(weights) is no encoder of what is said; give content.safetensors of "
                    + "`syrinx-train content`")
        }
        try TorchRuntime.loaded().useThreads(threads)
        let device = try TorchDevice(named: device)
        let training = try QuantizerArmTraining(
            recipe, LatentPackage(AudioPackage(at: data), on: device), on: device)
        while training.step < steps {
            let losses = try training.next()
            guard training.step % 100 == 0 || training.step == steps else { continue }
            print("step \(training.step)  " + losses.map { "\($0.name) \($0.value)" }.joined())
        }
        let outcome = try training.outcome()
        for (number, quantizer) in (outcome.health?.quantizers ?? []).enumerated() {
            print(
                "quantizer \(number): perplexity \(quantizer.perplexity), entropy ratio "
                    + "\(quantizer.entropyRatio), expired \(quantizer.expired), quantisation so far "
                    + "\(quantizer.signalToNoise) dB")
        }
        let bottleneck = try training.bottleneck()
        for name in store.names where name.hasPrefix("bottleneck.") { store[name] = nil }
        for name in bottleneck.names { store[name] = bottleneck[name] }
        try store.write(to: output)
    }
}
