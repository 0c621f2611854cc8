import SpeechPlan
import SpeechText
import Testing

/// Plans of awkward texts on their whole way from the letters.
@Suite struct DocumentPlanTests {
    static let awkward = [
        "\"Stop!\" she said, \"or I'll shoot.\" He didn't; he ran, Dr. Smith said (at 3.14 p.m.).",
        "「すみません」と彼は言った。「駅はどこですか？」私は答えた、右に曲がって、まっすぐです。",
        "我们今天去公园，明天去图书馆；后天，也许在家。你觉得怎么样？很好！",
        "no marks at all in this text which just goes on and on as people do when they type to each "
            + "other late at night and nobody cares about commas or full stops any more",
        "Olá, mundo! Não há nada a fazer: espere… e verá. — Quem disse? — Eu.",
        "First paragraph, short.\n\n\n   Second one; it has\nline breaks, and   spaces.   \n\nThird",
        "... !!! ???  — – ,,, ;;;", "😀😀😀", "   \n\t  ", "", "a", "one,two,three. four.five",
        "Mixed 日本語 and English, すごい, right? Да, конечно. สวัสดีครับ ผมชื่อจอห์น",
        String(repeating: "x", count: 10_000), "e" + String(repeating: "\u{301}", count: 5_000),
        "null \0 byte, and \u{FEFF}marks\u{200B}, and \u{202E}right to left\u{202C}. שלום, עולם.",
    ]

    @Test(arguments: awkward.indices, Profile.builtIn.map(\.name))
    func `the source comes back, and every word once`(_ index: Int, _ name: String) throws {
        let document = try Document(Array(Self.awkward[index].utf8))
        let spoken = Array(document.sentences)
        let chunks = Array(
            Planner(profile: try Profile.named(name)).chunks(of: document.sentences))
        let log = PlanLog(chunks, source: document.source)
        if !spoken.isEmpty {
            #expect(log.chunks.map(\.sourceText).joined() == Self.awkward[index])
        }
        #expect(
            CoverageTests.letters(chunks.map(\.text))
                == CoverageTests.letters(spoken.map(\.spoken.text)))
    }

    @Test(arguments: awkward.indices)
    func `every byte of a chunk knows where it came from`(_ index: Int) throws {
        let document = try Document(Array(Self.awkward[index].utf8))
        let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        for chunk in Planner(profile: .fast).chunks(of: document.sentences) {
            let text = Array(chunk.text.utf8)
            #expect(chunk.map.spans.last?.end ?? 0 == text.count)
            var start = 0
            for span in chunk.map.spans {
                defer { start = span.end }
                #expect(chunk.source.lowerBound <= span.source.lowerBound)
                #expect(span.source.upperBound <= document.source.count)
                guard span.isVerbatim else { continue }
                let isSame = zip(text[start..<span.end], document.source[span.source]).allSatisfy {
                    $0 == $1 || ($0 == 0x20 && spaces.contains($1))
                }
                #expect(isSame && span.end - start == span.source.count)
            }
        }
    }

    @Test func `the first chunk of each profile, from plain text`() throws {
        func first(_ text: String, _ profile: Profile) throws -> String? {
            let document = try Document(Array(text.utf8))
            return Planner(profile: profile).chunks(of: document.sentences).first { _ in true }?
                .text
        }
        let text = "Well, that was quick. The rest, it turns out, took its time."
        #expect(try first(text, .fast) == "Well,")
        #expect(try first(text, .cinematic) == "Well,")
        #expect(try first(text, .audiobook) == text)
        #expect(try first("今日は、良い天気です。散歩に行きましょう。", .fast) == "今日は、")
    }

    @Test func `an expression is not divided while it fits`() throws {
        let document = try Document(
            Array("The U.K. and the U.S.A. agreed at 6 p.m. on Friday.".utf8))
        let chunks = Array(Planner(profile: .fast).chunks(of: document.sentences)).map(\.text)
        #expect(chunks == ["The U K and the", "U S A agreed at six P M on Friday."])
    }

    @Test func `the commas of a number are no place to stop`() throws {
        let document = try Document(Array("Call +44 20 7946 0958 or ask, on 2024-02-29.".utf8))
        let chunks = Array(Planner(profile: .fast).chunks(of: document.sentences)).map(\.text)
        #expect(
            chunks == [
                "Call",
                "plus four four, two zero, seven nine four six, zero nine five eight or ask,",
                "on February twenty-ninth, twenty twenty-four.",
            ])
    }

    @Test func `no word is heard twice at a join`() throws {
        let text = (1...400).map { "word\(UnicodeScalar(97 + UInt8($0 % 26)))x" }
            .enumerated().map { $0 % 7 == 6 ? "\($1)," : $0 % 31 == 30 ? "\($1)." : $1 }
            .joined(separator: " ")
        for profile in Profile.builtIn {
            let document = try Document(Array(text.utf8))
            let said = Planner(profile: profile).chunks(of: document.sentences).map(\.text)
                .joined(separator: " ")
            #expect(said == document.sentences.map(\.spoken.text).joined(separator: " "))
        }
    }
}
