import Testing

@testable import SpeechText

/// What holds for every text, tried on seeded random ones.
@Suite struct NormalizationPropertyTests {
    /// Small, fast and the same everywhere (xorshift64*, Vigna 2016).
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 2_685_821_657_736_338_717
        }
    }

    static let pieces = [
        "1", "23", "1984", "3.5", "1,000", "12345678901234567890", "$", "€", "%", "km", " ", "  ",
        ".", "...", "-", "–", ":", "/", "#", "@", "&", "+", "=", "(", ")", "\"", "'", "FBI", "Dr.",
        "St.", "IV", "I", "v2", "e.g.", "http://a.b/c", "x@y.com", "May 1", "pm", "word", "Word",
        "日本", "第", "年", "２", "％", "ｶﾞ", "！", "😀", "👍🏽", "🇯🇵", "\u{200B}", "\u{0301}", "½", "²",
        "\u{0}", "\n", "é", "º", "~", "<", ">", "*", "_", "[", "]", "°C", "×", "→", "…", "“", "—",
        "2024-05-01", "15:45", "+1 555-123-4567", "1/0", "1e999999999999", "٣", "का",
    ]

    static func text(_ random: inout Random) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...14, using: &random) {
            if Int.random(in: 0..<8, using: &random) == 0 {
                let value = UInt32.random(in: 0...0x1FFFF, using: &random)
                if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            } else {
                text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
        }
        return text
    }

    static let languages = [
        "en", "en-GB", "ja", "zh", "zh-TW", "pt", "es", "fr", "de", "ru", "ko", "ar", "xx",
    ]

    @Test(arguments: languages)
    func theMapAscendsAndCoversAndProtectedPartsStay(_ tag: String) throws {
        let language = try #require(Language(tag))
        var random = Random(state: 0x9E37_79B9_7F4A_7C15)
        for round in 0..<250 {
            var options = TextOptions()
            options.emoji = round % 2 == 0 ? .dropped : .named
            let text = Self.text(&random)
            let bytes = Array(text.utf8)
            let (protected, hints) = Self.islands(in: text, &random)
            let result = Normalizer(options: options)
                .normalize(
                    MappedText(verbatim: bytes, at: 0), language: language, hints: hints,
                    protected: protected)
            let out = result.text
            #expect(out.spans.last?.end ?? 0 == out.utf8.count)
            var end = 0
            // Words made of a folded run share its source.
            var source = 0..<0
            for span in out.spans {
                #expect(span.end > end)
                let ascends =
                    span.source.lowerBound >= source.lowerBound
                    && span.source.upperBound >= source.upperBound
                #expect(ascends, "map descends in \(text.debugDescription)")
                #expect(span.source.upperBound <= bytes.count)
                end = span.end
                source = span.source
            }
            #expect(String(validating: out.utf8, as: UTF8.self) != nil, "\(text.debugDescription)")
            #expect(result.protected.count == protected.count)
            for (before, after) in zip(protected, result.protected) {
                let kept =
                    after.upperBound <= out.utf8.count
                    && Array(bytes[before]) == Array(out.utf8[after])
                #expect(kept, "protected part changed in \(text.debugDescription)")
                if kept, !after.isEmpty { #expect(out.sourceRange(of: after) == before) }
            }
        }
    }

    /// Disjoint ranges on scalar boundaries, some protected, some hinted.
    static func islands(in text: String, _ random: inout Random)
        -> ([Range<Int>], [NormalizationHint])
    {
        var protected: [Range<Int>] = []
        var hints: [NormalizationHint] = []
        var offset = 0
        var start: Int?
        for scalar in text.unicodeScalars {
            if Int.random(in: 0..<6, using: &random) == 0 {
                if let open = start {
                    if Bool.random(using: &random) {
                        protected.append(open..<offset)
                    } else {
                        let reading = SayAs.allCases.randomElement(using: &random) ?? .cardinal
                        hints.append(
                            NormalizationHint(
                                range: open..<offset, interpretAs: reading,
                                format: ["mdy", nil, "y", "zz"].randomElement(using: &random) ?? nil
                            ))
                    }
                    start = nil
                } else {
                    start = offset
                }
            }
            offset += UTF8.width(scalar)
        }
        return (protected, hints)
    }

    @Test(arguments: ["en", "ja", "zh", "pt"])
    func wordsAreLeftAlone(_ tag: String) {
        let cases =
            switch tag {
            case "ja": JapaneseCases.all
            case "zh": ChineseCases.all
            case "pt": PortugueseCases.all
            default:
                EnglishCases.numbers + EnglishCases.dates + EnglishCases.money
                    + EnglishCases.units + EnglishCases.words
            }
        for test in cases {
            #expect(normalized(test.spoken, tag) == test.spoken)
        }
    }

    @Test func longHostileInputsEndAndStayInProportion() {
        let inputs = [
            String(repeating: "7", count: 250_000), String(repeating: "1,", count: 3_000),
            String(repeating: "1-", count: 3_000), String(repeating: "1.", count: 3_000),
            String(repeating: "1/", count: 1_000), String(repeating: "(", count: 3_000),
            String(repeating: "A.", count: 2_000), String(repeating: "a@", count: 2_000),
            String(repeating: "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", count: 1_000),
            String(repeating: "\u{301}", count: 3_000), String(repeating: "😀", count: 1_000),
            String(repeating: " ", count: 5_000), String(repeating: "!", count: 5_000),
            String(repeating: ". ", count: 3_000), String(repeating: "\"1\"", count: 500),
            "0." + String(repeating: "3", count: 5_000),
            "1e" + String(repeating: "9", count: 5_000),
            "$" + String(repeating: "9", count: 5_000) + "." + String(repeating: "1", count: 9),
            String(repeating: "X", count: 3_000), String(repeating: "/", count: 3_000),
            String(repeating: "http://", count: 500), String(repeating: "+1", count: 1_000),
            String(repeating: "²", count: 2_000), String(repeating: "a", count: 10_000),
        ]
        for input in inputs {
            let spoken = normalized(input, "en")
            #expect(spoken.utf8.count <= input.utf8.count * 24 + 100)
        }
    }
}
