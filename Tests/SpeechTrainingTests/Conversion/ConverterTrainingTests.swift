import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct ConverterTrainingTests {
    private static let encoder = ConversionModel.Encoder(channels: 3, width: 6)

    private static func content() throws -> WeightStore {
        try ContentTraining(
            ConversionFixture.contentRecipe, ConversionFixture().package()
        ).weights()
    }

    private static func package() throws -> AudioPackage {
        var fixture = ConversionFixture()
        fixture.content = encoder.width
        return try fixture.package()
    }

    @Test(arguments: [ConversionModel.Decoder.Head.waveform, .sourceFilter])
    func `it learns to say recordings again`(head: ConversionModel.Decoder.Head) throws {
        let training = try ConverterTraining(
            ConversionFixture.converterRecipe(head), Self.package(), content: Self.content(),
            holdingOut: 1)
        #expect(training.speakerCount == 2 && training.heldOut == [0])
        var losses: [TrainingLosses] = []
        for _ in 0..<40 { losses.append(try training.next()) }
        #expect(losses[0].map(\.name) == ["spectral", "mel", "speaker", "gradient"])
        let first = losses.prefix(5).map { $0[0].value }.reduce(0, +)
        let last = losses.suffix(5).map { $0[0].value }.reduce(0, +)
        #expect(last < first * 0.9, "\(first) → \(last)")
        let (real, made) = try training.conversion(of: 0, to: 1)
        #expect(real.count == 68 * 320 && made.count == real.count)
        #expect(made.allSatisfy { $0.isFinite })
    }

    @Test func `an encoder that learns too keeps its units in mind`() throws {
        let content = try Self.content()
        var recipe = ConversionFixture.converterRecipe(.sourceFilter)
        (recipe.stopsGradient, recipe.adversarialFrom, recipe.ramp) = (false, 2, 2)
        let training = try ConverterTraining(recipe, Self.package(), content: content)
        for _ in 0..<4 {
            let losses = try training.next()
            #expect(losses[3].name == "units" && losses[3].value.isFinite)
        }
        let weights = try training.weights()
        #expect(try ConversionModel(weights: weights).content == Self.encoder)
        #expect(weights["content.first.weight"] != content["content.first.weight"])
        #expect(weights["head.out.weight"] == content["head.out.weight"])
        #expect(try training.conversion(of: 0, to: 1).made.count == 68 * 320)

        var headless = content
        headless["head.out.bias"] = nil
        let refusal = #expect(throws: TrainingError.self) {
            try ConverterTraining(recipe, Self.package(), content: headless)
        }
        #expect("\(refusal!)".contains("no head"))
    }

    @Test func `a training that stopped goes on bit by bit, discriminators too`() throws {
        var recipe = ConversionFixture.converterRecipe(.sourceFilter)
        (recipe.adversarialFrom, recipe.ramp) = (1, 4)
        let (package, content) = (try Self.package(), try Self.content())
        let whole = try ConverterTraining(recipe, package, content: content)
        for _ in 0..<3 { _ = try whole.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try whole.checkpoint().write(to: path, step: 3)
            let resumed = try ConverterTraining(recipe, package, content: content)
            try resumed.resume(Checkpoint(at: path))
            for _ in 0..<2 {
                let (a, b) = (try whole.next(), try resumed.next())
                #expect(a.map(\.name).contains("matching"))
                #expect(a.map(\.value) == b.map(\.value))
            }
        }
    }

    @Test func `what it exports is a whole converter, the content encoder as it was`() throws {
        let content = try Self.content()
        for modulates in [true, false] {
            var recipe = ConversionFixture.converterRecipe(.waveform)
            (recipe.modulates, recipe.lookAhead) = (modulates, 1)
            let training = try ConverterTraining(recipe, Self.package(), content: content)
            _ = try training.next()
            let weights = try training.weights()
            let model = try ConversionModel(weights: weights)
            #expect(model == recipe.model(content: Self.encoder, side: 10))
            for name in content.names where name.hasPrefix("content.") {
                #expect(weights[name] == content[name])
            }
        }
    }

    @Test func `what is right is what came as many frames ago as is looked ahead`() throws {
        let package = try Self.package()
        for lookAhead in [1, 2] {
            var recipe = ConversionFixture.converterRecipe(.sourceFilter)
            recipe.lookAhead = lookAhead
            let model = recipe.model(content: Self.encoder, side: 10)
            for start in [0, 7] {
                let crop = Crop(clip: 2, frames: start..<start + 20)
                let batch = ConverterBatch(
                    [.init(crop: crop, reference: Crop(clip: 2, frames: 0..<16), speaker: 0)],
                    skipping: 4, seed: 1, model, package)
                let tensors = try batch.tensors(on: .cpu)
                let real = try tensors[6].tensor().floats()
                let first = (start + 4 - lookAhead) * 320
                #expect(real == package.samples(of: 2, first..<first + 16 * 320))
                // Melody is known of the frame before.
                let side = try tensors[2].tensor().floats()
                let told = try #require(package.prosody(of: 2, 0..<27)).features
                #expect(side[20 + 5] == told[(start + 4) * 10 + 1])
                let pitch = try tensors[3].tensor().floats()
                let hertz = try #require(package.prosody(of: 2, 0..<40)).pitch
                #expect(pitch[10] == hertz[start + 9])
            }
        }
    }

    @Test func `the reference is another recording, or another part, of the same speaker`() throws {
        let package = try Self.package()
        let speakers = try ConverterSpeakers(package, learningFrom: [0, 1, 2, 4])
        for chance in stride(from: 0.0, to: 1, by: 0.1) {
            let other = speakers.reference(
                for: Crop(clip: 0, frames: 10..<30), frames: 16, package
            ) { _ in chance }
            #expect([2, 4].contains(other.clip) && other.frames.count == 16)
            let own = speakers.reference(
                for: Crop(clip: 1, frames: 10..<30), frames: 16, package
            ) { _ in chance }
            #expect(own.clip == 1 && own.frames.lowerBound >= 30 && own.frames.upperBound <= 64)
        }
    }

    @Test func `packages that lack something are refused by what makes it`() throws {
        let (content, recipe) = (
            try Self.content(), ConversionFixture.converterRecipe(.waveform)
        )
        let unheard = try ConversionFixture().package()
        let error = #expect(throws: TrainingError.self) {
            try ConverterTraining(recipe, unheard, content: content)
        }
        #expect("\(error!)".contains("syrinx-train latents"))
        var fixture = ConversionFixture()
        fixture.content = 6
        var store = fixture.store()
        (store["prosody"], store["prosody.pitch"]) = (nil, nil)
        let plain = try AudioPackage(store, named: "plain")
        let refusal = #expect(throws: TrainingError.self) {
            try ConverterTraining(recipe, plain, content: content)
        }
        #expect("\(refusal!)".contains("--prosody"))
    }
}
