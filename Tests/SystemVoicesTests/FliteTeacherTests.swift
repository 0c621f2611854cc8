import AudioSignal
import EnglishLexicon
import Foundation
import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

struct FliteTeacherTests {
    private static let text = "The other end, at once; it's a photograph of Anna's apple."

    private func sequence(_ text: String) throws -> PhonemeSequence {
        EnglishPhonemizer(lexicon: try CMULexicon()).phonemes(of: text)
    }

    private func speak(_ text: String, by voice: String, seed: UInt64 = 1) throws
        -> FliteTeacher.Speech
    {
        let teacher = try #require(FliteTeacher(VoiceID(voice)))
        return try teacher.speak(sequence(text), of: Array(text.utf8), seed: seed)
    }

    @Test(arguments: ["flite/slt", "flite/rms", "flite/awb"])
    func `phonemes are said as given, one after the other, to the last sample`(
        voice: String
    ) throws {
        let speech = try speak(Self.text, by: voice)
        let wanted = try sequence(Self.text)
        let said = speech.phonemes.filter { $0.word != nil }
        #expect(said.count == wanted.phonemes.count)
        let same = zip(said, wanted.phonemes).count { $0.phoneme == $1 }
        #expect(same == wanted.phonemes.count - speech.changed && speech.changed <= 3)
        for (phoneme, other) in zip(said, wanted.phonemes) {
            #expect(phoneme.phoneme.stress == other.stress)
        }
        #expect(said.compactMap(\.word) == said.compactMap(\.word).sorted())
        let ends = speech.phonemes.map(\.end)
        #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 })
        let seconds = speech.audio.duration / .seconds(1)
        #expect(abs((ends.last ?? 0) - seconds) < 0.03)
        // Silence at both ends, at the comma and at the semicolon.
        #expect(speech.phonemes.first?.word == nil && speech.phonemes.last?.word == nil)
        #expect(speech.phonemes.count { $0.word == nil } >= 4)
    }

    @Test func `the silence is where it is told`() throws {
        let speech = try speak(Self.text, by: "flite/slt")
        var start = 0.0
        var (silence, sound) = (Float(0), Float(0))
        for phoneme in speech.phonemes {
            // Whole but for what rings on.
            let begin = Int((start + 0.03) * 16_000)
            let end = Int((phoneme.end - 0.02) * 16_000)
            if end > begin, end <= speech.audio.samples.count {
                let peak = speech.audio.samples[begin..<end].reduce(0) { max($0, abs($1)) }
                if phoneme.word == nil { silence = max(silence, peak) }
                sound = max(sound, peak)
            }
            start = phoneme.end
        }
        #expect(silence < sound / 10, "\(silence) in pauses, \(sound) elsewhere")
    }

    @Test func `a seed gives its samples, another one others`() throws {
        let (a, b, other) = (
            try speak("A stone.", by: "flite/slt"), try speak("A stone.", by: "flite/slt"),
            try speak("A stone.", by: "flite/slt", seed: 2)
        )
        #expect(a.audio.samples == b.audio.samples && a.phonemes == b.phonemes)
        #expect(a.audio.samples != other.audio.samples && a.phonemes == other.phonemes)
    }

    @Test func `what can't be said is refused`() throws {
        let teacher = try #require(FliteTeacher(VoiceID("flite/slt")))
        #expect(FliteTeacher(VoiceID("flite/nobody")) == nil)
        #expect(FliteTeacher(VoiceID("flite/kal16")) == nil)
        #expect(teacher.name == "flite-slt")
        #expect(throws: FliteTeacher.Failure.nothing) {
            try teacher.speak(PhonemeSequence(), of: [], seed: 1)
        }
        let long = String(repeating: "stone ", count: 101)
        #expect(throws: FliteTeacher.Failure.tooLong(limit: 600)) {
            try teacher.speak(self.sequence(long), of: Array(long.utf8), seed: 1)
        }
    }

    @Test func `the word that flite joins to the one before is told`() throws {
        // Two words of one phone each, the same: the door keeps flite from leaving one out.
        let speech = try speak("Oh oh owe.", by: "flite/slt")
        #expect(speech.phonemes.compactMap(\.word) == [0, 1, 2])
    }

    /// How many sentences of a file are said with the phonemes asked for:
    /// `TEACHER_TEXTS=scripts/peers/alignment/sentences.txt swift test --filter FliteTeacherTests`.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["TEACHER_TEXTS"] != nil,
            "TEACHER_TEXTS names no file of sentences"),
        arguments: ["flite/slt", "flite/rms", "flite/awb"])
    func figures(voice: String) throws {
        let path = ProcessInfo.processInfo.environment["TEACHER_TEXTS"] ?? ""
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        var (said, phonemes, changed, seconds) = (0, 0, 0, 0.0)
        var refused: [String] = []
        for line in lines {
            do {
                let speech = try speak(String(line), by: voice)
                said += 1
                phonemes += speech.phonemes.count { $0.word != nil }
                changed += speech.changed
                seconds += speech.audio.duration / .seconds(1)
            } catch {
                refused.append("\(error): \(line)")
            }
        }
        print(
            "\(voice): \(said) of \(lines.count) lines, \(seconds) s, \(changed) of \(phonemes) changed"
        )
        for line in refused.prefix(10) { print("  \(line)") }
        #expect(said > 0)
    }
}
