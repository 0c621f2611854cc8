import Foundation
import Testing

@testable import SpeechTraining

@Suite struct SpectralVariationTests {
    private let mean: [Float] = [-3, -4, -5, -6, -7, -8]
    private let mel = (0..<40 * 6).map { Float(sin(Double($0) * 0.37)) - 5 }

    @Test func `no variation changes nothing`() {
        let same = SpectralVariation().applied(to: mel, mean: mean)
        #expect(zip(same, mel).allSatisfy { abs($0 - $1) < 1e-5 } && same.count == mel.count)
    }

    @Test func `level and tilt are added, down to silence`() {
        var variation = SpectralVariation()
        (variation.gain, variation.tilt) = (1, 0.5)
        let louder = variation.applied(to: mel, mean: mean)
        for frame in 0..<40 {
            #expect(abs(louder[frame * 6] - mel[frame * 6] - 0.75) < 1e-5)
            #expect(abs(louder[frame * 6 + 5] - mel[frame * 6 + 5] - 1.25) < 1e-5)
        }
        variation.gain = -20
        #expect(
            variation.applied(to: mel, mean: mean).allSatisfy { abs($0 - Float(log(1e-5))) < 1e-5 })
    }

    @Test func `formants move, and tempo changes the number of frames`() {
        // A ridge in band 2.
        let ridge = (0..<20).flatMap { _ in (0..<6).map { Float($0 == 2 ? 0 : -8) } }
        var variation = SpectralVariation()
        variation.warp = 0.5
        let moved = variation.applied(to: ridge, mean: mean)
        #expect(moved[4] == 0 && moved[2] < -7)
        variation = SpectralVariation()
        variation.tempo = 0.8
        let slower = variation.applied(to: mel, mean: mean)
        #expect(slower.count == 50 * 6)
        variation.tempo = 1.25
        #expect(variation.applied(to: mel, mean: mean).count == 32 * 6)
        // Phones keep the frames that they need.
        #expect(variation.applied(to: mel, mean: mean, least: 33).count == 40 * 6)
    }

    @Test func `what is hidden is the mean`() {
        var variation = SpectralVariation()
        (variation.bands, variation.frames) = ([1..<3], [5..<7, 39..<41])
        let seen = variation.applied(to: mel, mean: mean)
        for frame in 0..<40 {
            for band in 0..<6 {
                let isHidden = (1...2).contains(band) || frame == 5 || frame == 6 || frame == 39
                let value = seen[frame * 6 + band]
                #expect((value == mean[band]) == isHidden, "\(frame) \(band)")
            }
        }
    }

    @Test func `chance stays within the recipe, and follows from step and row`() {
        let recipe = RecognizerRecipe()
        func drawn(_ step: Int, _ row: Int) -> SpectralVariation {
            SpectralVariation(recipe, step: step, row: row, count: 40, bands: 80)
        }
        #expect(drawn(3, 1) == drawn(3, 1))
        #expect(drawn(3, 1) != drawn(3, 2) && drawn(3, 1) != drawn(4, 1))
        let all = (0..<500).map { drawn($0, 0) }
        let decibel = Float(log(10.0) / 20)
        #expect(all.allSatisfy { abs($0.gain) <= 6 * decibel && abs($0.tilt) <= 6 * decibel })
        #expect(all.map(\.gain).max()! > 5 * decibel && all.map(\.gain).min()! < -5 * decibel)
        #expect(all.allSatisfy { (0.86...1.17).contains($0.tempo) })
        #expect(all.allSatisfy { (0.88...1.13).contains($0.warp) })
        #expect(all.allSatisfy { $0.bands.allSatisfy { $0.upperBound <= 80 && $0.count <= 12 } })
        #expect(all.contains { $0.bands.contains { $0.count == 12 } })
        #expect(all.allSatisfy { $0.frames.allSatisfy { $0.count <= 4 && $0.lowerBound >= 0 } })
    }
}
