import AudioSignal
import SpeechText
import SpeechTraining
import TensorRuntime
import Testing

@testable import SpeechCorpus

struct TeacherTests {
    private let folder = TemporaryFolder()

    /// A dictionary in which every letter is a sound.
    private struct Letters: PronunciationLexicon {
        let language = Language.english

        func entry(for word: String) -> LexiconEntry? {
            let names = word.map { "aeiou".contains($0) ? "AH1" : "S" }.joined(separator: " ")
            return PhonemeInventory.english.phonemes(named: names).map { .one($0) }
        }

        func phonemes(byRules letters: String) -> [Phoneme] { [] }
    }

    /// A voice that gives each sound a tenth of a second, with 0.3 s of silence at both ends.
    private func voice(_ name: String, refusing: String? = nil) -> TeacherVoice {
        TeacherVoice(name: name) { sequence, text, _ in
            struct Refused: Error, CustomStringConvertible { let description = "refused" }
            if let refusing, String(decoding: text, as: UTF8.self).contains(refusing) {
                throw Refused()
            }
            var phonemes = [TimedPhoneme(Phoneme(.pause), word: nil, end: 0.3)]
            var end = 0.3
            for (index, word) in sequence.words.enumerated() {
                for phoneme in sequence.phonemes(of: word) {
                    end += 0.1
                    phonemes.append(TimedPhoneme(phoneme, word: index, end: end))
                }
            }
            phonemes.append(TimedPhoneme(Phoneme(.pause), word: nil, end: end + 0.3))
            let samples = pause(0.3) + murmur(end - 0.3) + pause(0.3)
            return TeacherVoice.Speech(
                audio: AudioBuffer(rate: SampleRate(16_000), samples: samples), phonemes: phonemes,
                changed: 1)
        }
    }

    private func run(
        _ inputs: [String], _ voices: [TeacherVoice], heldOut: [String] = [],
        _ change: (inout CorpusRecipe) -> Void = { _ in }
    ) throws -> (TeacherReport, AudioPackage) {
        var recipe = CorpusRecipe()
        change(&recipe)
        let path = folder.path + "/package.safetensors"
        let report = try TeacherPreparation(recipe, EnglishPhonemizer(lexicon: Letters())).run(
            TeacherTexts(inputs, heldOut: heldOut), by: voices, to: path)
        return (report, try AudioPackage(at: path))
    }

    private func write(_ name: String, _ text: String) -> String {
        folder.write(name, Array(text.utf8))
        return folder.path + "/" + name
    }

    @Test func `a package has the phonemes with their exact times, and who says them`() throws {
        let text = write("book.txt", "Sassa sass.\n\nSassas assa sa. Sass sassa sa.\nSassa sass.\n")
        let (report, package) = try run([text], [voice("low"), voice("high")])
        #expect(report.sentences == 3 && report.clips == 6 && report.changed == 6)
        #expect(report.rejected.isEmpty && package.count == 6)
        #expect(package.speakerNames == ["low", "high"] && package.speaker(of: 1) == 1)
        #expect(package.name(of: 1) == "high/book.txt:1#1")
        #expect(package.hasPitch)
        // 0.1 s of silence at both ends, nine sounds of a tenth of a second: 8 frames each.
        let tokens = package.tokens(of: 0)
        #expect(tokens.map(\.frames) == [Int](repeating: 8, count: 11))
        #expect(package.length(of: 0) == 17_600)
        #expect(tokens.map(\.position) == [3, 0, 1, 1, 1, 2, 0, 1, 1, 2, 3])
        #expect(tokens.map(\.stress) == [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0])
        #expect(tokens.first?.phoneme == 0 && tokens.last?.phoneme == 0)
    }

    @Test func `texts of a corpus are said, but not those of recordings held out`() throws {
        let corpus = folder.folder("corpus")
        for name in ["a", "b"] {
            try folder.record("corpus/\(name).wav", murmur(1))
            folder.write("corpus/\(name).txt", Array("SASSA \(name)".utf8))
        }
        let (report, package) = try run([corpus], [voice("low")], heldOut: ["b.wav"])
        #expect(report.heldOut == 1 && report.clips == 1)
        #expect(package.name(of: 0) == "low/corpus/a.wav#1")
        #expect(throws: CorpusError.noSuchRecording(name: "c.wav")) {
            try TeacherTexts([corpus], heldOut: ["c.wav"])
        }
    }

    @Test func `the same texts give the same bytes`() throws {
        let text = write("book.txt", "Sassa sass.")
        func bytes() throws -> Tensor? {
            _ = try run([text], [voice("low")])
            return try WeightStore(at: folder.path + "/package.safetensors")["audio"]
        }
        #expect(try bytes() == bytes())
    }

    @Test func `what can't be said is left out and told`() throws {
        let text = write("book.txt", "Sassa sass.\nZa sassa.\n…\nSa.\n")
        let (report, package) = try run([text], [voice("low", refusing: "Za")])
        #expect(package.count == 1 && report.wordless == 1)
        #expect(
            report.rejected == [
                .init(name: "low/book.txt:2#1", reason: "refused"),
                .init(name: "low/book.txt:4#1", reason: "too short"),
            ])
        #expect(throws: CorpusError.self) {
            try self.run([text], [self.voice("low", refusing: "")])
        }
    }

    @Test func `inputs that are no text are errors that name the line`() throws {
        folder.write("bad.txt", [0x61, 0x0A, 0xFF, 0x0A])
        let error = #expect(throws: CorpusError.self) {
            try TeacherTexts([self.folder.path + "/bad.txt"])
        }
        #expect(error?.description.contains("line 2 is not UTF-8") == true)
        #expect(throws: CorpusError.self) { try TeacherTexts([self.folder.path + "/none"]) }
        let empty = write("empty.txt", "\n\n")
        #expect(throws: CorpusError.self) { try self.run([empty], [self.voice("low")]) }
    }

    @Test func `a full package has all voices`() throws {
        let lines = (0..<40).map { "Sassa sass \(String(repeating: "sa", count: $0 + 1))." }
        let text = write("book.txt", lines.joined(separator: "\n"))
        let (report, package) = try run([text], [voice("low"), voice("high")]) {
            $0.mostBytes = 900_000
        }
        #expect(report.untried > 0 && report.bytes <= 900_000)
        #expect(Set((0..<package.count).compactMap { package.speaker(of: $0) }) == [0, 1])
    }
}
