import SpeechEvaluation
import Testing

@Suite struct SentenceListTests {
    private func list(_ text: String) throws -> SentenceList {
        try SentenceList(Array(text.utf8), path: "list.tsv")
    }

    @Test func `sentences come in order, with IDs or numbers`() throws {
        let named = try list(
            "\u{FEFF}b/1.flac\tTwenty-three birds.\r\n\r\n a \t It's 5 o'clock. \n")
        #expect(named.sentences.map(\.id) == ["b/1.flac", "a"])
        #expect(named.sentences.map(\.text) == ["Twenty-three birds.", "It's 5 o'clock."])
        #expect(named.sentences[0].words == ["twenty", "three", "birds"])
        let plain = try list("One.\n\nTwo.")
        #expect(plain.sentences.map(\.id) == ["1", "2"])
    }

    @Test(arguments: [
        ("", "list.tsv has no sentence"), ("\n \r\n", "has no sentence"),
        ("a\tOne.\na\tTwo.", "line 2: 'a' is the ID of line 1 too"),
        ("a\tOne.\nTwo.", "line 2: it has no tab"),
        ("One.\na\tTwo.", "line 2: it has a tab"), ("a\t\n", "line 1: it has no ID or no text"),
        ("\tOne.", "line 1: it has no ID"), ("a\tOne.\tTwo.", "more than one tab"),
        ("a\t…!", "has no word"),
        (String(repeating: "long ", count: 1000), "longer than 4000 bytes"),
    ])
    func `what is no list of sentences is refused with the line`(text: String, words: String) {
        #expect {
            try list(text)
        } throws: { error in
            "\(error)".contains(words)
        }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: SentenceListError.self) {
            try SentenceList([0x61, 0x09, 0xFF, 0xFE], path: "list.tsv")
        }
    }
}
