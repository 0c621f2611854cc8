import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

@Suite struct FliteTextTests {
    func phones(_ text: String, _ pronunciations: [Pronunciation] = []) throws -> String {
        let segment = english(text, pronunciations: pronunciations)
        return try #require(try FliteUtterance(segment).phones())
    }

    /// Goldens from flite 2.2's own `-ps` output for the same words.
    @Test func plainWords() throws {
        #expect(try phones("hello world") == "hh ax0 l ow1 | w er1 l d")
    }

    @Test func aPronunciationIsSaidAsGiven() throws {
        let text = "Say tomato, please."
        #expect(
            try phones(text, [Pronunciation(range: 4..<10, ipa: "təˈmɑːtəʊ")])
                == "s ey1 | t ax0 m aa1 t ow0 | p l iy1 z")
    }

    @Test func theSamePronunciationTwiceInARow() throws {
        let one = Pronunciation(range: 0..<2, ipa: "ˈnjuː")
        let two = Pronunciation(range: 3..<5, ipa: "ˈnjuː")
        let three = Pronunciation(range: 6..<8, ipa: "ˈnjuː")
        #expect(try phones("nu nu nu", [one, two, three]) == "n y uw1 | n y uw1 | n y uw1")
    }

    @Test(arguments: [
        ("həˈloʊ", "hh ax0 l ow1"), ("t͡ʃɜːt͡ʃ", "ch er1 ch"), ("ˈbʌtn̩", "b ah1 t ax0 n"),
        ("bɔ̃", "b ao1 n"), ("ˈaɪərən", "ay1 er0 ax0 n"), ("kæt", "k ae1 t"),
        ("ˌɪntəˈnæʃənəl", "ih1 n t ax0 n ae1 sh ax0 n ax0 l"), ("ˈfɛʁi", "f eh1 r iy0"),
    ])
    func symbols(ipa: String, phones: String) {
        #expect(FlitePhones.phones(of: ipa) == phones)
    }

    @Test func noSymbolNoPhones() throws {
        #expect(FlitePhones.phones(of: "…") == nil)
        #expect(try phones("cat", [Pronunciation(range: 0..<3, ipa: "!!")]) == "k ae1 t")
    }

    @Test(arguments: [
        (
            "“Hello,” she said.",
            [
                FliteToken(name: "Hello", before: "\"", after: ",\""),
                FliteToken(name: "she"), FliteToken(name: "said", after: "."),
            ]
        ),
        ("it’s naïve", [FliteToken(name: "it's"), FliteToken(name: "naive")]),
        ("wait—what", [FliteToken(name: "wait", after: ","), FliteToken(name: "what")]),
        (
            "well-known (3.14)",
            [
                FliteToken(name: "well-known"),
                FliteToken(name: "3.14", before: "(", after: ")"),
            ]
        ),
        ("a\u{0}b\tc", [FliteToken(name: "ab"), FliteToken(name: "c")]),
        ("one - two", [FliteToken(name: "one", after: ","), FliteToken(name: "two")]),
        (
            "naïve café Łódź Dvořák",
            ["naive", "cafe", "Lodz", "Dvorak"].map { FliteToken(name: $0) }
        ),
        ("e\u{301}te\u{301}", [FliteToken(name: "ete")]),
        ("Ṭhế ƒəm", [FliteToken(name: "The"), FliteToken(name: "fem")]),
        (
            "Say Привет, 서울.",
            [
                FliteToken(name: "Say"), FliteToken(name: "Privet", after: ","),
                FliteToken(name: "seoul", after: "."),
            ]
        ),
        ("A 💡 b", [FliteToken(name: "A"), FliteToken(name: "b")]),
    ])
    func tokens(text: String, expected: [FliteToken]) {
        var unread = UnreadLetters()
        #expect(FliteToken.tokens(of: text, pronunciations: [], unread: &unread) == expected)
    }

    /// The letter A is /eɪ/; the article before a word is /ə/, as flite has it.
    @Test(arguments: [
        ("A I helps the U S A.", "ey1 | ay1 | hh eh1 l p s | dh ax0 | y uw1 | eh1 s | ey1"),
        ("the U S A agreed", "dh ax0 | y uw1 | eh1 s | ey1 | ax0 g r iy1 d"),
        ("Vitamin A is good.", "v ay1 t ax0 m ax0 n | ey1 | ih1 z | g uh1 d"),
        ("Plan A, then B.", "p l ae1 n | ey1 | dh eh1 n | b iy1"),
        ("A dog. A cat.", "ax0 | d ao1 g | ax0 | k ae1 t"),
        ("He said \"A dog.\"", "hh iy1 | s eh1 d | ax0 | d ao1 g"),
        ("Once Upon A Time", "w ah1 n s | ax0 p aa1 n | ax0 | t ay1 m"),
        ("a dog", "ax0 | d ao1 g"),
    ])
    func theLetterA(text: String, expected: String) throws {
        #expect(try phones(text) == expected)
    }

    @Test func aGiantWordIsDivided() {
        var unread = UnreadLetters()
        let tokens = FliteToken.tokens(
            of: String(repeating: "w", count: 500), pronunciations: [], unread: &unread)
        #expect(tokens.allSatisfy { $0.name.utf8.count <= FliteToken.longestName })
        #expect(tokens.map(\.name).joined().utf8.count == 500)
    }

    /// Tokens are ASCII without NUL or white space, whatever comes in.
    @Test func tokensAreCleanForAnyText() {
        var random = SystemRandomNumberGenerator.seeded(3)
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                let value = UInt32.random(in: 0...0x2FFF, using: &random)
                text.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
            }
            let range = 0..<min(5, text.utf8.count)
            var unread = UnreadLetters()
            for token in FliteToken.tokens(
                of: text, pronunciations: [Pronunciation(range: range, ipa: "kæt")],
                unread: &unread)
            {
                for part in [token.name, token.before, token.after] {
                    #expect(part.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                }
                #expect(token.name.utf8.contains { ($0 | 0x20) >= 0x61 || $0 >= 0x30 })
            }
        }
    }
}
