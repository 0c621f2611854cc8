import Testing

@testable import SpeechText

@Suite struct `English phrasing` {
    /// The text with a bar where a reader pauses that no mark tells of.
    private func phrased(_ text: String) -> String {
        let words = scan(text)
        let pauses = Set(EnglishPhrasing.pauses(in: words))
        let bytes = Array(text.utf8)
        return words.indices.map { index in
            String(decoding: bytes[words[index].range], as: UTF8.self)
                + (pauses.contains(index) ? " |" : "")
        }.joined(separator: " ")
    }

    private func scan(_ text: String) -> [EnglishWord] {
        Array(text.utf8).withUnsafeBufferPointer { EnglishWordScan.words(of: $0, given: []) }
    }

    @Test(arguments: [
        // Before clauses, before which, before a preposition where the phrase grows long.
        "We waited for an hour | and the train never came",
        "It was a good looking letter | which he kept in his desk",
        "They walked slowly through the old town | because the bridge was closed",
        """
        The committee considered every single proposal of the younger members | with great care \
        at its meeting
        """,
        // Two breaths.
        """
        He said nothing | and his mother looked down at the floor | because she knew the \
        truth
        """,
    ])
    func `long runs of words get pauses`(expected: String) {
        #expect(phrased(expected.replacing(" |", with: "")) == expected)
    }

    @Test(arguments: [
        "", "Hello", "I like bread and butter", "She gave it to him and left",
        "Two thousand and five people of this town came", "He is the one of all of us",
        "the the the the the the the the the the the the the the the the",
    ])
    func `what belongs together stays so`(text: String) { #expect(phrased(text) == text) }

    @Test func `marks divide first`() {
        let marked = "He came, and the dog, which was old, saw him, but the cat slept"
        #expect(phrased(marked) == marked.replacing(",", with: ""))
    }

    @Test func `pauses ascend, are where no mark is, and divide nothing joined`() {
        var chance = SeededGenerator(seed: 11)
        let vocabulary = [
            "and", "the", "which", "with", "house", "slowly", "of", "if", "they", "to", "water",
            "state-of-the-art", "it,", "was", "green;", "seven",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...60, using: &chance)).map { _ in
                vocabulary.randomElement(using: &chance) ?? ""
            }.joined(separator: " ")
            let words = scan(text)
            let pauses = EnglishPhrasing.pauses(in: words)
            let ends = words.indices.filter { words[$0].pause != .none } + [words.count - 1]
            #expect(pauses == pauses.sorted() && Set(pauses).isDisjoint(with: ends))
            // Nobody pauses behind a determiner or within joined words.
            for pause in pauses {
                #expect(!words[pause].has(.joinsNext) && words[pause].letters != "the", "\(text)")
            }
        }
    }

    @Test func `endless texts are phrased`() {
        let text = Array(
            repeating: "water and the house which they saw with green eyes", count: 4_000
        )
        .joined(separator: " ")
        let words = scan(text)
        let pauses = EnglishPhrasing.pauses(in: words)
        #expect(zip([-1] + pauses, pauses + [words.count - 1]).allSatisfy { $1 - $0 <= 24 })
    }
}
