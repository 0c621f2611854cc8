import AudioSignal
import HTTPTypes
import SpeechEngine
import SpeechModel

/// What came of one request, in the words that every door uses.
struct SpeechStatistics: Encodable, Sendable {
    var requestId: String
    var voice: String?
    var family: String?
    var language: String?
    var profile: String
    var characters = 0
    var chunks = 0
    var batches = 0
    var audioSeconds = 0.0
    var synthesisSeconds = 0.0
    var totalSeconds = 0.0
    /// Seconds of synthesis for one second of audio.
    var rtf: Double?
    var firstAudioSeconds: Double?
    var retries = 0
    var fallbacks = 0
    var stalls = 0

    /// Notes what a session came to so far.
    mutating func take(_ report: SpeechReport, after total: Duration) {
        voice = report.voice?.name ?? voice
        family = report.family
        characters = report.textCharacters
        chunks = report.chunks
        batches = report.batches
        audioSeconds = report.audioSeconds.rounded(to: 1e4)
        synthesisSeconds = report.synthesisSeconds.rounded(to: 1e6)
        totalSeconds = total.seconds.rounded(to: 1e6)
        rtf = report.realTimeFactor?.rounded(to: 1e6)
        retries = report.retries
        fallbacks = report.fallbacks.count
        stalls = report.stalls
    }

    /// The same as header or trailer fields.
    var fields: HTTPFields {
        var fields = HTTPFields()
        func set(_ name: String, _ value: String?) {
            guard let value, let name = HTTPField.Name("X-Syrinx-" + name) else { return }
            fields[name] = value
        }
        set("Voice", voice)
        set("Profile", profile)
        set("Characters", "\(characters)")
        set("Chunks", "\(chunks)")
        set("Audio-Seconds", "\(audioSeconds)")
        set("Total-Seconds", "\(totalSeconds)")
        set("Rtf", rtf.map { "\($0)" })
        set("First-Audio-Seconds", firstAudioSeconds.map { "\($0)" })
        set("Retries", "\(retries)")
        set("Fallbacks", "\(fallbacks)")
        return fields
    }
}

extension Double {
    /// Rounded to a number of steps per unit.
    func rounded(to steps: Double) -> Double { (self * steps).rounded() / steps }
}
