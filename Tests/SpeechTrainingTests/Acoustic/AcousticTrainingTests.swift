import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct AcousticTrainingTests {
    let recipe = AcousticFixture.recipe

    @Test func `losses fall, and so do those of clips that were held out`() throws {
        let training = try AcousticTraining(recipe, AcousticFixture().package(), holdingOut: 2)
        #expect(training.heldOut == [0, 4])
        let before = try training.validation()
        var losses: [TrainingLosses] = []
        for _ in 0..<60 { losses.append(try training.next()) }
        for place in [0, 1, 3, 5] {
            let first: Double = losses.prefix(5).map { $0[place].value }.reduce(0, +)
            let last: Double = losses.suffix(5).map { $0[place].value }.reduce(0, +)
            #expect(last < first * 0.8, "\(losses[0][place].name): \(first) → \(last)")
        }
        let after = try training.validation()
        #expect(before.map(\.name) == after.map(\.name) && after.count == 9)
        #expect(after[0].value < before[0].value * 0.8)
        #expect(after.allSatisfy { $0.value.isFinite })
        let picture = try training.picture(ofHeldOut: 1)
        #expect(picture.height == 3 * (AcousticFixture.bands + 4))
        #expect(Set(picture.shades).count > 20)
    }

    @Test(arguments: [false, true])
    func `a training that stopped goes on bit by bit`(isAdversarial: Bool) throws {
        var recipe = recipe
        recipe.adversarialFrom = isAdversarial ? 2 : nil
        let package = try AcousticFixture().package()
        let whole = try AcousticTraining(recipe, package, holdingOut: 1)
        for _ in 0..<3 { _ = try whole.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try whole.checkpoint().write(to: path, step: 1)
            let resumed = try AcousticTraining(goingOnFrom: Checkpoint(at: path), package)
            for _ in 0..<3 {
                let (a, b) = (try whole.next(), try resumed.next())
                #expect(a.map(\.name) == b.map(\.name))
                #expect(a.map(\.value) == b.map(\.value))
                #expect(a.contains { $0.name == "adversarial" } == isAdversarial)
            }
            let (a, b) = (try whole.weights(), try resumed.weights())
            #expect(a.names == b.names && a.metadata == b.metadata)
            for name in a.names { #expect(a[name] == b[name], "\(name)") }
        }
    }

    @Test func `every weight learns`() throws {
        var recipe = recipe
        recipe.adversarialFrom = 0
        let training = try AcousticTraining(recipe, AcousticFixture().package())
        // Speakers begin at zero, so that what they are multiplied by learns from the second on.
        for _ in 0..<2 { _ = try training.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try training.checkpoint().write(to: path, step: 1)
            let store = try WeightStore(at: path)
            let moments = store.names.filter { $0.contains("/first.") }
            #expect(moments.count > 80)
            for name in moments {
                // A bias of keys adds the same to all scores of a query, so softmax forgets it.
                let isForgotten = name.hasSuffix("k_proj.bias")
                let norm = try #require(store[name]).floats().reduce(0) { $0 + abs($1) }
                #expect(norm > 0 || isForgotten, "\(name)")
            }
        }
    }

    @Test func `a batch's losses are those of its pieces alone`() throws {
        let training = try AcousticTraining(recipe, AcousticFixture().package())
        let clips = training.clips.seen
        let crops = [
            AcousticCrop(clip: 0, tokens: 2..<4, seen: 1..<7),
            AcousticCrop(clip: 1, tokens: 0..<6, seen: 0..<9),
        ]
        func losses(_ crops: [AcousticCrop]) throws -> [(Double, frames: Double)] {
            let batch = AcousticBatch(crops, clips, training.statistics)
            let results = try training.networks.reconstruction(batch.tensors(on: .cpu), .evaluation)
            return try [AcousticGraphs.Result.mel, .voicing].map {
                (try results[$0.rawValue].number(), Double(batch.frameCount))
            }
        }
        let (both, first, second) = (
            try losses(crops), try losses([crops[0]]), try losses([crops[1]])
        )
        for place in both.indices {
            let mean =
                (first[place].0 * first[place].frames + second[place].0 * second[place].frames)
                / (first[place].frames + second[place].frames)
            #expect(abs(both[place].0 - mean) < 1e-5 * abs(mean) + 1e-6)
        }
    }

    @Test func `what was trained speaks the same on every runtime`() throws {
        let training = try AcousticTraining(recipe, AcousticFixture().package())
        for _ in 0..<3 { _ = try training.next() }
        let trained = try TrainedAcousticModel(training.weights())
        #expect(trained.speakerNames == ["low", "high"] && trained.model.dropout == 0)
        var executors: [any Executor] = [try TorchExecutor()]
        if let executor = try? OnnxRuntimeExecutor() { executors.append(executor) }
        if let executor = try? OpenVINOExecutor() { executors.append(executor) }
        let tokens = Tensor([Int64]([1, 2, 3, 0, 4, 1, 0, 0, 2, 0, 1, 0]), shape: [1, 3, 4])
        var answers: [[Float]] = []
        for executor in executors {
            let encoder = try executor.load(
                .graph(trained.model.encoderGraph(), trained.weights), ExecutionOptions(threads: 1))
            answers.append(
                try encoder.run(
                    [
                        tokens, Tensor([Int64(3)], shape: [1]),
                        Tensor(try #require(trained.weights(of: "low")), shape: [1, 2]),
                    ])[1].floats())
        }
        for answer in answers.dropFirst() {
            #expect(zip(answer, answers[0]).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }
}

/// Earlier weights, and what is made of them.
@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct AcousticFoundationTests {
    let recipe = AcousticFixture.recipe

    private func weights() throws -> WeightStore {
        let training = try AcousticTraining(recipe, AcousticFixture().package())
        for _ in 0..<3 { _ = try training.next() }
        return try training.weights()
    }

    @Test func `a training goes on from weights with new speakers and phonemes`() throws {
        let earlier = try weights()
        var fixture = AcousticFixture(8, phonemes: 7)
        fixture.names = ["other", "low"]
        var wanted = recipe
        wanted.width = 32
        let training = try AcousticTraining(wanted, fixture.package(), from: earlier)
        #expect(training.recipe.width == 16 && training.recipe.phonemes == 7)
        let weights = try training.weights()
        #expect(weights.metadata["speaker.names"] == "low\nhigh\nother")
        for name in earlier.names {
            let (before, after) = (try #require(earlier[name]), try #require(weights[name]))
            #expect(after.floats().starts(with: before.floats()), "\(name)")
        }
        #expect(try #require(weights["speakers.weight"]).shape == [3, 16])
        #expect(try #require(weights["tokens.phoneme.weight"]).shape == [7, 16])
        let pitch = try #require(weights["statistics.pitch"]).floats()
        #expect(abs(pitch[2] - log(103)) < 1e-3)
        _ = try training.next()
        // And on from there, without the weights.
        let package = try fixture.package()
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try training.checkpoint().write(to: path, step: 1)
            let resumed = try AcousticTraining(goingOnFrom: Checkpoint(at: path), package)
            let (a, b) = (try resumed.next(), try training.next())
            #expect(a.map(\.value) == b.map(\.value))
        }
    }

    @Test func `weights of something else are refused by name`() throws {
        let earlier = try weights()
        let package = try AcousticFixture().package()
        func refusal(_ change: (inout WeightStore) -> Void) -> String? {
            var changed = earlier
            change(&changed)
            do { _ = try AcousticTraining(recipe, package, from: changed) } catch {
                return "\(error)"
            }
            return nil
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.metadata["mel.hop"] = "80" }?.contains("every 80") == true)
        #expect(refusal { $0.metadata["family"] = nil }?.contains("family") == true)
        #expect(refusal { $0["voice.bias"] = nil }?.contains("voice.bias") == true)
        #expect(refusal { $0["statistics.energy"] = nil }?.contains("energy") == true)
        #expect(
            refusal { $0["places.weight"] = Tensor(zeros: TensorType(.float32, [16, 3])) }?
                .contains("places.weight") == true)
    }

    @Test func `spectra of a model lie in a copy of the package`() throws {
        var fixture = AcousticFixture()
        let earlier = try weights()
        fixture.clips[3] = []
        // A clip without tokens still has frames.
        let store = fixture.store()
        var package = store
        let (audio, pitch) = (
            try #require(store["audio"]), try #require(store["pitch"])
        )
        let clip = [Int16](repeating: 900, count: 1_000)
        var starts = try #require(store["starts"]?.elements(as: Int64.self))
        let place = Int(starts[3])
        var samples = try #require(audio.elements(as: Int16.self))
        samples.insert(contentsOf: clip, at: place)
        for index in 4..<starts.count { starts[index] += 1_000 }
        var hertz = pitch.floats()
        hertz.insert(contentsOf: [Float](repeating: 0, count: 10), at: place / 100)
        package["audio"] = Tensor(samples, shape: [samples.count])
        package["starts"] = Tensor(starts, shape: [starts.count])
        package["pitch"] = Tensor(hertz, shape: [hertz.count])
        let recordings = try AudioPackage(package, named: "invented")
        let mels = try PredictedMels(earlier, recordings)
        #expect(mels.count == 7)
        let halves = try PredictedMels(earlier.floatingPoint(as: .float16), recordings)
        let frames = (0..<recordings.count).reduce(0) { $0 + recordings.frames(of: $1) }
        #expect(try halves.tensor().shape == [frames, AcousticFixture.bands])
        package["mel.predicted"] = try mels.tensor()
        let copy = try AudioPackage(package, named: "invented")
        #expect(copy.hasPredictedMels && copy.predictedMel(of: 3, 0..<10) == nil)
        let mel = try #require(copy.predictedMel(of: 4, 0..<copy.frames(of: 4)))
        #expect(mel.count == copy.frames(of: 4) * AcousticFixture.bands)
        #expect(mel.allSatisfy { $0.isFinite })

        fixture.names = ["low", "stranger"]
        let strangers = try AcousticFixture.strangers()
        let error = #expect(throws: TrainingError.self) { try PredictedMels(earlier, strangers) }
        #expect(error?.description.contains("'stranger'") == true)
        let unknown = try AcousticFixture(8, phonemes: 9).package()
        #expect(throws: TrainingError.self) { try PredictedMels(earlier, unknown) }
    }
}

extension AcousticFixture {
    fileprivate static func strangers() throws -> AudioPackage {
        var fixture = AcousticFixture()
        fixture.names = ["low", "stranger"]
        return try fixture.package()
    }
}
