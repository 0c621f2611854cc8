import Testing

@testable import SpeechText

/// A dictionary of a few words; every other letter is a P.
private struct FewWords: PronunciationLexicon {
    var language: Language { .english }

    private static let words: [String: LexiconEntry] = [
        "the": .several([.weak: read("DH AH0"), .noun: read("DH IY1")]),
        "to": .several([.weak: read("T AH0"), .noun: read("T UW1")]),
        "and": .one(read("AE1 N D")),
        "for": .one(read("F AO1 R")),
        "cat": .one(read("K AE1 T")),
        "dog": .one(read("D AO1 G")),
        "fox": .one(read("F AA1 K S")),
        "eat": .one(read("IY1 T")),
        "nasa": .one(read("N AE1 S AH0")),
        "github": .one(read("G IH1 T HH AH2 B")),
        "record": .several([.noun: read("R EH1 K ER0 D"), .verb: read("R IH0 K AO1 R D")]),
    ]

    static func read(_ names: String) -> [Phoneme] { ARPAbet.phonemes(names) }

    func entry(for word: String) -> LexiconEntry? { Self.words[word] }

    func phonemes(byRules letters: String) -> [Phoneme] {
        letters.utf8.map { _ in Phoneme(ARPAbet.symbol("P")) }
    }
}

@Suite struct `Phonemizer` {
    let phonemizer = EnglishPhonemizer(lexicon: FewWords())

    private func names(_ text: String, _ boundary: Boundary = .word) -> String {
        phonemizer.phonemes(of: text, boundary: boundary).names
    }

    @Test(arguments: [
        ("cat", "K AE1 T"), ("The cat", "DH AH0 | K AE1 T"), ("The eat", "DH IY0 | IY1 T"),
        ("to eat", "T UW0 | IY1 T"), ("to, eat", "T UW1 , | IY1 T"),
        ("cat for dog", "K AE1 T | F AO0 R | D AO1 G"), ("cat for", "K AE1 T | F AO0 R"),
        ("cats", "K AE1 T S"), ("dogs", "D AO1 G Z"), ("foxes", "F AA1 K S IH0 Z"),
        ("cat's", "K AE1 T S"), ("Dog's", "D AO1 G Z"), ("fox's", "F AA1 K S IH0 Z"),
        ("cats’", "K AE1 T S"), ("dog’ll", "D AO1 G AH0 L"), ("NASA", "N AE1 S AH0"),
        ("NASA's", "N AE1 S AH0 Z"), ("XQZ", "EH1 K S | K Y UW1 | Z IY1"), ("tvs", "T IY1 V IY1 Z"),
        ("GitHub", "G IH1 T HH AH2 B"), ("CatDog", "K AE1 T D AO1 G"),
        ("cat3", "K AE1 T TH R IY1"), ("a cat", "AH0 | K AE1 T"), ("cat A", "K AE1 T | EY1"),
        ("I eat", "AY0 | IY1 T"), ("cat-dog", "K AE1 T | D AO1 G"), ("cát", "K AE1 T"),
        ("ca\u{301}t", "K AE1 T"), ("c", "S IY1"),
    ])
    func `words`(text: String, expected: String) {
        let expected = text == "XQZ" ? expected.replacing(" | ", with: " ") : expected
        #expect(names(text) == expected)
    }

    @Test(arguments: [
        ("cat, dog. Fox; eat: cat (dog) fox", [1, 2, 2, 2, 1, 1, 0]),
        ("cat — dog – fox - eat -- cat", [1, 1, 1, 1, 0]),
        ("cat… dog! fox? eat", [2, 2, 2, 0]), ("cat 3.5 dog 3,5", [0, 0, 0, 0, 0, 0]),
        ("\"cat,\" dog", [1, 0]), ("(cat) dog.", [1, 2]), ("cat/dog", [0, 0]),
    ])
    func `pauses`(text: String, pauses: [UInt8]) {
        #expect(
            phonemizer.phonemes(of: text, boundary: .word).words.map(\.pause.rawValue) == pauses)
    }

    @Test func `boundaries end the last phrase`() {
        #expect(names("cat", .sentence) == "K AE1 T .")
        #expect(names("cat", .clause) == "K AE1 T ,")
        #expect(names("cat!", .clause) == "K AE1 T .")
    }

    @Test func `homographs by their neighbours`() {
        #expect(names("the record") == "DH AH0 | R EH1 K ER0 D")
        #expect(names("to record the cat").hasPrefix("T AH0 | R IH0 K AO1 R D"))
        #expect(names("records") == "R EH1 K ER0 D Z")
    }

    @Test func `given pronunciations come first`() {
        let sequence = phonemizer.phonemes(
            of: "the cat eats",
            pronunciations: [
                Pronunciation(range: 4..<7, ipa: "ˈkjæt ˈaʊ"),
                Pronunciation(range: 8..<12, ipa: "…"),
            ], boundary: .sentence)
        #expect(sequence.names == "DH AH0 | K Y AE1 T | AW1 | IY1 T S .")
        #expect(sequence.words.map(\.origin) == [.lexicon, .given, .given, .derived])
        #expect(sequence.words[1].source == 4..<7)
        #expect(sequence.words[2].source == 4..<7)
    }

    @Test func `dictionary and SSML are honoured and traced`() throws {
        var options = TextOptions()
        options.language = .english
        options.dictionary = try PronunciationDictionary(
            toml: "[[entry]]\nword = \"fox\"\nipa = \"zɔ\"\n", file: "test")
        let source =
            "<speak>The fox <phoneme alphabet=\"ipa\" ph=\"ˈdʒi\">cat</phoneme> 12 dog</speak>"
        let document = try Document(Array(source.utf8), format: .ssml, options: options)
        let sentence = try #require(Array(document.sentences).first)
        let sequence = phonemizer.phonemes(of: sentence)
        #expect(sequence.names.hasPrefix("DH AH0 | Z AO1 | JH IY1 | "))
        let written = sequence.words.map {
            String(decoding: document.source[$0.source], as: UTF8.self)
        }
        #expect(written == ["The", "fox", "cat", "12", "dog"])
    }

    @Test func `tokens carry position, stress and pauses`() {
        let sequence = phonemizer.phonemes(of: "a cat, dog", boundary: .sentence)
        let tokens = sequence.tokens()
        #expect(tokens.map(\.symbol) == [0, 3, 20, 2, 31, 0, 9, 4, 15, 0])
        #expect(tokens.map(\.stress) == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0])
        #expect(tokens.map(\.position) == [3, 3, 0, 1, 2, 3, 0, 1, 2, 3])
        #expect(tokens.map(\.pause) == [2, 0, 0, 0, 0, 1, 0, 0, 0, 2])
        #expect(tokens.map(\.word) == [-1, 0, 1, 1, 1, 1, 2, 2, 2, 2])
        #expect(sequence.tokens(withEdges: false).map(\.symbol) == [3, 20, 2, 31, 0, 9, 4, 15])
        #expect(PhonemeSequence().tokens().isEmpty)
    }

    @Test func `a phoneme knows its source`() {
        let sequence = phonemizer.phonemes(of: "the cat")
        #expect(
            (0..<5).map { sequence.source(ofPhoneme: $0) } == [0..<3, 0..<3, 4..<7, 4..<7, 4..<7])
    }

    @Test func `other scripts are read in Latin letters or kept unread`() {
        #expect(!names("Привет").isEmpty)
        let sequence = phonemizer.phonemes(of: "cat \u{16A0}\u{E000}", boundary: .word)
        #expect(sequence.words.first?.origin == .lexicon)
    }

    @Test func `random texts lose nothing and stay in order`() {
        var chance = SeededGenerator(seed: 7)
        let pieces = [
            "cat", "THE", "Record's", "a", "I", " ", " ", " ", ", ", "'", "’", "-", "—", ".", "...",
            "3", "é", "ß", "猫", "Ж", "\u{301}", "\u{0}", "\u{7}", "\u{FFFD}", "👍", "\"", "(", ")",
            "XML", "GitHub", "\n", "\u{200B}", "ﬁ", "x'y'z", "&", "%",
        ]
        for round in 0..<1500 {
            var text = ""
            for _ in 0..<Int.random(in: 0...25, using: &chance) {
                text += pieces.randomElement(using: &chance)!
            }
            let mapped =
                round % 2 == 0
                ? MappedText(verbatim: text.utf8, at: 100)
                : {
                    var mapped = MappedText()
                    mapped.append(text.utf8, for: 100..<100 + 2 * text.utf8.count)
                    return mapped
                }()
            var given: [Pronunciation] = []
            if round % 3 == 0, text.utf8.count > 4, let place = text.firstIndex(of: "c") {
                let start = text.utf8.distance(from: text.startIndex, to: place)
                given = [Pronunciation(range: start..<start + 1, ipa: "ˈkæ")]
            }
            let sequence = phonemizer.phonemes(
                of: mapped, pronunciations: given, boundary: .sentence)
            expectSound(sequence, mapped)
        }
    }

    @Test func `hostile texts end`() {
        for text in [
            String(repeating: "x", count: 10_000), String(repeating: "猫", count: 3000),
            String(repeating: "'", count: 5000), String(repeating: "a'", count: 5000),
            String(repeating: "-a", count: 5000), String(repeating: "\u{301}", count: 5000),
            "a" + String(repeating: "\u{301}", count: 5000),
            String(repeating: "\u{0}", count: 1000),
            String(repeating: "Aa", count: 5000), String(repeating: "б", count: 10_000), "", " ",
        ] {
            let mapped = MappedText(verbatim: text.utf8, at: 0)
            expectSound(
                phonemizer.phonemes(of: mapped, pronunciations: [], boundary: .paragraph), mapped)
        }
        #expect(
            phonemizer.phonemes(of: String(repeating: "x", count: 10_000), boundary: .word)
                .words.map(\.text).reduce(0) { $0 + $1.count } == 10_000)
    }

    /// Checks what every sequence promises.
    private func expectSound(
        _ sequence: PhonemeSequence, _ text: MappedText,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var phoneme = 0
        var place = 0
        let whole = text.sourceRange(of: 0..<text.utf8.count)
        var covered = [Bool](repeating: false, count: text.utf8.count)
        for word in sequence.words {
            #expect(word.phonemes.lowerBound == phoneme, sourceLocation: sourceLocation)
            phoneme = word.phonemes.upperBound
            #expect(word.text.lowerBound >= place, sourceLocation: sourceLocation)
            place = word.text.lowerBound
            #expect(word.text.upperBound <= text.utf8.count, sourceLocation: sourceLocation)
            #expect(
                word.source.lowerBound >= whole.lowerBound
                    && word.source.upperBound <= whole.upperBound, sourceLocation: sourceLocation)
            for index in word.text { covered[index] = true }
        }
        #expect(phoneme == sequence.phonemes.count, sourceLocation: sourceLocation)
        for (index, byte) in text.utf8.enumerated() where UTF8Scan.isAlphanumeric(byte) {
            #expect(covered[index], "\(text.text) at \(index)", sourceLocation: sourceLocation)
        }
        for token in sequence.tokens() {
            #expect(
                token.symbol < 40 && token.stress < 3 && token.position < 4 && token.pause < 3,
                sourceLocation: sourceLocation)
        }
    }
}
