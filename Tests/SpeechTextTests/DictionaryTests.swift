import Testing

@testable import SpeechText

@Suite struct DictionaryTests {
    private func dictionary(_ toml: String) throws -> PronunciationDictionary {
        try PronunciationDictionary(toml: toml, file: "test.toml")
    }

    private func first(_ text: String, _ toml: String, _ language: Language? = nil) throws
        -> Sentence?
    {
        var options = TextOptions()
        options.dictionary = try dictionary(toml)
        options.language = language
        return try sentences(text, options: options).first
    }

    @Test func `words are whole, in any case unless told`() throws {
        let toml = """
            [[entry]]
            word = "syrinx"
            say = "sirrinks"
            [[entry]]
            word = "Nice"
            case = true
            ipa = "nis"
            """
        let sentence = try #require(
            try first("SYRINX, syrinxes, and Syrinx in Nice are nice.", toml))
        #expect(sentence.spoken.text == "sirrinks, syrinxes, and sirrinks in Nice are nice.")
        let start = "sirrinks, syrinxes, and sirrinks in ".utf8.count
        #expect(
            sentence.pronunciations == [Pronunciation(range: start..<start + 4, ipa: "nis")])
        #expect(sentence.spoken.sourceRange(of: 0..<8) == 0..<6)
    }

    @Test func `the longest word wins, marks and other scripts too`() throws {
        let toml = """
            [[entry]]
            word = "New York"
            say = "the city"
            [[entry]]
            word = "New"
            say = "old"
            [[entry]]
            word = "C++"
            say = "see plus plus"
            [[entry]]
            word = "東京"
            say = "とうきょう"
            [[entry]]
            word = "ÉTÉ"
            say = "summer"
            """
        #expect(
            try first("New York, New Jersey and C++ in été.", toml)?.spoken.text
                == "the city, old Jersey and see plus plus in summer.")
        #expect(try first("私は東京に行く。", toml)?.spoken.text == "私はとうきょうに行く。")
    }

    @Test func `patterns fill in their groups`() throws {
        let toml = """
            [[entry]]
            pattern = 'v(\\d+)\\.(\\d+)'
            say = "version $1 point $2 for $$"
            """
        #expect(
            try first("Get V3.14 now 👍 and v2.7.", toml)?.spoken.text.hasPrefix(
                "Get version 3 point 14 for $ now") == true)
    }

    @Test func `an entry for a language leaves others alone`() throws {
        let toml = """
            [[entry]]
            word = "chat"
            say = "tchat"
            language = "fr"
            """
        #expect(try first("chat", toml, .english)?.spoken.text == "chat")
        #expect(try first("chat", toml, Language("fr-CA"))?.spoken.text == "tchat")
    }

    @Test func `an expression without end gives up`() throws {
        let toml = """
            [[entry]]
            pattern = '(a+)+b'
            say = "x"
            """
        let text = String(repeating: "a", count: 2_000)
        #expect(try first(text, toml)?.spoken.text == text)
    }

    @Test(arguments: [
        ("[[entry]]\nword = \"a\"", "entry 1: it needs 'say' or 'ipa'"),
        ("[[entry]]\nsay = \"a\"", "entry 1: it needs 'word' or 'pattern'"),
        ("[[entry]]\nword = 1\nsay = \"a\"", "'word' must be text"),
        ("[[entry]]\nword = \"\"\nsay = \"a\"", "'word' is empty"),
        ("[[entry]]\nword = \"a\"\nsay = \"a\"\nipa = \"a\"", "both 'say' and 'ipa'"),
        ("[[entry]]\nword = \"a\"\npattern = \"a\"\nsay = \"a\"", "both 'word' and 'pattern'"),
        ("[[entry]]\npattern = \"(\"\nsay = \"a\"", "no regular expression: U_REGEX"),
        ("[[entry]]\nword = \"a\"\nsay = \"a\"\ncolour = 1", "'colour' is not known"),
        ("[[entry]]\nword = \"a\"\nsay = \"a\"\ncase = 1", "'case' must be true or false"),
        ("[[entry]]\nword = \"a\"\nsay = \"a\"\nlanguage = \"english!\"", "'language'"),
        (
            "[[entry]]\nword = \"a\"\nsay = \"b\"\n[[entry]]\nword = \"A\"\nsay = \"c\"",
            "entry 2: the word 'A' is there already, in entry 1"
        ),
        ("words = 1", "'words' is not known"), ("entry = 1", "[[entry]]"), ("[[entry", "line 1"),
    ])
    func mistakes(toml: String, reason: String) throws {
        let error = #expect(throws: TextError.self) {
            try PronunciationDictionary(toml: toml, file: "d.toml")
        }
        guard case .dictionary(let file, let found) = error else { return }
        #expect(file == "d.toml")
        #expect(found.contains(reason))
    }

    @Test func `a pattern that takes too many steps is told`() throws {
        let endless = "(a+a+)+b"
        let toml =
            "[[entry]]\npattern = '\(endless)'\nsay = 'x'\n"
            + "[[entry]]\npattern = 'dog'\nsay = 'cat'\n"
        let text = String(repeating: "a", count: 400) + " dog."
        let sentence = try #require(try first(text, toml, .english))
        #expect(sentence.skippedPatterns == [endless])
        #expect(sentence.spoken.text.hasSuffix("a cat."))
        #expect(try first("A short aab dog.", toml, .english)?.skippedPatterns == [])
    }

    @Test func `a missing file is told`() throws {
        #expect(throws: TextError.self) {
            try PronunciationDictionary(contentsOf: "/nonexistent/words.toml")
        }
        #expect(try dictionary("").isEmpty)
    }

    @Test func `a thousand words are found each`() throws {
        let toml = (0..<1000).map { "[[entry]]\nword = \"word\($0)\"\nsay = \"said\($0)\"\n" }
            .joined()
        let dictionary = try dictionary(toml)
        #expect(dictionary.count == 1000)
        let text = (0..<1000).map { "word\($0)" }.joined(separator: " ")
        var skipped: [String] = []
        let matches = dictionary.matches(
            in: Array(text.utf8), language: .english, skipped: &skipped)
        #expect(skipped.isEmpty)
        #expect(matches.map(\.reading) == (0..<1000).map { .say("said\($0)") })
    }
}
