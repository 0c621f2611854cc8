import Foundation
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct ContentLatentsTests {
    private func encoder(_ package: AudioPackage, steps: Int) throws -> WeightStore {
        let training = try ContentTraining(ConversionFixture.contentRecipe, package)
        for _ in 0..<steps { _ = try training.next() }
        return try training.weights()
    }

    @Test func `a variation that changes nothing is heard as the clip`() throws {
        let package = try ConversionFixture().package()
        let latents = try ContentLatents(encoder(package, steps: 1), package)
        var recipe = ContentRecipe()
        (recipe.speed, recipe.level, recipe.tilt, recipe.noisy) = (0, 0, 0, 0)
        let (content, varied) = (
            try latents.tensor(), try latents.variedTensor(takes: 2, recipe)
        )
        #expect(varied.shape == [2] + content.shape)
        #expect(varied.floats() == content.floats() + content.floats())
    }

    @Test func `what is said stays where it was, whoever seems to speak`() throws {
        let package = try ConversionFixture().package()
        let latents = try ContentLatents(encoder(package, steps: 60), package)
        var recipe = ContentRecipe()
        (recipe.speed, recipe.noisy) = (0.3, 0)
        let (content, varied) = (
            try latents.tensor().floats(), try latents.variedTensor(takes: 1, recipe).floats()
        )
        #expect(varied.count == content.count && varied != content)
        func correlation(lag: Int) -> Double {
            let shift = lag * 6
            let pairs = (60..<content.count - 60).map {
                (Double(content[$0]), Double(varied[$0 + shift]))
            }
            let sums = pairs.reduce((0.0, 0.0, 0.0)) {
                ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0, $0.2 + $1.1 * $1.1)
            }
            return sums.0 / (sums.1 * sums.2).squareRoot()
        }
        let here = correlation(lag: 0)
        #expect(here > 0.9 && here > correlation(lag: -2) && here > correlation(lag: 2))
    }

    @Test func `what was heard passes a bottleneck as what is heard anew does`() throws {
        let package = try ConversionFixture().package()
        var weights = try encoder(package, steps: 1)
        let plain = try ContentLatents(weights, package).tensor()
        #expect(throws: TrainingError.self) { try QuantizedContent(weights) }
        var place = 0.0
        func random(_ shape: [Int]) -> Tensor {
            Tensor(
                (0..<shape.reduce(1, *)).map { _ in
                    place += 1
                    return Float(0.3 * sin(place * place))
                }, shape: shape)
        }
        weights["bottleneck.projection.weight"] = random([6, 6, 1])
        weights["bottleneck.projection.bias"] = random([6])
        for layer in 0..<2 {
            weights["bottleneck.layers.\(layer).codebook.embed"] = random([12, 6])
        }
        let anew = try ContentLatents(weights, package).tensor().floats()
        let passed = try QuantizedContent(weights)(plain)
        #expect(passed.shape == plain.shape && passed.floats() != plain.floats())
        // Content that is kept is rounded, which may make another code the nearest.
        let same = zip(anew, passed.floats()).filter { abs($0 - $1) < 1e-2 }.count
        #expect(same > anew.count * 95 / 100)
        #expect(throws: TrainingError.self) { try QuantizedContent(weights)(random([3, 5])) }
    }

    @Test func `filters raise what lies about their frequency, and leave the rest`() {
        func gain(_ hertz: Double) -> Double {
            var tone = (0..<8_000).map { Float(sin(2 * .pi * hertz * Double($0) / 16_000)) }
            PeakingFilter(frequency: 1000.0 / 16_000, gain: 9, quality: 2).apply(to: &tone)
            let power = tone.suffix(4_000).reduce(0.0) { $0 + Double($1) * Double($1) } / 4_000
            return 10 * log10(2 * power)
        }
        #expect(abs(gain(1000) - 9) < 0.05)
        #expect(abs(gain(100)) < 0.3 && abs(gain(7000)) < 0.3)
    }

    @Test func `other rooms change the sound, not what is said`() throws {
        let package = try ConversionFixture().package()
        var recipe = ContentRecipe()
        (recipe.speed, recipe.level, recipe.tilt, recipe.noisy) = (0, 0, 0, 0)
        let samples = package.samples(of: 0, 0..<3_200)
        let plain = WaveformVariation(recipe, step: 0, row: 0).applied(to: samples, count: 3_200)
        #expect(plain == samples)
        recipe.colour = 12
        let other = WaveformVariation(recipe, step: 0, row: 0).applied(to: samples, count: 3_200)
        #expect(other != samples && other.allSatisfy { $0.isFinite && abs($0) < 4 })
        #expect(
            other == WaveformVariation(recipe, step: 0, row: 0).applied(to: samples, count: 3_200))
    }

    @Test func `takes that aren't those of the clips are refused`() throws {
        var fixture = ConversionFixture()
        fixture.content = 4
        var store = fixture.store()
        let content = try #require(store["content"])
        store["content.varied"] = Tensor(
            content.elements(as: Float16.self)!, shape: [1] + content.shape)
        #expect(try AudioPackage(store, named: "x").latentTakes == 2)
        store["content.varied"] = content
        let error = #expect(throws: TrainingError.self) { try AudioPackage(store, named: "x") }
        #expect("\(error!)".contains("content.varied"))
    }
}
