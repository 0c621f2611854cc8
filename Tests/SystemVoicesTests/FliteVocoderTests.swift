import AudioSignal
import CFlite
import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

/// The door's smoothing and vocoder beside libflite's own, which they stand in for.
@Suite struct FliteVocoderTests {
    @Test(arguments: ["slt", "rms", "awb"], [Prosody.neutral, Prosody(rate: 0.6, pitch: 1.5)])
    func `samples are libflite's own but for rounding`(voice: String, prosody: Prosody) throws {
        let text = "Why, sixty thick thistles shone! The fox, vexed, jumped over 1,234 lazy dogs."
        let segment = english(text, voice: voice, prosody: prosody, seed: 7)
        let own = try samples(of: segment)
        cflite_prefer_theirs(true)
        defer { cflite_prefer_theirs(false) }
        let theirs = try samples(of: segment)
        #expect(own.count == theirs.count && own.count > 60_000)
        let differences = zip(own, theirs).map { abs($0 - $1) * 32_768 }
        // One is the next number of 16 bits; that is a matter of the sixteenth digit.
        #expect(differences.allSatisfy { $0 <= 1 })
        #expect(differences.count { $0 > 0 } < own.count / 10_000)
    }

    private func samples(of segment: SpeechSegment) throws -> [Float] {
        var samples: [Float] = []
        let outcome = try FliteUtterance(segment).speak { piece in
            samples += piece.samples
            return .proceed
        }
        guard case .finished = outcome else { throw SynthesisError.failed("\(outcome)") }
        return samples
    }
}
