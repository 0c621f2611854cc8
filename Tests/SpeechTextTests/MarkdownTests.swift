import SpeechText
import Testing

@Suite struct MarkdownTests {
    @Test func `blocks are paragraphs, markup is silent`() throws {
        let text = """
            # A *heading*

            Some **bold** text with a [link](https://example.com "title") and `code`.
            Wrapped. ![An image](x.png)

            - one
            - two
              - three

            > quoted words

            1. first

            ---
            Title
            =====
            ~~Old~~ &amp; new &#8212; un*believ*able.
            """
        let found = try sentences(text, .markdown)
        #expect(
            found.map(\.spoken.text).prefix(9) == [
                "A heading", "Some bold text with a link and code.", "Wrapped.", "An image", "one",
                "two", "three", "quoted words", "first",
            ])
        #expect(found[9].spoken.text == "Title")
        #expect(found.last?.spoken.text.hasSuffix("unbelievable.") == true)
        #expect(found[0].boundary == .paragraph)
        #expect(found[1].boundary == .sentence)
        #expect(found[4].boundary == .paragraph)
        expectSound(try Document(Array(text.utf8), format: .markdown))
    }

    @Test func `tables are read by cells`() throws {
        let text = "| Name | Age |\n|---|---|\n| Ann | old |\n| Bob | young |\n"
        let found = try sentences(text, .markdown)
        #expect(found.map(\.spoken.text) == ["Name", "Age", "Ann", "old", "Bob", "young"])
        #expect(found.map(\.boundary).prefix(4) == [.sentence, .paragraph, .sentence, .paragraph])
    }

    @Test func `code blocks and HTML are skipped with a warning`() throws {
        let text =
            "Before.\n\n```swift\nlet a = 1\n```\n\n<div>\nno\n</div>\n\nA <b>bold</b> word.\n"
        let document = try Document(Array(text.utf8), format: .markdown)
        #expect(document.sentences.map(\.spoken.text) == ["Before.", "A bold word."])
        #expect(document.warnings.map(\.offset) == [18, 33])
        expectSound(document)
    }

    @Test func `front matter is not read`() throws {
        #expect(try spoken("---\ntitle: x\n---\n\nText.", .markdown) == ["Text."])
        #expect(try spoken("---\n\nText.", .markdown) == ["Text."])
    }

    @Test func `wrapped lines are joined, Japanese without a space`() throws {
        #expect(try spoken("one\ntwo", .markdown) == ["one two"])
        #expect(try spoken("吾輩は猫で\nある。", .markdown) == ["吾輩は猫である。"])
        #expect(try spoken("one  \ntwo", .markdown) == ["one", "two"])
    }

    @Test func `sources are exact`() throws {
        let text = "# Title\n\n- **One.** Two.\n"
        let found = try sentences(text, .markdown)
        #expect(found.map(\.spoken.text) == ["Title", "One.", "Two."])
        #expect(found.map(\.source) == [0..<9, 9..<20, 20..<25])
        let source = Array(text.utf8)
        for sentence in found {
            let range = sentence.spoken.sourceRange(of: 0..<sentence.spoken.utf8.count)
            #expect(Array(source[range]) == sentence.spoken.utf8)
        }
    }

    @Test func `pauses`() throws {
        let found = try sentences("One. [pause:1s] Two.", .markdown)
        #expect(found.map(\.spoken.text) == ["One.", "Two."])
        #expect(found.first?.pauseAfter == .seconds(1))
    }

    @Test(arguments: [
        String(repeating: "[", count: 20_000), String(repeating: "*a", count: 20_000),
        String(repeating: "> ", count: 2_000), String(repeating: "- ", count: 2_000),
        String(repeating: "`", count: 20_000), String(repeating: "![](", count: 5_000),
        String(repeating: "<", count: 20_000), String(repeating: "|", count: 20_000),
        String(repeating: "&", count: 20_000), "\0\0a\0", "# \0",
    ])
    func `hostile repetition`(text: String) throws {
        expectSound(try Document(Array(text.utf8), format: .markdown))
    }

    @Test func `random markup`() throws {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "a", "Word ", " ", "\n", "\n\n", ". ", "# ", "## ", "- ", "* ", "1. ", "> ", "**", "*",
            "_", "`", "```\n", "[", "](", ")", "![", "<b>", "</b>", "<div>\n", "&amp;", "&#0;",
            "&#x202E;", "&bogus;", "|", "|---|", "---\n", "\\", "  \n", "漢字", "かな", "。", "\0", "\t",
            "    ", "~~", "[pause:1s]", "\u{FEFF}", "é", "👍🏽", "https://a.b ", "<!-- ", "-->",
        ]
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 0...80, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            expectSound(
                try Document(Array(text.utf8), format: .markdown), "\(text.debugDescription)")
        }
    }
}
