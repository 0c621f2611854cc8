import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct RecognizerTrainingTests {
    /// A small network, which hears each recording nearly as it is.
    private let recipe: RecognizerRecipe = {
        var recipe = RecognizerRecipe()
        (recipe.width, recipe.hidden, recipe.depth, recipe.kernel) = (24, 48, 2, 5)
        (recipe.frames, recipe.warmUp, recipe.rate, recipe.averageDecay) = (400, 5, 1e-2, 0.9)
        (recipe.hiddenBands, recipe.hiddenFrames, recipe.dropout) = (2, 1, 0.05)
        return recipe
    }()

    /// Tones follow from phonemes, so that they can be told from each other.
    private func package() throws -> AudioPackage { try AcousticFixture(12).package() }

    @Test func `the loss falls, and so does that of clips that were held out`() throws {
        let training = try RecognizerTraining(recipe, package(), holdingOut: 2)
        #expect(training.heldOut == [0, 6] && training.phoneCount == 4)
        let before = try #require(try training.validation().first)
        #expect(before.name == "held out ctc")
        var losses: [TrainingLosses] = []
        for _ in 0..<120 { losses.append(try training.next()) }
        let first: Double = losses.prefix(5).map { $0[0].value }.reduce(0, +) / 5
        let last: Double = losses.suffix(5).map { $0[0].value }.reduce(0, +) / 5
        #expect(last < first * 0.5, "\(first) → \(last)")
        let after = try #require(try training.validation().first)
        #expect(after.value < before.value * 0.7, "\(before.value) → \(after.value)")
    }

    @Test func `a training that stopped goes on bit by bit`() throws {
        let package = try package()
        let whole = try RecognizerTraining(recipe, package, holdingOut: 1)
        for _ in 0..<3 { _ = try whole.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try whole.checkpoint().write(to: path, step: 1)
            let resumed = try RecognizerTraining(goingOnFrom: Checkpoint(at: path), package)
            #expect(resumed.step == 3 && resumed.heldOut == whole.heldOut)
            for _ in 0..<4 {
                let (a, b) = (try whole.next(), try resumed.next())
                #expect(a.map(\.value) == b.map(\.value))
            }
            let (a, b) = (try whole.weights(), try resumed.weights())
            #expect(a.names == b.names && a.metadata == b.metadata)
            for name in a.names { #expect(a[name] == b[name], "\(name)") }
            var fewer = AcousticFixture(12)
            fewer.clips.removeLast()
            fewer.speakers.removeLast()
            let other = try fewer.package()
            #expect(throws: TrainingError.self) {
                try RecognizerTraining(goingOnFrom: Checkpoint(at: path), other)
            }
        }
    }

    @Test func `every weight learns`() throws {
        let training = try RecognizerTraining(recipe, package())
        _ = try training.next()
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try training.checkpoint().write(to: path, step: 1)
            let store = try WeightStore(at: path)
            let moments = store.names.filter { $0.contains("/first.") }
            #expect(moments.count == 8 + 2 * 9)
            for name in moments {
                let norm = try #require(store[name]).floats().reduce(0) { $0 + abs($1) }
                #expect(norm > 0, "\(name)")
            }
        }
    }

    @Test func `a row of a batch is judged as it would be alone, on every runtime`() throws {
        let training = try RecognizerTraining(recipe, package())
        for _ in 0..<3 { _ = try training.next() }
        let trained = try TrainedPhoneRecognizer(training.weights())
        #expect(trained.phones == [[1], [2], [3], [4]] && trained.recognizer.dropout == 0)
        #expect(trained.recognizer.depth == 2 && trained.rate == AcousticFixture.rate)
        let rows = training.clips.seen.prefix(3)
        let bands = AcousticFixture.bands
        let batch = RecognizerBatch(
            rows.map { $0.mel.floats() }, phones: rows.map(\.phones), bands: bands)
        let graph = training.graphs.recognition
        let module = try TorchModule(
            graph, TorchParameters(training.average.weights(), for: graph))
        let logits = try module(batch.tensors(on: .cpu), .evaluation)[0].tensor().floats()
        var executors = ["native", "torch"]
        if (try? OnnxRuntimeExecutor()) != nil { executors.append("onnxruntime") }
        for executor in executors {
            let loaded = try LoadedPhoneRecognizer(
                trained, executor: executor, ExecutionOptions(threads: 1))
            for (row, clip) in rows.enumerated() {
                let own = try loaded.logits(of: clip.mel.floats())
                let start = row * batch.frames * trained.recognizer.classes
                #expect(own.count == clip.count * trained.recognizer.classes)
                let gaps = zip(own, logits[start..<start + own.count]).map { abs($0 - $1) }
                #expect(gaps.max()! < 1e-3, "\(executor), row \(row)")
            }
        }
    }

    @Test func `a training begins from earlier weights of the same phones`() throws {
        let earlier = try RecognizerTraining(recipe, package())
        for _ in 0..<3 { _ = try earlier.next() }
        let weights = try earlier.weights()
        var wanted = recipe
        wanted.width = 48
        let training = try RecognizerTraining(wanted, package(), from: weights)
        #expect(training.recipe.width == 24)
        let begun = try training.weights()
        for name in weights.names where name != "mel.basis" {
            #expect(begun[name] == weights[name], "\(name)")
        }
        let others = try AcousticFixture(12, phonemes: 7).package()
        let error = #expect(throws: TrainingError.self) {
            try RecognizerTraining(recipe, others, from: weights)
        }
        #expect("\(error!)".contains("begin without --from"))
        var other = weights
        other.metadata["mel.hop"] = "80"
        let changed = other
        let refusal = #expect(throws: TrainingError.self) {
            try RecognizerTraining(recipe, package(), from: changed)
        }
        #expect("\(refusal!)".contains("every 80"))
    }

    @Test func `packages that tell nothing, and settings out of range, are refused`() throws {
        var silent = AcousticFixture(4)
        silent.clips = silent.clips.map {
            $0.map { token in
                var token = token
                token.phoneme = 0
                return token
            }
        }
        let package = try silent.package()
        let error = #expect(throws: TrainingError.self) {
            try RecognizerTraining(recipe, package)
        }
        #expect("\(error!)".contains("--speech"))
        var wrong = recipe
        wrong.tempo = 2
        let setting = wrong
        let refusal = #expect(throws: TrainingError.self) {
            try RecognizerTraining(setting, AcousticFixture(4).package())
        }
        #expect("\(refusal!)".contains("tempo"))
    }

    @Test func `batches are of clips of like lengths, all of them once an epoch`() throws {
        let clips = (0..<40).map { number in
            RecognizerClip(
                number, phones: [1],
                mel: [Float](repeating: 0, count: (20 + number * 7 % 40) * 4), bands: 4)
        }
        var recipe = recipe
        recipe.frames = 200
        var lessons = try RecognizerLessons(clips, recipe)
        var heard: [Int] = []
        for _ in 0..<lessons.count {
            let batch = lessons.next()
            let lengths = batch.map { clips[$0].count }
            #expect(lengths.max()! * batch.count <= 200)
            #expect(lengths.max()! - lengths.min()! < 15)
            heard += batch
        }
        #expect(heard.sorted() == Array(0..<40))
        // A clip that is longer than a batch is one of its own.
        recipe.frames = 30
        #expect(try RecognizerLessons(clips, recipe).all.allSatisfy { $0.count == 1 })
    }
}
