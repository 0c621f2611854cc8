public import AudioSignal

/// What is wrong with a clip that a voice is to be taken from. Errors leave nothing to take it
/// from; warnings say why the voice may turn out worse.
public enum ClipProblem: Sendable, Equatable {
    /// Error: nobody is heard.
    case silent
    /// Error: speech of so many seconds in all.
    case tooLittleSpeech(seconds: Double)
    /// Error: so many samples are infinite or no numbers.
    case broken(samples: Int)
    /// Warning: speech of so many seconds in all.
    case littleSpeech(seconds: Double)
    /// Warning: so many seconds at its end weren't used.
    case cut(seconds: Double)
    /// Warning: this part of all samples lies in flat tops.
    case clipped(part: Double)
    /// Warning: speech is only so many dB above the noise.
    case noisy(decibels: Double)
    /// Warning: not one person alone speaks.
    case twoSpeakers
    /// Warning: speech has this level, in dB of full scale.
    case quiet(decibels: Double)
    /// Warning: the samples' mean is so far from zero.
    case offset(Double)
    /// Warning: there can be nothing above half of this rate.
    case narrow(SampleRate)

    /// Whether no voice can be taken from the clip.
    public var isError: Bool {
        switch self {
        case .silent, .tooLittleSpeech, .broken: true
        case .littleSpeech, .cut, .clipped, .noisy, .twoSpeakers, .quiet, .offset, .narrow: false
        }
    }

    /// A short name that programs may compare.
    public var code: String {
        switch self {
        case .silent: "silent"
        case .tooLittleSpeech: "too_little_speech"
        case .broken: "broken"
        case .littleSpeech: "little_speech"
        case .cut: "cut"
        case .clipped: "clipped"
        case .noisy: "noisy"
        case .twoSpeakers: "two_speakers"
        case .quiet: "quiet"
        case .offset: "offset"
        case .narrow: "narrow"
        }
    }
}

extension ClipProblem: CustomStringConvertible {
    /// What is wrong and the remedy, in one line.
    public var description: String {
        switch self {
        case .silent: "the clip is silent; give a recording in which somebody speaks"
        case .tooLittleSpeech(let seconds):
            "the clip has \(Self.text(seconds)) s of speech; at least 1 s is needed, and 5 s or "
                + "more make a better voice"
        case .broken(let samples):
            "\(samples) samples of the clip are infinite or no numbers; export the recording again"
        case .littleSpeech(let seconds):
            "the clip has only \(Self.text(seconds)) s of speech; 5 s or more make a better voice"
        case .cut(let seconds):
            "only the first 10 minutes of the clip are used; \(Self.text(seconds)) s at its end "
                + "are not: cut the clip to what matters"
        case .clipped(let part):
            "\(Self.text(part * 1000)) in 1000 samples are clipped; record with a lower level"
        case .noisy(let decibels):
            "speech is only \(Self.text(decibels)) dB above the noise; record in a quieter room, "
                + "or nearer to the microphone"
        case .twoSpeakers:
            "two people seem to speak in the clip; cut it to one person's speech, or the voice will "
                + "be neither's"
        case .quiet(let decibels):
            "speech has a level of only \(Self.text(decibels)) dB; record with a higher one"
        case .offset(let mean):
            "the samples' mean is \(Self.text(mean * 100)) % of full scale instead of zero; look "
                + "for a fault in the microphone's input"
        case .narrow(let rate):
            "at \(rate) there is nothing above \(rate.hertz / 2) Hz; record at 16000 Hz or more"
        }
    }

    /// With one digit behind the point.
    private static func text(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }
}
