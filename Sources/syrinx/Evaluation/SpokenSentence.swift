import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechSchedule
import SpeechText

/// A sentence as a voice said it, with its times.
struct SpokenSentence {
    let audio: AudioBuffer
    /// From the request to the first samples, in seconds.
    let firstAudioSeconds: Double
    /// From the request to the last samples.
    let seconds: Double

    /// The longest audio of a sentence: what is longer isn't one, or a voice that finds no end.
    private static let limit = Duration.seconds(300)

    /// Speaks a sentence as a listener would get it.
    ///
    /// - Throws: Where it can't be spoken, or by another voice only.
    init(_ text: String, by voice: VoiceID, of engine: SpeechEngine) async throws(EngineError) {
        var request = try engine.request(Array(text.utf8), for: .listening)
        request.voice = voice.name
        // One short sentence is little to tell a language from, and the recogniser knows English.
        request.options.language = request.options.language ?? .english
        let start = ContinuousClock.now
        let session = try engine.speak(request)
        var audio = AudioBuffer(rate: session.rate)
        var first: Double?
        for try await block in session {
            first = first ?? (ContinuousClock.now - start).seconds
            audio.samples += block.samples
            guard audio.duration <= Self.limit else {
                session.cancel()
                throw .synthesis(.failed("it went on for more than \(Self.limit)"))
            }
        }
        seconds = (ContinuousClock.now - start).seconds
        let report = session.report
        if let fallback = report.fallbacks.first {
            throw .synthesis(
                .failed("voice '\(fallback.from)' failed: \(fallback.reason.words)"))
        }
        guard report.voice == voice else {
            throw .synthesis(
                .failed("it was spoken by '\(report.voice?.name ?? "nobody")' instead"))
        }
        self.audio = audio
        firstAudioSeconds = first ?? seconds
    }
}
