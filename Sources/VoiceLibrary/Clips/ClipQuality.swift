public import AudioSignal

/// What a clip is like that a voice is taken from. ``ClipMeter`` measures it.
public struct ClipQuality: Sendable, Equatable {
    /// The clip's own rate.
    public var rate: SampleRate
    /// Length of what was used, in seconds, at most 600.
    public var seconds: Double
    /// How many seconds at its end weren't used.
    public var unusedSeconds: Double
    /// How much of the time somebody speaks, in seconds.
    public var activeSeconds: Double
    /// Level of the speech in dB of full scale (ITU-T P.56); nil where nobody speaks.
    public var activeLevel: Double?
    /// The largest sample's size; full scale is 1.
    public var peak: Double
    /// The part of samples that lie in flat tops, 0...1.
    public var clippedPart: Double
    /// How far speech is above the noise between, in dB, -20...100: an estimate, too low where
    /// nobody pauses. nil where nobody speaks.
    public var signalToNoise: Double?
    /// The mean of all samples; full scale is 1.
    public var offset: Double
    /// Samples that were infinite or no numbers.
    public var brokenSamples: Int
    /// How much better two persons explain the speech than one (``SpeakerMeter/spread``); nil where
    /// there is too little speech, or nobody listened for it.
    public var speakerSpread: Double?

    /// Speech below this level, in dB, is nobody's.
    static let silence = -60.0

    /// ``speakerSpread`` from which on two persons seem to speak.
    ///
    /// Of 84 LibriSpeech speakers alone (8 to 17 s) 3.6 % exceed it; of 252 pairs 96 % do with 6.4 s
    /// of each, 95 % with all of both (`SpeakerMeterRates`). Turns of three seconds are found less
    /// often, for pieces of speech may hold both.
    static let twoSpeakers = 16.5

    /// What is wrong with the clip, errors first.
    public var problems: [ClipProblem] {
        var problems: [ClipProblem] = []
        if brokenSamples > 0 { problems.append(.broken(samples: brokenSamples)) }
        guard let activeLevel, activeLevel >= Self.silence else { return problems + [.silent] }
        if activeSeconds < 1 {
            problems.append(.tooLittleSpeech(seconds: activeSeconds))
        } else if activeSeconds < 5 {
            problems.append(.littleSpeech(seconds: activeSeconds))
        }
        if unusedSeconds > 0 { problems.append(.cut(seconds: unusedSeconds)) }
        // More is heard, as in the recordings that training takes.
        if clippedPart > 0.0005 { problems.append(.clipped(part: clippedPart)) }
        if let signalToNoise, signalToNoise < 20 {
            problems.append(.noisy(decibels: signalToNoise))
        }
        if activeLevel < -40 { problems.append(.quiet(decibels: activeLevel)) }
        if let speakerSpread, speakerSpread > Self.twoSpeakers { problems.append(.twoSpeakers) }
        if abs(offset) > 0.01 { problems.append(.offset(offset)) }
        if rate.hertz < 16_000 { problems.append(.narrow(rate)) }
        return problems
    }

    /// Whether a voice can be taken from the clip.
    public var isUsable: Bool { !problems.contains(where: \.isError) }
}
