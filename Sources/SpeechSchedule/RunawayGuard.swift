import AudioSignal
import Glibc

/// What shows that a segment's audio has run away.
enum Runaway: Equatable, Sendable {
    case tooLong, silent, repeating, notFinite

    var description: String {
        switch self {
        case .tooLong: "the voice went on far beyond the text"
        case .silent: "the voice fell silent inside the text"
        case .repeating: "the voice repeated itself beyond the text"
        case .notFinite: "the voice gave samples that are not numbers"
        }
    }
}

/// Listens to one attempt at a segment for signs that it has run away.
///
/// Audio is judged in frames of 10 ms by level and zero crossings, so the judgement
/// doesn't depend on the pieces that it comes in.
struct RunawayGuard: Sendable {
    private struct Frame {
        var level: Int8
        var crossings: UInt8
    }

    /// Frames under this level, in dB of full scale, are silent.
    private static let silence: Int8 = -50
    /// Every so many frames, repetition is looked for.
    private static let interval = 10
    /// The shortest and the longest stretch looked for, in frames.
    private static let periods = 20...400

    private let frameLength: Int
    private let longest: Int
    private let longestSilence: Int
    private let expected: Int
    private let repetitions: Int
    private let isTrusted: Bool

    private var samples = 0
    private var power: Float = 0
    private var crossings = 0
    private var inFrame = 0
    private var last: Float = 0
    private var silentFrames = 0
    private var frames: [Frame] = []

    /// - Parameters:
    ///   - seconds: How long the audio should be.
    ///   - canRunAway: Otherwise only the samples' being numbers is looked at.
    init(_ policy: RunawayPolicy, rate: SampleRate, seconds: Double, canRunAway: Bool) {
        frameLength = max(1, rate.hertz / 100)
        let limit = seconds * max(1, policy.factor) + max(0, policy.floor.seconds)
        longest = Int(min(limit, 86_400) * Double(rate.hertz))
        longestSilence = max(1, Int(min(policy.longestSilence.seconds, 86_400) * 100))
        expected = Int(min(seconds, 86_400) * 100)
        repetitions = policy.repetitions
        isTrusted = !canRunAway
    }

    /// Hears the next samples; tells when they have run away.
    mutating func hear(_ audio: [Float]) -> Runaway? {
        if isTrusted {
            var sum: Float = 0
            for sample in audio { sum += sample * 0 }
            return sum.isFinite ? nil : .notFinite
        }
        samples += audio.count
        for sample in audio {
            power += sample * sample
            if (sample < 0) != (last < 0) { crossings += 1 }
            last = sample
            inFrame += 1
            if inFrame == frameLength, let runaway = endFrame() { return runaway }
        }
        guard power.isFinite else { return .notFinite }
        return samples > longest ? .tooLong : nil
    }

    private mutating func endFrame() -> Runaway? {
        guard power.isFinite else { return .notFinite }
        let level = 10 * log10f(max(power / Float(frameLength), 1e-9))
        let frame = Frame(
            level: Int8(max(-90, min(90, level.rounded()))),
            crossings: UInt8(clamping: crossings))
        frames.append(frame)
        (power, crossings, inFrame) = (0, 0, 0)
        silentFrames = frame.level < Self.silence ? silentFrames + 1 : 0
        if silentFrames > longestSilence { return .silent }
        if repetitions >= 2, frames.count > expected, frames.count % Self.interval == 0, repeats {
            return .repeating
        }
        return nil
    }

    /// Whether the end of what was heard is one stretch again and again. A steady tone
    /// or silence doesn't count: the stretch must rise and fall by 12 dB.
    private var repeats: Bool {
        let count = frames.count
        for period in Self.periods {
            let compared = period * (repetitions - 1)
            guard compared + period <= count else { return false }
            // Differences of 2 dB and a fifth of the crossings, on average, still count as
            // the same; unrelated speech differs two to three times as much.
            let allowed = 4 * compared
            var difference = 0
            var low: Int8 = .max
            var high: Int8 = .min
            for index in stride(from: count - 1, to: count - 1 - compared, by: -1) {
                difference += self.difference(at: index, period)
                if difference > allowed { break }
                low = min(low, frames[index].level)
                high = max(high, frames[index].level)
            }
            if difference <= allowed, Int(high) - Int(low) >= 12 { return true }
        }
        return false
    }

    /// How much a frame differs from the one a period before it, or a neighbour of that:
    /// a period need not be a whole number of frames.
    private func difference(at index: Int, _ period: Int) -> Int {
        let frame = frames[index]
        var least = Int.max
        for other in max(0, index - period - 1)...(index - period + 1) {
            let before = frames[other]
            let most = Int(max(frame.crossings, before.crossings, 1))
            least = min(
                least,
                abs(Int(frame.level) - Int(before.level))
                    + 10 * abs(Int(frame.crossings) - Int(before.crossings)) / most)
        }
        return least
    }
}
