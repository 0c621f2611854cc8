import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct ContentTrainingTests {
    private let recipe = ConversionFixture.contentRecipe

    @Test func `it learns what is said, in clips that it didn't hear too`() throws {
        let training = try ContentTraining(
            recipe, ConversionFixture().package(), holdingOut: 1)
        #expect(training.heldOut == [0] && training.classCount == 3)
        for _ in 0..<60 { _ = try training.next() }
        let losses = try training.validation()
        #expect(losses.map(\.name) == ["held out content", "held out right"])
        #expect(losses[1].value > 0.85, "\(losses)")
    }

    @Test func `a training that stopped goes on bit by bit`() throws {
        let package = try ConversionFixture().package()
        var recipe = recipe
        recipe.dropout = 0.2
        let whole = try ContentTraining(recipe, package)
        for _ in 0..<3 { _ = try whole.next() }
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            try whole.checkpoint().write(to: path, step: 3)
            let resumed = try ContentTraining(recipe, package)
            try resumed.resume(Checkpoint(at: path))
            #expect(resumed.step == 3)
            for _ in 0..<3 {
                let (a, b) = (try whole.next(), try resumed.next())
                #expect(a.map(\.value) == b.map(\.value))
            }
            let (a, b) = (try whole.weights(), try resumed.weights())
            #expect(a.names == b.names && a.metadata == b.metadata)
            for name in a.names { #expect(a[name] == b[name], "\(name)") }
        }
    }

    @Test func `what it exports is an encoder, and begins another training`() throws {
        let package = try ConversionFixture().package()
        let training = try ContentTraining(recipe, package)
        _ = try training.next()
        let weights = try training.weights()
        let encoder = try ConversionModel.Encoder(weights: weights, "content")
        #expect(encoder == ConversionModel.Encoder(channels: 3, width: 6))
        let next = try ContentTraining(recipe, package, from: weights)
        let begun = try next.weights()
        for name in weights.names { #expect(begun[name] == weights[name], "\(name)") }
    }

    @Test func `labels come late by what the encoder may hear of the future`() throws {
        let package = try ConversionFixture().package()
        let labels = try ContentLabels(phonesOf: package)
        for lag in [0, 1, 2] {
            var recipe = recipe
            recipe.lag = lag
            let batch = ContentBatch(Crop(clip: 1, frames: 0..<24), recipe, package, labels)
            let tensors = try batch.tensors(on: .cpu)
            let told = try #require(try tensors[1].tensor().elements(as: Int64.self))
            let weights = try tensors[2].tensor().floats()
            #expect(weights == (0..<24).map { $0 < lag ? 0 : 1 })
            for frame in lag..<24 { #expect(told[frame] == labels[1][frame - lag]) }
        }
    }

    @Test func `other frames and nothing said are refused`() throws {
        var store = ConversionFixture().store()
        store.metadata["mel.hop"] = "200"
        for name in ["tokens", "token.starts", "prosody", "prosody.pitch"] { store[name] = nil }
        let other = try AudioPackage(store, named: "other")
        let error = #expect(throws: TrainingError.self) { try ContentTraining(recipe, other) }
        #expect("\(error!)".contains("--hop 320"))
        var fixture = ConversionFixture()
        fixture.tellsSpeech = false
        let silent = try fixture.package()
        let refusal = #expect(throws: TrainingError.self) { try ContentTraining(recipe, silent) }
        #expect("\(refusal!)".contains("--speech"))
    }
}

struct WaveformVariationTests {
    private let tone = (0..<6_400).map { Float(sin(2 * Double.pi * 440 * Double($0) / 16_000)) }

    @Test func `nothing varied is the piece itself`() {
        var recipe = ContentRecipe()
        (recipe.level, recipe.tilt, recipe.speed, recipe.noisy) = (0, 0, 0, 0)
        let variation = WaveformVariation(recipe, step: 3, row: 1)
        #expect(variation.applied(to: tone, count: 5_000) == Array(tone.prefix(5_000)))
    }

    @Test func `faster is higher by as much`() {
        var recipe = ContentRecipe()
        (recipe.level, recipe.tilt, recipe.noisy, recipe.speed) = (0, 0, 0, 0.2)
        for row in 0..<6 {
            let variation = WaveformVariation(recipe, step: 1, row: row)
            let made = variation.applied(to: tone, count: 5_000)
            let wanted = (0..<5_000).map {
                Float(sin(2 * Double.pi * 440 * variation.speed * Double($0) / 16_000))
            }
            // Ends hear what isn't there.
            let gaps = zip(made, wanted).map { abs($0 - $1) }[20..<4_980]
            #expect(gaps.max()! < 0.03, "speed \(variation.speed)")
            #expect((1 / 1.2...1.2).contains(variation.speed))
        }
    }

    @Test func `the same step and row bring the same variation`() {
        let recipe = ContentRecipe()
        let a = WaveformVariation(recipe, step: 5, row: 2).applied(to: tone, count: 4_800)
        let b = WaveformVariation(recipe, step: 5, row: 2).applied(to: tone, count: 4_800)
        let c = WaveformVariation(recipe, step: 5, row: 3).applied(to: tone, count: 4_800)
        #expect(a == b && a != c && a.allSatisfy { $0.isFinite })
    }
}
