import SpeechEvaluation
import SpeechText
import Testing

struct ScoringWordsTests {
    @Test(arguments: [
        ("Hello, World!", "hello world"),
        ("“Don’t,” he said — ‘never’.", "don't he said never"),
        ("a well-known e-mail", "a well known e mail"),
        (
            "She had 23 apples; it costs $25.50.",
            "she had twenty three apples it costs twenty five dollars and fifty cents"
        ),
        ("In 1984 he won the 3rd prize.", "in nineteen eighty four he won the third prize"),
        ("NORTHANGER ABBEY", "northanger abbey"),
        ("IT WAS MISSUS MORLAND", "it was missus morland"),
        ("the dogs' café", "the dogs cafe"),
        ("the cafe\u{301}", "the cafe"),
        ("", ""),
        (" ' -- … ", ""),
        ("line one\n\nline two", "line one line two"),
    ])
    func `a text becomes the words that are said`(text: String, words: String) throws {
        #expect(
            try ScoringWords.words(of: text) == words.split(separator: " ").map(String.init))
    }

    @Test func `words stay what they are`() throws {
        let words = "he may read the first chapter at ten o'clock and mister west won't march on"
        let once = try ScoringWords.words(of: words)
        #expect(once.joined(separator: " ") == words)
        #expect(try ScoringWords.words(of: once.joined(separator: " ")) == once)
    }
}

struct WordScoreTests {
    @Test func `a score tells what was heard otherwise`() throws {
        let reference = try WordScore.reference("The 2 dogs' house.", of: "a.wav")
        let score = try WordScore(
            name: "a.wav", reference: reference, hypothesis: "the two dogs mouse is")
        #expect(score.hypothesis == ["the", "two", "dogs", "mouse", "is"])
        #expect(score.counts.errorRate == 0.5)
        #expect(
            score.edits.map(\.kind).sorted { $0.rawValue < $1.rawValue }
                == [.insertion, .substitution])
    }

    @Test(arguments: ["", " \n", "…!", "' '"])
    func `a reference without a word is refused`(text: String) throws {
        #expect(throws: WordScoringError.emptyReference(name: "a.wav")) {
            try WordScore.reference(text, of: "a.wav")
        }
        #expect(throws: WordScoringError.emptyReference(name: "a.wav")) {
            try WordScore(name: "a.wav", reference: [], hypothesis: "word")
        }
    }

    @Test func `the total counts words, not recordings`() throws {
        let long = try WordScore(
            name: "long", reference: [String](repeating: "a", count: 9),
            hypothesis: "a a a a a a a a a")
        let short = try WordScore(name: "short", reference: ["b"], hypothesis: "")
        let evaluation = WordEvaluation([long, short])
        #expect(evaluation.total.errorRate == 0.1)
        let interval = try #require(evaluation.interval)
        #expect(interval.low == 0)
        #expect(interval.high == 1)
        #expect(WordEvaluation([long]).interval == nil)
        #expect(WordEvaluation([]).total.errorRate == nil)
    }
}

struct TranscriptsTests {
    @Test func `three shapes are read`() throws {
        let tabs = try Transcripts(
            Array("\u{FEFF}a.wav\tHello | there\r\n\r\nx/b\tTwo\twords\n".utf8), path: "t.tsv")
        #expect(try tabs.text(for: "folder/a.wav") == "Hello | there")
        #expect(try tabs.text(for: "x/b") == "Two\twords")
        let spaces = try Transcripts(
            Array("19-198-0000 NORTHANGER ABBEY\n19-198-0001 THIS\n".utf8), path: "t.txt")
        #expect(try spaces.text(for: "/data/19-198-0000.flac") == "NORTHANGER ABBEY")
        let bars = try Transcripts(
            Array("LJ1|In 1903|In nineteen three\nLJ2|only this|\n".utf8), path: "metadata.csv")
        #expect(try bars.text(for: "LJ1.flac") == "In nineteen three")
        #expect(try bars.text(for: "LJ2") == "only this")
    }

    @Test func `a table's columns are found by their names`() throws {
        let table = try Transcripts(
            Array("client_id\tpath\tsentence\n7\tclips/一.mp3\t一\n7\tb.mp3\ttwo words\n".utf8),
            path: "t.tsv")
        #expect(try table.text(for: "b.mp3") == "two words")
        #expect(try table.text(for: "clips/一.mp3") == "一")
        #expect(throws: WordScoringError.self) {
            try Transcripts(Array("path\tsentence\nalone\n".utf8), path: "t")
        }
    }

    @Test func `names match whatever the extension, unless they tell different things`() throws {
        let names = try Transcripts(
            Array("a.opus\tone\nb.opus\ttwo\nb.mp3\tother\n".utf8), path: "t")
        #expect(try names.text(for: "made/a.wav") == "one")
        #expect(try names.text(for: "b.mp3") == "other")
        #expect(throws: WordScoringError.noTranscript(recording: "b.wav", path: "t")) {
            try names.text(for: "b.wav")
        }
    }

    @Test func `what is no transcript is told with its line`() throws {
        func lines(_ text: String) throws -> Transcripts {
            try Transcripts(Array(text.utf8), path: "t")
        }
        #expect(throws: WordScoringError.noTranscripts(path: "t")) { try lines("\n \n") }
        for (text, line) in [("a\tb\nc", 2), ("a\tb\nc\t ", 2), ("\tb", 1), ("alone", 1)] {
            #expect {
                try lines(text)
            } throws: {
                guard case .transcriptLine("t", line, _)? = $0 as? WordScoringError else {
                    return false
                }
                return true
            }
        }
        #expect(throws: WordScoringError.self) { try lines("a\tb\na\tc") }
        #expect(throws: WordScoringError.self) { try Transcripts([0x61, 0x09, 0xFF], path: "t") }
        #expect(throws: WordScoringError.noTranscript(recording: "b.wav", path: "t")) {
            try lines("a\tb").text(for: "b.wav")
        }
    }
}
