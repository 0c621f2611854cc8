internal import Glibc
internal import ModelBlocks
public import TensorRuntime

/// How what a vocoder makes of recordings' spectra at its full rate differs from the recordings
/// above its band.
public struct HighBandComparison {
    /// A difference in a band, over frames of a kind.
    public struct Difference: Sendable {
        /// `speech`, `voiced` or `fricatives`.
        public let kind: String
        /// Hertz.
        public let band: ClosedRange<Double>
        /// Frames that were compared.
        public let frames: Int
        /// How much more power the copies have than the recordings, in dB.
        public let power: Double
        /// The mean over frames of how far levels differ, in dB.
        public let spread: Double
    }

    private let training: HighBandTraining
    private let module: TorchModule
    private let powers: BandPowers
    private let bands: [ClosedRange<Double>]
    private let device: TorchDevice

    /// - Parameter weights: As ``HighBandTraining/weights(heldOut:_:)`` gave them.
    public init(
        _ training: HighBandTraining, _ weights: WeightStore, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        self.training = training
        self.device = device
        let trained: TrainedVocoder
        do throws(VocoderError) { trained = try TrainedVocoder(weights) } catch {
            throw .wrongSetting(name: "weights", reason: error.description)
        }
        let (vocoder, highBand) = (trained.vocoder, training.highBand)
        let hop = training.clips.transform.hop
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("copy") { net in
                let mel = net.input("mel", [1, "frames", Dimension(vocoder.bands)])
                return [
                    "audio": net.convNeXtVocoder(
                        mel.transposed(0, 2, 1), vocoder,
                        excitation: Excitation(net, 1, "frames", hop: hop), highBand: highBand)
                ]
            }
        }
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(trained.weights, for: graph, on: device))
        }
        // Kilohertz from half the vocoder's rate on, whole ones as far as recordings go.
        let half = Double(highBand.native) / 2
        bands = stride(from: half, to: highBand.highest, by: 1000).map {
            $0...min($0 + 1000, highBand.highest)
        }
        let lowest = highBand.lowest
        powers = try BandPowers(
            training.clips.transform, rate: highBand.rate, gain: highBand.noiseGain,
            bands: [100...lowest * 0.28, lowest * 0.56...lowest, 100...lowest] + bands, on: device)
    }

    /// A recording and its copy, as loud as each other below the band.
    public func copy(
        of clip: Int
    ) throws(TrainingError) -> (real: [Float], made: [Float], rate: Int) {
        let (pair, made) = try made(clip)
        return (Array(pair.samples.prefix(made.count)), made, training.highBand.rate)
    }

    private func made(_ number: Int) throws(TrainingError) -> (PairedClips.Clip, [Float]) {
        let clip = try training.clips[number]
        let (highBand, hop) = (training.highBand, training.clips.transform.hop)
        let harmonic = HarmonicSource.pulses(
            clip.pitch, rate: highBand.rate, hop: hop, highest: Double(highBand.native) / 2)
        let noise = WhiteNoise(seed: 1).samples(0..<clip.frames * hop)
        let made = try TrainingError.wrap { () throws(ExecutionError) in
            let samples = [1, clip.frames * hop]
            let tensors = [
                Tensor(clip.mel, shape: [1, clip.frames, clip.mel.count / clip.frames]),
                Tensor(clip.pitch, shape: [1, clip.frames]), Tensor(harmonic, shape: samples),
                Tensor(noise, shape: samples),
            ]
            var inputs: [TorchTensor] = []
            for tensor in tensors { inputs.append(try TorchTensor(tensor, on: device)) }
            return try module(inputs, .evaluation)[0].tensor().floats()
        }
        return (clip, made)
    }

    /// Differences over the speech of clips: all of it, where there is voice, and without voice
    /// where there is more above 4 kHz than below 2 kHz (of a vocoder of 16 kHz; below the band).
    public func differences(of clips: [Int]) throws(TrainingError) -> [Difference] {
        let kinds = ["speech", "voiced", "fricatives"]
        var sums = [Sums](repeating: Sums(), count: kinds.count * bands.count)
        let row = 3 + bands.count
        for number in clips {
            let (clip, made) = try made(number)
            let real = try powers(clip.samples, frames: clip.frames)
            let copied = try powers(made, frames: clip.frames)
            let whole = (0..<clip.frames).map { real[$0 * row + 2] }
            let least = (whole.max() ?? 0) * Self.leastSpeech
            for frame in 0..<clip.frames where whole[frame] > least {
                let isVoiced = clip.pitch[frame] > 0
                let isFricative = !isVoiced && real[frame * row + 1] > real[frame * row]
                for (kind, belongs) in [true, isVoiced, isFricative].enumerated() where belongs {
                    for band in bands.indices {
                        sums[kind * bands.count + band].add(
                            Double(real[frame * row + 3 + band]),
                            Double(copied[frame * row + 3 + band]))
                    }
                }
            }
        }
        return kinds.enumerated().flatMap { kind, name in
            bands.enumerated().map { number, band in
                sums[kind * bands.count + number].difference(name, band)
            }
        }
    }

    /// Speech is within 40 dB of a clip's loudest frame.
    private static let leastSpeech: Float = 1e-4

    private struct Sums {
        var count = 0
        var real = 0.0
        var made = 0.0
        var distance = 0.0

        mutating func add(_ one: Double, _ other: Double) {
            count += 1
            real += one
            made += other
            distance += abs(10 * log10(max(other, 1e-12) / max(one, 1e-12)))
        }

        func difference(_ kind: String, _ band: ClosedRange<Double>) -> Difference {
            Difference(
                kind: kind, band: band, frames: count,
                power: 10 * log10(max(made, 1e-12) / max(real, 1e-12)),
                spread: distance / Double(max(count, 1)))
        }
    }
}
