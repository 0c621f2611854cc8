import SpeechText
import Testing

@testable import SpeechCorpus

@Suite struct SpeechLabelTests {
    /// A dictionary of three words.
    private struct SmallLexicon: PronunciationLexicon {
        let language = Language.english

        func entry(for word: String) -> LexiconEntry? {
            let names = ["a": "AH0", "bird": "B ER1 D", "sings": "S IH1 NG Z"][word]
            return names.flatMap { PhonemeInventory.english.phonemes(named: $0) }.map { .one($0) }
        }

        func phonemes(byRules letters: String) -> [Phoneme] { [] }
    }

    private func spoken(_ text: String) throws -> SpokenText {
        let recording = RecordingText(
            path: "/r", name: "r", text: text, speaker: "s", source: "t", line: 1)
        return try SpokenText(recording, EnglishPhonemizer(lexicon: SmallLexicon()))
    }

    @Test(arguments: ["A BIRD SINGS", "A bird sings."])
    func `texts become words with their phones`(_ text: String) throws {
        let words = try spoken(text).utterance.words
        #expect(words.map(\.text) == ["a", "bird", "sings"] || words[0].text == "A")
        #expect(
            words.map(\.pronunciations) == [
                [["AH"]], [["B", "ER", "D"]], [["S", "IH", "NG", "Z"]],
            ])
    }

    @Test func `tokens last as long as the clip, with stress and places in words`() throws {
        let phones: [(String?, Int?)] = [
            (nil, nil), ("AH", 0), ("B", 1), ("ER", 1), ("D", 1), (nil, nil), ("S", 2), ("IH", 2),
            ("NG", 2), ("Z", 2), (nil, nil),
        ]
        let segments = phones.enumerated().map { index, phone in
            PhoneAlignment.Segment(
                phone: phone.0, word: phone.1, start: index * 1000, end: (index + 1) * 1000,
                score: 0)
        }
        let alignment = PhoneAlignment(
            segments: segments, pronunciations: [0, 0, 0], score: 0, stretchScore: 0)
        let tokens = try spoken("A bird sings").tokens(
            alignment, frames: 56, samplesPerFrame: 200)
        #expect(tokens.map { $0[4] } == [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6])
        #expect(tokens.reduce(0) { $0 + $1[4] } == 56)
        #expect(tokens.map { $0[1] } == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
        let (begin, inside, end, single) = (Int32(0), Int32(1), Int32(2), Int32(3))
        #expect(
            tokens.map { $0[2] } == [
                single, single, begin, inside, end, single, begin, inside, inside, end, single,
            ])
        #expect(tokens.filter { $0[0] == 0 }.count == 3)
    }

    @Test func `a text without words has no utterance`() throws {
        #expect(try spoken("… — !").utterance.words.isEmpty)
    }
}
