internal import Glibc
internal import ModelBlocks
public import TensorRuntime

/// Learns what a trained source-filter vocoder has above its band, from recordings of a higher
/// rate: levels of noise, linear in the features of the vocoder's last block, by ridge regression
/// of their logarithms beside those of the noise right below. The vocoder stays as it is.
///
/// A vocoder that is trained further needs its high band learnt anew.
public struct HighBandTraining {
    /// What is learnt.
    public struct Settings: Sendable, Hashable {
        /// Where the levels begin, in hertz: where conversion to the vocoder's rate begins to take
        /// away.
        public var lowest = 7200
        /// Where they end, in hertz: where recordings do.
        public var highest = 10_400
        /// How many bands there are.
        public var bands = 16
        /// What it costs where levels differ otherwise than the noise below, as a part of the
        /// variance of features of size 1. With little, voices that sound unlike those of the
        /// recordings had up to 10 dB too much at the band's beginning.
        public var penalty = 30.0
        /// Levels that clips are seen at, in dB beside their own.
        public var gains = [-8.0, -4, 0, 3]

        /// For recordings of 22.05 kHz.
        public init() {}
    }

    let trained: TrainedVocoder
    let highBand: HighBand
    let clips: PairedClips
    private let weights: WeightStore
    private let settings: Settings
    private let device: TorchDevice

    /// - Parameters:
    ///   - weights: A source-filter vocoder's, as its training exported them.
    ///   - native: Recordings, prepared as the vocoder was trained.
    ///   - full: The same at the rate that the vocoder is to get.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for what doesn't belong together.
    public init(
        _ weights: WeightStore, _ native: AudioPackage, _ full: AudioPackage,
        _ settings: Settings = Settings(), on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        do throws(VocoderError) {
            trained = try TrainedVocoder(weights)
        } catch {
            throw .wrongSetting(name: "weights", reason: error.description)
        }
        guard trained.vocoder.head == .sourceFilter else {
            throw .wrongSetting(
                name: "weights",
                reason: "only a vocoder with sourceFilter as its head has a high band")
        }
        guard full.rate > trained.rate else {
            throw .wrongSetting(
                name: "full",
                reason: "\(full.rate) Hz are no more than the vocoder's \(trained.rate)")
        }
        guard (1...1024).contains(settings.bands), settings.lowest > 0,
            settings.lowest < settings.highest, settings.highest <= full.rate / 2
        else {
            throw .wrongSetting(
                name: "lowest, highest, bands",
                reason: """
                    \(settings.bands) bands from \(settings.lowest) to \(settings.highest) Hz; they \
                    must lie below \(full.rate / 2) Hz
                    """)
        }
        guard settings.penalty > 0, settings.penalty.isFinite, !settings.gains.isEmpty else {
            throw .wrongSetting(name: "penalty", reason: "\(settings.penalty), it must be above 0")
        }
        let highBand = HighBand(
            rate: full.rate, native: trained.rate, lowest: Double(settings.lowest),
            highest: Double(settings.highest), bands: settings.bands)
        if let misfit = highBand.misfit(with: trained.vocoder.transform) {
            throw .wrongSetting(
                name: misfit.name, reason: "it doesn't fit; expected is \(misfit.expected)")
        }
        self.highBand = highBand
        self.weights = weights
        self.settings = settings
        self.device = device
        clips = try PairedClips(native, full, trained, highBand, on: device)
    }

    /// Recordings that there are.
    public var count: Int { clips.count }

    /// What a recording is called; nil if nobody tells.
    public func name(of clip: Int) -> String? { clips.native.name(of: clip) }

    /// The vocoder's weights with the high band's.
    ///
    /// Levels learnt by their logarithms' mean are too low for the power's mean, since what
    /// features don't tell is missing from them; so each band is raised until its power over all
    /// frames is the recordings'.
    ///
    /// - Parameters:
    ///   - heldOut: Clips that it doesn't learn from.
    ///   - report: Is told how many clips are done.
    public func weights(
        heldOut: Set<Int> = [], _ report: (Int) -> Void = { _ in }
    ) throws(TrainingError) -> WeightStore {
        let bands = (0..<settings.bands).map { band in
            let start = highBand.lowest + Double(band) * highBand.width
            return start...start + highBand.width
        }
        let powers = try BandPowers(
            clips.transform, rate: highBand.rate, gain: highBand.noiseGain, bands: bands, on: device
        )
        let features = try VocoderFeatures(trained, on: device)
        let below = try LinearLevel(below: highBand, of: trained)
        var regression = RidgeRegression(
            features: trained.vocoder.width, targets: settings.bands)
        var seen: [(features: [Float], powers: [Float])] = []
        for number in 0..<clips.count where !heldOut.contains(number) {
            let clip = try clips[number]
            let levels = try powers(clip.samples, frames: clip.frames)
            for gain in settings.gains {
                let level = Float(gain * log(10) / 20)
                let examples = try features(clip, level: level)
                let known = below(examples)
                regression.add(
                    examples,
                    levels.enumerated().map { place, power in
                        log(max(power, Self.leastPower)) / 2 + level
                            - known[place / settings.bands]
                    })
            }
            seen.append((try features(clip, level: 0), levels))
            report(seen.count)
        }
        guard let (differences, learnt) = regression.solution(penalty: settings.penalty) else {
            throw .wrongSetting(name: "data", reason: "there is no clip to learn from")
        }
        let weights = differences.enumerated().map { place, difference in
            difference + below.weights[place % below.weights.count]
        }
        guard weights.allSatisfy(\.isFinite), learnt.allSatisfy(\.isFinite) else {
            throw .wrongSetting(name: "weights", reason: "their features aren't finite")
        }
        let bias = raised(learnt.map { $0 + below.bias }, with: weights, to: seen)
        var store = self.weights
        store[HighBand.weight] = Tensor(weights, shape: [settings.bands, trained.vocoder.width])
        store[HighBand.bias] = Tensor(bias, shape: [settings.bands])
        store.metadata.merge(highBand.metadata) { $1 }
        return store
    }

    /// Far below the noise of 16-bit samples, against digital silence.
    private static let leastPower: Float = 1e-11

    private func raised(
        _ bias: [Float], with weights: [Float],
        to seen: [(features: [Float], powers: [Float])]
    ) -> [Float] {
        var bias = bias
        let (width, bands) = (trained.vocoder.width, settings.bands)
        for band in 0..<bands {
            var (real, made) = (0.0, 0.0)
            let level = LinearLevel(
                weights: Array(weights[band * width..<(band + 1) * width]), bias: bias[band])
            for (features, powers) in seen {
                for (frame, level) in level(features).enumerated() {
                    made += Double(exp(2 * level))
                    real += Double(powers[frame * bands + band])
                }
            }
            if real > 0, made > 0 { bias[band] += Float(log(real / made) / 2) }
        }
        return bias
    }
}
