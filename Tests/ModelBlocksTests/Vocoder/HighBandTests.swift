import Foundation
import TensorRuntime
import Testing
import Vocoding

@testable import ModelBlocks

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct HighBandTests {
    /// 8 kHz with 40 ms every 10; 12 kHz with the same.
    static let band = HighBand(
        rate: 12_000, native: 8_000, lowest: 3_400, highest: 5_400, bands: 10)
    static func vocoder(isCausal: Bool = false) -> ConvNeXtVocoder {
        ConvNeXtVocoder(
            bands: 5, width: 12, hidden: 24, depth: 2, kernel: 7, size: 320, hop: 80,
            isCausal: isCausal, head: .sourceFilter)
    }

    /// A vocoder that makes the same of every frame: pulses and noise with a magnitude of 1, or of
    /// what they are multiplied by, and a high band of a level.
    static func weights(
        _ vocoder: ConvNeXtVocoder, pulses: Float = 1, noise: Float = 1, high: Float = 1,
        isRandom: Bool = false
    ) throws -> WeightStore {
        let graph = try Graph("vocoder") { net in
            let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
            let excitation = Excitation(net, "batch", "frames", hop: 120)
            return [
                "audio": net.convNeXtVocoder(
                    mel, vocoder, excitation: excitation, highBand: band)
            ]
        }
        var weights = WeightStore.random(for: graph, seed: 5)
        if !isRandom {
            let bins = vocoder.transform.bins
            let logs = [pulses, 1, noise].map { $0 > 0 ? log($0) : -60 }
            let bias = [logs[0], 0, logs[2]].flatMap { [Float](repeating: $0, count: bins) }
            weights["head.out.weight"] = Tensor(
                zeros: TensorType(.float32, [3 * bins, vocoder.width]))
            weights["head.out.bias"] = Tensor(bias, shape: [3 * bins])
            weights[HighBand.weight] = Tensor(
                zeros: TensorType(.float32, [band.bands, vocoder.width]))
            weights[HighBand.bias] = Tensor(
                [Float](repeating: log(high), count: band.bands), shape: [band.bands])
        }
        weights["mel.basis"] = Tensor(
            [Float](repeating: 0.1, count: 5 * 161), shape: [5, 161])
        weights.metadata = [
            "mel.hop": "80", "vocoder.size": "320", "vocoder.causal": "\(vocoder.isCausal)",
            "vocoder.head": "sourceFilter", "rate": "8000", "mel.size": "320",
        ].merging(band.metadata) { $1 }
        return weights
    }

    static func samples(
        _ trained: TrainedVocoder, rate: Int, frames: Int = 200, pitch: Float = 125
    ) throws -> [Float] {
        let loaded = try LoadedVocoder(trained, rate: rate, ExecutionOptions(threads: 1))
        #expect(loaded.rate == rate)
        let stream = try loaded.stream(seed: 4)
        let samples = try stream.process(
            [Float](repeating: -3, count: frames * trained.vocoder.bands),
            pitch: [Float](repeating: pitch, count: frames))
        return samples + (try stream.finish())
    }

    /// Power of a signal's middle in each band of 200 Hz, by the transform's definition, as in the
    /// same signal at any rate.
    static func powers(_ samples: [Float], rate: Int) -> [Double] {
        // Frames of 40 ms have bins of 25 Hz.
        let size = rate / 25
        let window = (0..<size).map {
            0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(size))
        }
        let table = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
            .map { (cos($0), sin($0)) }
        var bands = [Double](repeating: 0, count: rate / 400)
        let starts = Array(
            stride(from: samples.count / 8, to: samples.count * 7 / 8 - size, by: size))
        for start in starts {
            for bin in 0..<bands.count * 8 {
                var (real, imaginary) = (0.0, 0.0)
                for index in 0..<size {
                    let value = Double(samples[start + index]) * window[index]
                    let turn = table[bin * index % size]
                    real += value * turn.0
                    imaginary += value * turn.1
                }
                bands[bin / 8] +=
                    (real * real + imaginary * imaginary) / Double(size * size)
            }
        }
        return bands.map { $0 / Double(starts.count) }
    }

    @Test func `harmonics are the same at both rates`() throws {
        let trained = try TrainedVocoder(
            Self.weights(Self.vocoder(), noise: 0, high: 1e-9))
        #expect(trained.rates == [8_000, 12_000])
        let native = try Self.powers(Self.samples(trained, rate: 8_000), rate: 8_000)
        let full = try Self.powers(Self.samples(trained, rate: 12_000), rate: 12_000)
        for band in 0..<17 {
            #expect(native[band] > 1e-4)
            #expect(abs(full[band] / native[band] - 1) < 1e-3, "\(band * 200) Hz")
        }
        // Pulses end where they did, and nothing is above.
        for band in 21..<30 { #expect(full[band] < 1e-6 * full[5]) }
    }

    @Test(arguments: [Float(0.1), 1, 4])
    func `noise has the same power in each hertz, and above what the weights say`(
        high: Float
    ) throws {
        let trained = try TrainedVocoder(Self.weights(Self.vocoder(), pulses: 0, high: high))
        let native = try Self.powers(
            Self.samples(trained, rate: 8_000, frames: 300, pitch: 0), rate: 8_000)
        let full = try Self.powers(
            Self.samples(trained, rate: 12_000, frames: 300, pitch: 0), rate: 12_000)
        let low = native[1..<17].reduce(0, +) / 16
        #expect(abs(10 * log10(full[1..<17].reduce(0, +) / 16 / low)) < 0.4)
        let expected = 20 * log10(Double(high))
        #expect(abs(10 * log10(full[19..<27].reduce(0, +) / 8 / low) - expected) < 0.6)
        // Beyond the last band it falls, and doesn't end.
        let last = 10 * log10(full[29] / full[25])
        #expect(last < -2 && last > -12, "\(last)")
    }

    @Test(arguments: [true, false], [1, 30, 700])
    func `windows are the whole`(isCausal: Bool, frames: Int) throws {
        let vocoder = Self.vocoder(isCausal: isCausal)
        let weights = try Self.weights(vocoder, isRandom: true)
        var source = Source(seed: 3)
        let mel = source.tensor([1, vocoder.bands, frames], scale: 2)
        let pitch: [Float] = (0..<frames).map { _ in
            Bool.random(using: &source) ? .random(in: 60...500, using: &source) : 0
        }
        let harmonic = HarmonicSource.pulses(pitch, rate: 12_000, hop: 120, highest: 4_000)
        let graph = try Graph("vocoder") { net in
            let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
            let excitation = Excitation(net, "batch", "frames", hop: 120)
            return [
                "audio": net.convNeXtVocoder(
                    mel, vocoder, excitation: excitation, highBand: Self.band)
            ]
        }
        let inputs = [
            "mel": mel, "pitch": Tensor(pitch, shape: [1, frames]),
            "harmonic": Tensor(harmonic, shape: [1, frames * 120]),
            "noise": Tensor(
                WhiteNoise(seed: 9).samples(0..<frames * 120), shape: [1, frames * 120]),
        ]
        let expected = try #require(try Runtime.run(graph, weights, inputs)["audio"]).floats()

        let stream = try LoadedVocoder(
            TrainedVocoder(weights), rate: 12_000, ExecutionOptions(threads: 1)
        ).stream(seed: 9, windows: [8, 50, 150])
        let values = mel.floats()
        var samples: [Float] = []
        var frame = 0
        while frame < frames {
            let count = min(Int.random(in: 1...200, using: &source), frames - frame)
            let piece = (frame..<frame + count).flatMap { frame in
                (0..<vocoder.bands).map { values[$0 * frames + frame] }
            }
            samples += try stream.process(piece, pitch: Array(pitch[frame..<frame + count]))
            frame += count
        }
        samples += try stream.finish()
        try #require(samples.count == expected.count)
        let scale = expected.map(abs).max() ?? 0
        #expect(scale > 0.01)
        let worst = zip(samples, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(worst < 2e-5 * scale, "\(worst) of \(scale)")
    }

    @Test func `weights without a band have one rate`() throws {
        var weights = try Self.weights(Self.vocoder())
        weights[HighBand.weight] = nil
        weights[HighBand.bias] = nil
        weights.metadata["high.rate"] = nil
        let trained = try TrainedVocoder(weights)
        #expect(trained.highBand == nil && trained.rates == [8_000])
        #expect(throws: VocoderError.noSuchRate(12_000, offered: [8_000])) {
            try LoadedVocoder(trained, rate: 12_000)
        }
    }

    @Test func `weights that don't fit are refused with their name`() throws {
        let weights = try Self.weights(Self.vocoder())
        func refusal(_ change: (inout WeightStore) -> Void) -> VocoderError? {
            var changed = weights
            change(&changed)
            do { _ = try TrainedVocoder(changed) } catch { return error }
            return nil
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0[HighBand.weight] = nil } == .missing(tensor: HighBand.weight))
        #expect(refusal { $0[HighBand.bias] = nil } == .missing(tensor: HighBand.bias))
        #expect(
            refusal { $0[HighBand.weight] = Tensor(zeros: TensorType(.float32, [10, 13])) }
                == .wrongTensor(name: HighBand.weight, expected: "[10, 12]", got: "[10, 13]"))
        #expect(
            refusal { $0[HighBand.bias] = Tensor(zeros: TensorType(.float32, [9])) }
                == .wrongTensor(name: HighBand.bias, expected: "[10]", got: "[9]"))
        for bad in [Float.nan, .infinity] {
            #expect(
                refusal {
                    $0[HighBand.bias] = Tensor([Float](repeating: bad, count: 10), shape: [10])
                } != nil)
            #expect(
                refusal {
                    $0[HighBand.weight] = Tensor(
                        [Float](repeating: bad, count: 120), shape: [10, 12])
                } != nil)
        }
        // No rate, none above, and one at which frames aren't whole samples.
        for rate in [nil, "", "8000", "-1", "8010", "99999999999999999999"] {
            #expect(refusal { $0.metadata["high.rate"] = rate } != nil, "\(rate ?? "none")")
        }
        // A gap below the band, bands in the wrong order, and beyond half the rate.
        #expect(refusal { $0.metadata["high.lowest"] = "3900" } != nil)
        #expect(refusal { $0.metadata["high.highest"] = "3300" } != nil)
        #expect(refusal { $0.metadata["high.highest"] = "6001" } != nil)
        #expect(refusal { $0.metadata["vocoder.head"] = "spectral" } != nil)
    }
}
