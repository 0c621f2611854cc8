import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct JointTrainingTests {
    let recipe: JointRecipe = {
        var recipe = JointRecipe()
        (recipe.batch, recipe.frames, recipe.window, recipe.context) = (3, 60, 16, 3)
        (recipe.rate, recipe.warmUp, recipe.adversarialFrom) = (2e-3, 2, nil)
        (recipe.periodChannels, recipe.spectrumChannels) = ([4, 4], [4, 4, 4])
        return recipe
    }()

    private static let vocoder: VocoderRecipe = {
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth, recipe.size) = (16, 32, 2, 400)
        (recipe.batch, recipe.frames, recipe.warmUp) = (2, 16, 2)
        recipe.head = .sourceFilter
        return recipe
    }()

    /// Networks that have hardly been trained.
    private func networks(
        _ package: AudioPackage, _ vocoder: VocoderRecipe = vocoder
    ) throws -> (acoustic: WeightStore, vocoder: WeightStore) {
        let acoustic = try AcousticTraining(AcousticFixture.recipe, package)
        _ = try acoustic.next()
        return (try acoustic.weights(), try VocoderTraining(vocoder, package).weights())
    }

    private func training(_ recipe: JointRecipe, holdingOut: Int = 1) throws -> JointTraining {
        let package = try AcousticFixture().package()
        let (acoustic, vocoder) = try networks(package)
        return try JointTraining(
            recipe, package, acoustic: acoustic, vocoder: vocoder, holdingOut: holdingOut)
    }

    @Test func `losses fall, and so does that of a clip that was held out`() throws {
        let training = try training(recipe)
        #expect(training.heldOut == [0])
        let before = try training.copy(ofHeldOut: 0)
        #expect(before.real.count == before.made.count)
        #expect(before.real.contains { abs($0) > 0.1 })
        var losses: [TrainingLosses] = []
        for _ in 0..<60 { losses.append(try training.next()) }
        #expect(
            losses[0].map(\.name) == ["spectral", "mel", "acoustic", "acoustic mel", "gradient"])
        for place in [0, 1, 3] {
            let first: Double = losses.prefix(5).map { $0[place].value }.reduce(0, +)
            let last: Double = losses.suffix(5).map { $0[place].value }.reduce(0, +)
            #expect(last < first * 0.85, "\(losses[0][place].name): \(first) → \(last)")
        }
        let after = try training.copy(ofHeldOut: 0)
        #expect(after.losses[0].value < before.losses[0].value)
    }

    @Test(arguments: [false, true])
    func `a training that stopped goes on bit by bit`(isAdversarial: Bool) throws {
        var recipe = recipe
        recipe.adversarialFrom = isAdversarial ? 2 : nil
        let whole = try training(recipe)
        for _ in 0..<3 { _ = try whole.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try whole.checkpoint().write(to: path, step: 1)
            let resumed = try JointTraining(
                goingOnFrom: Checkpoint(at: path), AcousticFixture().package())
            for _ in 0..<3 {
                let (a, b) = (try whole.next(), try resumed.next())
                #expect(a.map(\.name) == b.map(\.name))
                #expect(a.map(\.value) == b.map(\.value))
                #expect(a.contains { $0.name == "adversarial" } == isAdversarial)
            }
            for (a, b) in zip(try whole.exports(), try resumed.exports()) {
                #expect(a.file == b.file && a.weights.names == b.weights.names)
                #expect(a.weights.metadata == b.weights.metadata)
                for name in a.weights.names {
                    #expect(a.weights[name] == b.weights[name], "\(name)")
                }
            }
        }
    }

    @Test func `the acoustic model learns from the sound alone`() throws {
        var recipe = recipe
        (recipe.acousticWeight, recipe.weightDecay, recipe.dropout) = (0, 0, 0)
        recipe.recordedShare = 0
        let training = try training(recipe)
        let before = try training.weights().acoustic
        for _ in 0..<3 { _ = try training.next() }
        let after = try training.weights().acoustic
        for name in ["decoder.out.weight", "tokens.phoneme.weight", "places.weight"] {
            #expect(try #require(before[name]) != #require(after[name]), "\(name)")
        }
        // Durations make no sound: they come from the recording.
        let durations = before.names.filter { $0.hasPrefix("duration.") }
        #expect(!durations.isEmpty)
        for name in durations { #expect(before[name] == after[name], "\(name)") }
        for name in before.names where name.hasPrefix("statistics.") {
            #expect(before[name] == after[name], "\(name)")
        }
    }

    @Test func `before the first step both are what they were, and of use`() throws {
        let package = try AcousticFixture().package()
        let given = try networks(package)
        let training = try JointTraining(
            recipe, package, acoustic: given.acoustic, vocoder: given.vocoder)
        let own = try training.weights()
        for (a, b) in [(given.acoustic, own.acoustic), (given.vocoder, own.vocoder)] {
            #expect(a.names == b.names)
            for name in a.names { #expect(a[name] == b[name], "\(name)") }
        }
        #expect(try TrainedAcousticModel(own.acoustic).speakerNames == ["low", "high"])
        #expect(try TrainedVocoder(own.vocoder).vocoder.head == .sourceFilter)
    }

    @Test func `the acoustic model learns nothing from recorded sound`() throws {
        var recipe = recipe
        (recipe.acousticWeight, recipe.weightDecay, recipe.recordedShare) = (0, 0, 1)
        let training = try training(recipe)
        let before = try training.weights()
        _ = try training.next()
        let after = try training.weights()
        for name in before.acoustic.names {
            #expect(before.acoustic[name] == after.acoustic[name], "\(name)")
        }
        #expect(before.vocoder["head.out.weight"] != after.vocoder["head.out.weight"])
    }

    @Test func `discriminators of the vocoder's training go on`() throws {
        let package = try AcousticFixture().package()
        var earlier = Self.vocoder
        (earlier.adversarialFrom, earlier.warmUp) = (0, 0)
        (earlier.periodChannels, earlier.spectrumChannels) = ([4, 4], [4, 4, 4])
        let vocoding = try VocoderTraining(earlier, package)
        for _ in 0..<3 { _ = try vocoding.next() }
        let opposing = try vocoding.checkpoint()
        let (acoustic, vocoder) = try networks(package)
        let training = try JointTraining(
            recipe, package, acoustic: acoustic, vocoder: vocoder, opposing: opposing)
        try withFolder { folder in
            func kept(_ checkpoint: Checkpoint, _ name: String) throws -> WeightStore {
                let path = "\(folder)/\(name).safetensors.index.json"
                try checkpoint.write(to: path, step: 1)
                return try WeightStore(at: path)
            }
            let (theirs, here) = (
                try kept(opposing, "vocoder"), try kept(training.checkpoint(), "joint")
            )
            let names = theirs.names.filter { $0.hasPrefix("discriminators") }
            #expect(!names.isEmpty)
            for name in names { #expect(theirs[name] == here[name], "\(name)") }
        }
        var other = recipe
        other.periodChannels = [4, 8]
        #expect(throws: TrainingError.self) {
            try JointTraining(
                other, package, acoustic: acoustic, vocoder: vocoder, opposing: opposing)
        }
    }

    @Test func `a short piece ends in silence`() throws {
        let package = try AcousticFixture().package()
        let clips = try AcousticClip.all(package, AcousticSpeakers(["low", "high"]), on: .cpu)
        let statistics = AcousticStatistics(clips, speakers: 2, bands: AcousticFixture.bands)
        let crop = AcousticCrop(clip: 0, tokens: 1..<2, seen: 0..<4)
        let frames = clips[0].tokens[1].frames
        let piece = JointPiece(crop, of: clips[0], window: 40, 0.9)
        #expect(piece.window.count == frames)
        let batch = JointBatch(
            [piece], clips, statistics, window: 40, seed: 1, package)
        let tensors = try batch.tensors(on: .cpu)
        let audio = try tensors[JointBatch.audioPlace].tensor().floats()
        let hop = AcousticFixture.hop
        let start = piece.window.lowerBound * hop
        #expect(
            Array(audio.prefix(frames * hop))
                == package.samples(of: 0, start..<start + frames * hop))
        #expect(audio.count == 40 * hop && audio.dropFirst(frames * hop).allSatisfy { $0 == 0 })
        let inside = try tensors[JointBatch.audioPlace - 1].tensor().floats()
        #expect(inside == (0..<40).map { $0 < frames ? 1 : 0 })
    }

    @Test func `what doesn't fit is refused by name`() throws {
        let package = try AcousticFixture().package()
        let (acoustic, vocoder) = try networks(package)
        func refusal(
            _ recipe: JointRecipe? = nil, acoustic other: WeightStore? = nil,
            vocoder another: WeightStore? = nil, learning data: AudioPackage? = nil
        ) -> String {
            do {
                _ = try JointTraining(
                    recipe ?? self.recipe, data ?? package, acoustic: other ?? acoustic,
                    vocoder: another ?? vocoder)
                return ""
            } catch { return "\(error)" }
        }
        var spectral = Self.vocoder
        spectral.head = nil
        let unpitched = try VocoderTraining(spectral, package).weights()
        #expect(refusal(vocoder: unpitched).contains("sourceFilter"))
        var faster = vocoder
        faster.metadata["rate"] = "22050"
        #expect(refusal(vocoder: faster).contains("22050"))
        #expect(refusal(vocoder: acoustic).hasPrefix("vocoder: "))
        #expect(refusal(acoustic: vocoder).hasPrefix("weights: "))
        var strangers = AcousticFixture()
        strangers.names = ["low", "nobody"]
        #expect(try refusal(learning: strangers.package()).contains("nobody"))
        let foreign = try refusal(learning: AcousticFixture(8, phonemes: 7).package())
        #expect(foreign.contains("tokens"), "\(foreign)")
        var wrong = recipe
        wrong.window = 61
        #expect(refusal(wrong).hasPrefix("window: "))
    }
}
