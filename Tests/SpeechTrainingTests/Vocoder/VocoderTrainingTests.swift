import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct VocoderTrainingTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let recipe: VocoderRecipe = {
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth, recipe.size) = (16, 32, 2, 400)
        (recipe.batch, recipe.frames, recipe.warmUp) = (2, 16, 2)
        (recipe.periodChannels, recipe.spectrumChannels) = ([4, 4], [4, 4, 4])
        return recipe
    }()

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// A vocoder that filters pulses and noise, on spectra that are partly predicted ones.
    private var sourceFilter: VocoderRecipe {
        var recipe = recipe
        recipe.head = .sourceFilter
        (recipe.lowestGain, recipe.highestGain) = (-8, 3)
        (recipe.pitchJitter, recipe.voicingDropout, recipe.givenShare) = (0.02, 0.05, 0.5)
        return recipe
    }

    /// Clips of vowel-like tones, with their pitch and spectra that somebody predicted.
    private func package(without: [String] = []) throws -> AudioPackage {
        let path = folder.appending(path: "package-\(without.count).safetensors").path
        let clip = 8_000
        let samples: [Int16] = (0..<8 * clip).map { index in
            let pitch = 100 + 20 * Double(index / clip)
            let time = Double(index) / 16_000
            let sum = (1...8).reduce(0) {
                $0 + sin(2 * .pi * pitch * Double($1) * time) / Double($1)
            }
            return Int16(sum * 6_000)
        }
        let bins = 201
        let basis: [Float] = (0..<20).flatMap { band in
            (0..<bins).map { $0 / 10 == band ? 0.1 : 0 }
        }
        let frames = samples.count / 100
        let mels = (0..<frames * 20).map { index in
            // Nothing was predicted for the first clip.
            index < frames / 8 * 20 ? Float.nan : Float(index % 7) - 9
        }
        var tensors = [
            "audio": Tensor(samples, shape: [samples.count]),
            "starts": Tensor((0...8).map { Int64($0 * clip) }, shape: [9]),
            "mel.basis": Tensor(basis, shape: [20, bins]),
            "pitch": Tensor(
                (0..<frames).map { 100 + 20 * Float($0 * 100 / clip) }, shape: [frames]),
            "mel.predicted": Tensor(mels, shape: [frames, 20]).converted(to: .float16),
        ]
        for name in without { tensors[name] = nil }
        try WeightStore(
            tensors,
            metadata: ["syrinx.audio": "1", "rate": "16000", "mel.size": "400", "mel.hop": "100"]
        ).write(to: path)
        return try AudioPackage(at: path)
    }

    @Test(arguments: [false, true]) func `losses fall`(_ filters: Bool) throws {
        let training = try VocoderTraining(filters ? sourceFilter : recipe, package())
        var losses: [Double] = []
        for _ in 0..<40 { losses.append(try training.next()[0].value) }
        let first: Double = losses.prefix(5).reduce(0, +)
        let last: Double = losses.suffix(5).reduce(0, +)
        #expect(last < first * 0.8)
    }

    @Test(arguments: [false, true])
    func `a training that stopped goes on bit by bit, discriminators too`(_ filters: Bool) throws {
        var recipe = filters ? sourceFilter : recipe
        recipe.adversarialFrom = 3
        let whole = try VocoderTraining(recipe, package())
        for _ in 0..<4 { _ = try whole.next() }
        let path = folder.appending(path: "checkpoint.safetensors.index.json").path
        try whole.checkpoint().write(to: path, step: 1)
        let resumed = try VocoderTraining(recipe, package())
        try resumed.resume(Checkpoint(at: path))
        for _ in 0..<3 {
            let (a, b) = (try whole.next(), try resumed.next())
            #expect(a.map(\.name) == b.map(\.name))
            #expect(a.map(\.value) == b.map(\.value))
        }
        let (a, b) = (try whole.weights(), try resumed.weights())
        #expect(a.names == b.names)
        for name in a.names { #expect(a[name] == b[name], "\(name)") }
    }

    @Test func `a training begins with what another one exported, in half precision too`() throws {
        let first = try VocoderTraining(recipe, package())
        for _ in 0..<3 { _ = try first.next() }
        let weights = try first.weights().floatingPoint(as: .float16)
        let second = try VocoderTraining(recipe, package(), from: weights)
        #expect(weights["head.out.weight"]?.element == .float16)
        let (a, b) = (try first.copy(of: 0).made, try second.copy(of: 0).made)
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-2 })
        var wider = recipe
        wider.width = 32
        #expect(throws: TrainingError.self) {
            try VocoderTraining(wider, self.package(), from: weights)
        }
    }

    @Test(
        .enabled(
            if: (try? OnnxRuntimeExecutor()) != nil && (try? OpenVINOExecutor()) != nil,
            "the runtimes are missing: scripts/setup --runtimes"))
    func `what was trained sounds the same on every runtime`() throws {
        let training = try VocoderTraining(recipe, package())
        for _ in 0..<5 { _ = try training.next() }
        let (real, made, losses) = try training.copy(of: training.heldOut[0])
        let weights = try training.weights()
        let graph = try VocoderGraphs.copying(real.count / 100, recipe, package())
        for executor in [try OnnxRuntimeExecutor(), try OpenVINOExecutor()] as [any Executor] {
            let result = try executor.load(.graph(graph, weights), ExecutionOptions(threads: 1))
                .run([Tensor(real, shape: [1, real.count])])[0].floats()
            let difference = zip(result, made).map { abs($0 - $1) }.max() ?? 1
            #expect(result.count == made.count)
            #expect(losses.map(\.name) == ["spectral", "mel"])
            #expect(losses.allSatisfy { $0.value.isFinite && $0.value > 0 })
            #expect(difference < 1e-4, "\(executor.name)")
        }
    }

    @Test func `recipes are JSON whose names and kinds are checked`() throws {
        let recipe = try VocoderRecipe(
            json: Array(#"{"width": 64, "rate": 5e-4, "adversarialFrom": 9}"#.utf8))
        #expect(recipe.width == 64 && recipe.rate == 5e-4 && recipe.adversarialFrom == 9)
        #expect(recipe.depth == VocoderRecipe().depth && recipe.precision == nil)
        let half = try VocoderRecipe(json: Array(#"{"precision": "float16"}"#.utf8))
        #expect(half.precision == .float16)
        for wrong in [
            #"{"widht": 64}"#, #"{"width": "wide"}"#, "[]", "", #"{"width": 1.5}"#,
            #"{"precision": "int8"}"#,
        ] {
            #expect(throws: TrainingError.self) { try VocoderRecipe(json: Array(wrong.utf8)) }
        }
    }

    @Test func `impossible recipes are refused before anything is made`() throws {
        let package = try package()
        for change in [
            { $0.batch = 0 }, { $0.size = 401 }, { $0.size = 50 }, { $0.rate = 0 },
            { $0.frames = 4000 }, { $0.periodChannels = [] }, { $0.precision = .float16 },
            { $0.givenShare = 0.5 }, { $0.pitchJitter = .nan }, { $0.highestGain = -1 },
        ] as [(inout VocoderRecipe) -> Void] {
            var recipe = recipe
            change(&recipe)
            #expect(throws: TrainingError.self) { try VocoderTraining(recipe, package) }
        }
        #expect(throws: TrainingError.self) {
            try VocoderTraining(sourceFilter, self.package(without: ["pitch"]))
        }
        #expect(throws: TrainingError.self) {
            try VocoderTraining(sourceFilter, self.package(without: ["pitch", "mel.predicted"]))
        }
    }
}
