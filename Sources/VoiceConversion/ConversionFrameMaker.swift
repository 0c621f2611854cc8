internal import AudioFeatures
internal import AudioSignal
internal import Glibc
internal import ModelBlocks

/// What the network is given of each frame that arrives: samples of the usual level, melody and
/// loudness as far as they are known, pulses and noise of the target's pitch.
struct ConversionFrameMaker {
    /// A frame's part of a step.
    struct Frame {
        /// Samples as they came.
        let heard: [Float]
        /// Samples of the usual level.
        var audio: [Float]
        /// Of the frame before.
        var side: [Float]
        var pitch: Float
        var harmonic: [Float]
        var noise: [Float]
        /// What the frame that comes out is multiplied by, at its beginning and its end.
        var gain: (start: Float, end: Float)
    }

    /// Mean of the logarithm of the target's pitch.
    var pitchMean: Double
    /// What pitch is moved by beyond that, in semitones.
    var pitchShift: Double
    private let isVoiced: Bool
    private var prosody: ProsodyStream
    private var features: ProsodyFeatures
    private var source: ConversionSource
    private let white: WhiteNoise
    private var level: LevelFollower
    private var count = 0

    init(
        _ model: ConversionModel, _ voice: TargetVoice, _ settings: ConversionSettings
    ) throws(AudioFeatureError) {
        pitchMean = voice.pitchMean
        pitchShift = settings.pitchShift
        isVoiced = model.decoder.head == .sourceFilter
        let recipe = ProsodyRecipe()
        prosody = try ProsodyStream(recipe, knowing: settings.speaker?.statistics)
        level = settings.speaker?.level ?? LevelFollower()
        features = ProsodyFeatures(width: recipe.featureCount)
        source = ConversionSource(model)
        white = WhiteNoise(seed: settings.seed)
    }

    /// Samples that were no numbers so far, and counted as silence.
    var replaced: Int { prosody.replaced }

    /// Takes the samples of a frame.
    mutating func next(_ samples: ArraySlice<Float>) -> Frame {
        let hop = ConversionModel.hop
        precondition(samples.count == hop, "a frame of \(samples.count) samples")
        let heard = samples.map { $0.isFinite ? $0 : 0 }
        features.removeAll()
        prosody.process(samples.span, appendingTo: &features)
        let gain = level.next(heard)
        // None has been told when the first frame arrives.
        let isKnown = features.frameCount > 0
        var frame = Frame(
            heard: heard, audio: heard,
            side: isKnown ? Array(features[0]) : zeros(prosody.recipe.featureCount),
            pitch: 0, harmonic: [], noise: [], gain: gain)
        let slope = (gain.end - gain.start) / Float(hop)
        for place in 0..<hop { frame.audio[place] /= gain.start + slope * Float(place) }
        if isVoiced {
            let hertz = isKnown ? converted(features.frequencies[0]) : 0
            (frame.pitch, frame.harmonic) = source.process(hertz)
            frame.noise = white.samples(count * hop..<(count + 1) * hop)
        }
        count += 1
        return frame
    }

    /// A pitch as the target would say it: as far from their mean as it is from the speaker's.
    private func converted(_ hertz: Float) -> Float {
        guard hertz > 0, let own = prosody.statistics.pitch.last else { return 0 }
        let height = log(Double(hertz)) - own.mean + pitchMean + pitchShift * log(2) / 12
        return Float(min(max(exp(height), Self.pitches.lowerBound), Self.pitches.upperBound))
    }

    private static let pitches = 40.0...1000.0

    private func zeros(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
}
