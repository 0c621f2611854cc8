import AudioSignal
import SpeechModel
import SpeechText
import Synchronization

@testable import SystemVoices

/// What a family said when it was asked for one segment.
struct Spoken: Equatable, Sendable {
    var pieces: [AudioBuffer] = []
    var unread: [Unread] = []
    var isFinished = false
    var error: SynthesisError?

    var samples: [Float] { pieces.flatMap(\.samples) }
    var seconds: Double { pieces.reduce(0) { $0 + $1.duration.seconds } }
}

/// Has a family say segments in one batch; stops each after a number of pieces.
func speak(
    _ segments: [SpeechSegment], with family: any SpeechFamily, stopAfter pieces: Int = .max
) async throws(SynthesisError) -> [Spoken] {
    let spoken = Mutex([Spoken](repeating: Spoken(), count: segments.count))
    try await family.synthesize(segments) { index, event in
        spoken.withLock { spoken in
            switch event {
            case .audio(let buffer): spoken[index].pieces.append(buffer)
            case .timing: break
            case .unread(let what): spoken[index].unread.append(what)
            case .finished: spoken[index].isFinished = true
            case .failed(let error): spoken[index].error = error
            }
            return spoken[index].pieces.count >= pieces ? .stop : .proceed
        }
    }
    return spoken.withLock { $0 }
}

/// Has a family say one segment.
func speak(
    _ segment: SpeechSegment, with family: any SpeechFamily, stopAfter pieces: Int = .max
) async throws(SynthesisError) -> Spoken {
    try await speak([segment], with: family, stopAfter: pieces)[0]
}

/// An English segment for one of flite's voices.
func english(
    _ text: String, voice: String = "slt", pronunciations: [Pronunciation] = [],
    prosody: Prosody = .neutral, seed: UInt64 = 1
) -> SpeechSegment {
    SpeechSegment(
        text: text, pronunciations: pronunciations, language: .english,
        voice: VoiceID("flite/" + voice), prosody: prosody, seed: seed)
}

// What is left out is looked at in tests of its own.
extension JapaneseReading {
    func markup(of text: String) -> String {
        var unread = UnreadLetters()
        return markup(of: text, unread: &unread)
    }
}

extension MandarinReading {
    func markup(of text: String) -> String {
        var unread = UnreadLetters()
        return markup(of: text, unread: &unread)
    }
}

extension EspeakText {
    static func input(_ text: String, pronunciations: [Pronunciation], voice: String) -> String {
        var unread: [Unread] = []
        return input(text, pronunciations: pronunciations, voice: voice, unread: &unread)
    }
}

/// The median fundamental frequency in hertz of the voiced parts: autocorrelation
/// over windows of 40 ms, 60 to 400 Hz.
func medianPitch(of samples: [Float], rate: Int) -> Double {
    let window = rate / 25
    var found: [Double] = []
    for start in stride(from: 0, to: samples.count - 2 * window, by: window) {
        let here = samples[start..<start + window]
        let energy = here.reduce(0) { $0 + $1 * $1 }
        guard energy / Float(window) > 0.001 else { continue }
        var best: (lag: Int, value: Float) = (0, 0)
        for lag in rate / 400...rate / 60 {
            var sum: Float = 0
            var other: Float = 0
            for i in start..<start + window {
                sum += samples[i] * samples[i + lag]
                other += samples[i + lag] * samples[i + lag]
            }
            let value = sum / max((energy * other).squareRoot(), 1e-9)
            // A longer lag must be clearly better, or a multiple of the period wins.
            if value > best.value + 0.03 { best = (lag, value) }
        }
        if best.value > 0.6 { found.append(Double(rate) / Double(best.lag)) }
    }
    return found.isEmpty ? 0 : found.sorted()[found.count / 2]
}
