public import AudioSignal

/// What is done to the level of a whole recording.
public enum Mastering: Sendable, Equatable {
    /// Nothing: samples are written as they are made.
    case none
    /// Brought to a loudness, with a limit on the true peak.
    case loudness(LoudnessTarget)
    /// Brought to a peak level, in dBFS.
    case peak(Double)
}

/// Listens to a recording in the first pass and decides the gain of the second.
struct MasteringMeter {
    private let mastering: Mastering
    private let meter: LoudnessMeter
    private var peak: Float = 0

    init(_ mastering: Mastering, rate: SampleRate) {
        self.mastering = mastering
        meter = LoudnessMeter(rate: rate)
    }

    mutating func process(_ audio: AudioBuffer) {
        switch mastering {
        case .none: break
        case .loudness: meter.process(audio.samples)
        case .peak: peak = max(peak, audio.peak)
        }
    }

    var gain: Gain {
        switch mastering {
        case .none: .unity
        case .loudness(let target): target.gain(forMeasured: meter.integrated)
        case .peak(let level): Gain.normalizing(peak: peak, to: level)
        }
    }
}
