import AudioSignal
import Foundation
import SpeechRecognition
import Testing

struct RecognitionAudioTests {
    private struct Deaf: SpeechRecognizer {
        let name = "deaf"
        let rate = SampleRate(16_000)
        func transcript(of audio: AudioBuffer) async throws(RecognitionError) -> String { "" }
    }

    private func prepared(_ samples: [Float], rate: Int = 48_000) throws -> AudioBuffer {
        var audio = RecognitionAudio(rate: SampleRate(rate), for: Deaf())
        for start in stride(from: 0, to: samples.count, by: 10_000) {
            try audio.append(Array(samples[start..<min(start + 10_000, samples.count)]))
        }
        return try audio.finish()
    }

    private func tone(_ amplitude: Float) -> [Float] {
        (0..<96_000).map { Float(sin(Double($0) * 0.06)) * amplitude }
    }

    @Test func `rate and loudness are the recogniser's`() throws {
        let quiet = try prepared(tone(0.01))
        let loud = try prepared(tone(0.9))
        for audio in [quiet, loud] {
            #expect(audio.rate.hertz == 16_000)
            #expect(audio.samples.count == 32_000 + 2 * 4_800)
            // A little less, since the measurement takes the edges in.
            let loudness = try #require(LoudnessMeter.integrated(audio))
            #expect(abs(loudness + 23) < 2)
        }
        #expect(abs(quiet.peak / loud.peak - 1) < 0.05)
    }

    @Test func `silence becomes faint noise, nothing is refused`() throws {
        let silence = try prepared([Float](repeating: 0, count: 48_000))
        #expect(silence.peak > 0)
        #expect(silence.peak < 0.0002)
        #expect(try prepared([Float](repeating: 0, count: 48_000)) == silence)
        #expect(throws: RecognitionError.noAudio) { try prepared([]) }
    }

    @Test func `samples that are no numbers do no harm`() throws {
        var samples = tone(0.1)
        samples[5_000] = .nan
        samples[6_000] = .infinity
        #expect(try prepared(samples, rate: 16_000).samples.allSatisfy { $0.magnitude <= 1 })
    }

    @Test func `a recording without an end is refused`() throws {
        var audio = RecognitionAudio(rate: SampleRate(4_000), for: Deaf())
        let minute = [Float](repeating: 0, count: 240_000)
        #expect(throws: RecognitionError.tooLong(limit: RecognitionAudio.limit)) {
            for _ in 0..<32 { try audio.append(minute) }
        }
    }
}
