import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct HighBandTrainingTests {
    private static let (clips, seconds) = (6, 0.6)

    /// Noise that is loud, soft, loud …, 0.1 s each; above 3.6 kHz four times as strong as below
    /// where it is loud, and half as strong where it is soft. A sum of cosines, which is the same
    /// recording at any rate.
    private static func sound(rate: Int, clip: Int, loudness: Double = 1) -> [Int16] {
        var random = mixed(UInt64(clip) &+ 99)
        func next() -> Double {
            random = mixed(random)
            return Double(random >> 11) * 0x1p-53
        }
        let half = min(Double(rate) / 2, 5_900)
        let waves = (2..<148).map { (hertz: (Double($0) + next()) * 40, phase: next()) }
            .filter { $0.hertz < half }
        return (0..<Int(seconds * Double(rate))).map { index in
            let time = (Double(index) + 0.5) / Double(rate)
            let isLoud = Int(time * 10) % 2 == 0
            var sum = 0.0
            for wave in waves {
                let size = wave.hertz > 3_600 ? (isLoud ? 4.0 : 0.5) : 1
                sum += size * cos(2 * .pi * (wave.hertz * time + wave.phase))
            }
            return Int16(max(min(sum * (isLoud ? 90 : 18) * loudness, 32_767), -32_767))
        }
    }

    private static func package(
        rate: Int, hop: Int, size: Int, loudness: Double = 1, names: String = "abcdef"
    ) throws -> AudioPackage {
        let bands = 10
        let bins = size / 2 + 1
        let samples = (0..<clips).flatMap { sound(rate: rate, clip: $0, loudness: loudness) }
        let length = samples.count / clips
        let basis: [Float] = (0..<bands).flatMap { band in
            (0..<bins).map { min($0 / 16, bands - 1) == band ? 0.1 : 0 }
        }
        return try AudioPackage(
            WeightStore(
                [
                    "audio": Tensor(samples, shape: [samples.count]),
                    "starts": Tensor((0...clips).map { Int64($0 * length) }, shape: [clips + 1]),
                    "mel.basis": Tensor(basis, shape: [bands, bins]),
                    "pitch": Tensor(
                        zeros: TensorType(.float32, [length / hop * clips])),
                    "names": Tensor(
                        Array(names.map(String.init).joined(separator: "\n").utf8),
                        shape: [names.count * 2 - 1]),
                ],
                metadata: [
                    "syrinx.audio": "1", "rate": "\(rate)", "mel.size": "\(size)",
                    "mel.hop": "\(hop)",
                ]), named: "sounds")
    }

    /// A vocoder that never learnt anything, but whose features tell loud from soft.
    private func weights(for native: AudioPackage) throws -> WeightStore {
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth, recipe.size) = (16, 32, 2, 320)
        (recipe.batch, recipe.frames) = (2, 16)
        recipe.head = .sourceFilter
        (recipe.periodChannels, recipe.spectrumChannels) = ([4, 4], [4, 4, 4])
        return try VocoderTraining(recipe, native).weights()
    }

    private var settings: HighBandTraining.Settings {
        var settings = HighBandTraining.Settings()
        (settings.lowest, settings.highest, settings.bands) = (3_400, 5_600, 11)
        // A vocoder that never learnt has noise that tells nothing of what is above it.
        settings.penalty = 0.001
        return settings
    }

    @Test func `levels above the band are learnt, and the same each time`() throws {
        let native = try Self.package(rate: 8_000, hop: 80, size: 320)
        // As if prepared at another level by a little.
        let full = try Self.package(rate: 12_000, hop: 120, size: 480, loudness: 0.98)
        let weights = try weights(for: native)
        let training = try HighBandTraining(weights, native, full, settings)
        #expect(training.count == 6 && training.name(of: 5) == "f")
        let learnt = try training.weights(heldOut: [2, 5])
        #expect(learnt[HighBand.weight]?.shape == [11, 16])
        #expect(learnt.metadata["high.rate"] == "12000")
        #expect(learnt.metadata["rate"] == "8000")
        let trained = try TrainedVocoder(learnt)
        #expect(trained.rates == [8_000, 12_000])
        let again = try training.weights(heldOut: [2, 5])
        #expect(again[HighBand.weight]?.floats() == learnt[HighBand.weight]?.floats())
        #expect(again[HighBand.bias]?.floats() == learnt[HighBand.bias]?.floats())

        let comparison = try HighBandComparison(training, learnt)
        let differences = try comparison.differences(of: [2, 5])
        #expect(differences.map(\.kind).prefix(4) == ["speech", "speech", "voiced", "voiced"])
        for one in differences where one.kind != "voiced" {
            #expect(one.frames > 15)
            #expect(abs(one.power) < 2, "\(one)")
            #expect(one.spread < 6, "\(one)")
        }
        let (real, made, rate) = try comparison.copy(of: 2)
        #expect(rate == 12_000 && real.count == made.count)
    }

    @Test func `at a high price the band follows the noise below`() throws {
        let native = try Self.package(rate: 8_000, hop: 80, size: 320)
        let full = try Self.package(rate: 12_000, hop: 120, size: 480)
        let weights = try weights(for: native)
        var settings = settings
        settings.penalty = 1e9
        let learnt = try HighBandTraining(weights, native, full, settings).weights()
        let high = try #require(learnt[HighBand.weight]?.floats())
        let out = try #require(learnt["head.out.weight"]?.floats())
        // 161 bins of 25 Hz, noise's magnitudes behind pulses' magnitudes and phases.
        var below = [Float](repeating: 0, count: 16)
        for bin in 124..<136 {
            let row = (2 * 161 + bin) * 16
            for place in 0..<16 { below[place] += out[row + place] / 12 }
        }
        for band in 0..<11 {
            for place in 0..<16 {
                #expect(abs(high[band * 16 + place] - below[place]) < 1e-5)
            }
        }
    }

    @Test func `recordings that aren't the same are told`() throws {
        let native = try Self.package(rate: 8_000, hop: 80, size: 320)
        let full = try Self.package(rate: 12_000, hop: 120, size: 480)
        let weights = try weights(for: native)
        func reason(
            _ native: AudioPackage, _ full: AudioPackage, _ weights: WeightStore,
            _ change: (inout HighBandTraining.Settings) -> Void = { _ in }
        ) -> String {
            var settings = settings
            change(&settings)
            do throws(TrainingError) {
                let training = try HighBandTraining(weights, native, full, settings)
                _ = try training.weights()
                return ""
            } catch {
                return error.description
            }
        }
        #expect(
            try reason(
                native, Self.package(rate: 12_000, hop: 120, size: 480, names: "abcdeg"), weights
            ).contains("other recordings"))
        // Louder by 6 dB, so not the same preparation.
        #expect(
            try reason(
                native, Self.package(rate: 12_000, hop: 120, size: 480, loudness: 0.5), weights
            ).contains("another sound"))
        #expect(reason(native, native, weights).contains("no more than"))
        #expect(reason(full, full, weights).contains("prepare it as for the vocoder"))
        #expect(
            try reason(Self.package(rate: 8_000, hop: 100, size: 320), full, weights)
                .contains("prepare it as for the vocoder"))
        #expect(reason(native, full, weights) { $0.highest = 6_001 }.contains("below 6000"))
        #expect(reason(native, full, weights) { $0.lowest = 3_900 }.contains("high.lowest"))
        #expect(reason(native, full, weights) { $0.bands = 0 }.contains("0 bands"))
        var spectral = weights
        spectral.metadata["vocoder.head"] = "spectral"
        #expect(reason(native, full, spectral) != "")
    }
}
