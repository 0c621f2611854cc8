import SpeechText
import Testing

@Suite struct DocumentPlainTests {
    @Test func `paragraphs, sentences, line ends`() throws {
        let text = "The first line is wrapped\nhere. A second sentence.\n\n\nNext paragraph\n"
        let found = try sentences(text)
        #expect(
            found.map(\.spoken.text) == [
                "The first line is wrapped here.", "A second sentence.", "Next paragraph",
            ])
        #expect(found.map(\.boundary) == [.sentence, .paragraph, .paragraph])
        #expect(found.map(\.source) == [0..<32, 32..<53, 53..<68])
        expectSound(try Document(Array(text.utf8)))
    }

    @Test func `a heading, a list and a poem stand alone`() throws {
        #expect(
            try spoken("Chapter One\nIt was a dark and stormy night, and the rain fell.") == [
                "Chapter One", "It was a dark and stormy night, and the rain fell.",
            ])
        #expect(
            try spoken("Title\n=====\n\n- milk\n- eggs\n* bread") == [
                "Title", "milk", "eggs", "bread",
            ])
        #expect(
            try spoken("Whose woods these are I think I know\nHis house is in the village though")
                .count == 2)
        #expect(
            try spoken("                 Apache License\n            Version 2.0, January 2004")
                .count
                == 2)
        let chapter = "CHAPTER I.\nIn which a great many things happen that nobody had foreseen."
        #expect(try sentences(chapter).map(\.source) == [0..<11, 11..<chapter.utf8.count])
        #expect(try sentences("He had once met Mr.\nSmith, who was old.").count == 1)
        #expect(try spoken("古池や\n蛙飛びこむ\n水の音").count == 3)
    }

    @Test func `wrapped Japanese is joined without spaces`() throws {
        let text = """
            吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめ
            した所でニャーニャー泣いていた事だけは記憶している。
            """
        #expect(try spoken(text).last == "何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。")
    }

    @Test func `pauses divide`() throws {
        let found = try sentences("One[pause:1.5s] two. Three.[pause:500ms]\n\n[PAUSE:2] Four.")
        #expect(found.map(\.spoken.text) == ["One", "two.", "Three.", "Four."])
        #expect(
            found.map(\.pauseAfter) == [
                .milliseconds(1500), nil, .milliseconds(2500), nil,
            ])
        #expect(try sentences("[pause:900000]Hi").map(\.pauseAfter) == [.seconds(60), nil])
        #expect(try spoken("A [pause:soon] b.").count == 1)
        #expect(try sentences("[pause:1]").map(\.pauseAfter) == [.seconds(1)])
    }

    @Test(arguments: [
        "", " ", "\n\n\n", "\u{FEFF}", "\0\0", "...", "-----", "?!", "\u{202E}\u{200F}", "。。。",
    ])
    func `nothing to say`(text: String) throws {
        #expect(try sentences(text).isEmpty)
    }

    @Test func `what is not speech is left out`() throws {
        let bytes: [UInt8] =
            [0xEF, 0xBB, 0xBF] + Array("He\0llo ".utf8) + [0xFF, 0xC3]
            + Array("wo\u{AD}rld\u{7}.".utf8)
        let document = try Document(bytes)
        #expect(document.sentences.map(\.spoken.text) == ["Hello world."])
        expectSound(document)
        let zalgo = "a" + String(repeating: "\u{301}", count: 1_000)
        #expect(try spoken(zalgo) == ["a" + String(repeating: "\u{301}", count: 8)])
    }

    @Test func `too large is an error that tells the limit`() throws {
        var options = TextOptions()
        options.maximumBytes = 10
        #expect(throws: TextError.tooLarge(bytes: 11, limit: 10)) {
            try Document(Array("hello world".utf8), options: options)
        }
    }

    @Test func `the map leads back to the source`() throws {
        let text = "Hé\u{AD}llo\nworld. Again."
        let source = Array(text.utf8)
        for sentence in try sentences(text) {
            for offset in sentence.spoken.utf8.indices where sentence.spoken.utf8[offset] != 0x20 {
                let origin = sentence.spoken.sourceOffset(of: offset)
                #expect(source[origin] == sentence.spoken.utf8[offset])
            }
        }
    }

    @Test(arguments: [
        String(repeating: "a", count: 100_000),
        String(repeating: "\u{301}", count: 100_000),
        String(repeating: "e\u{301}", count: 50_000),
        String(repeating: "a b ", count: 100_000),
        "a" + String(repeating: " ", count: 100_000) + "b",
        String(repeating: ".", count: 100_000),
        String(repeating: "(", count: 50_000) + "x" + String(repeating: ")", count: 50_000),
        String(repeating: "a)", count: 50_000),
        String(repeating: "a. \"", count: 50_000),
        String(repeating: "漢", count: 50_000),
        String(repeating: "👩‍👧", count: 20_000),
        String(repeating: "x\n", count: 50_000),
        String(repeating: "[pause:", count: 20_000),
        String(repeating: "[pause:1]", count: 20_000),
        String(repeating: "-", count: 100_000),
        String(repeating: "…", count: 50_000),
        String(repeating: "שלום ", count: 20_000),
        String(repeating: "ก", count: 30_000),
    ])
    func `hostile repetition`(text: String) throws {
        expectSound(try Document(Array(text.utf8)))
    }

    @Test func `random bytes`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            expectSound(try Document(bytes))
        }
    }

    @Test func `random Unicode`() throws {
        var generator = SeededGenerator(seed: 2)
        let pieces = [
            "a", "B", "word ", " ", "\n", "\n\n", ". ", "! ", "?", "…", "、", "。", "「", "」", "漢字",
            "かな", "ー", "é", "e\u{301}", "👍🏽", "🇯🇵", "\u{200D}", "\u{FEFF}", "\u{202E}", "[pause:1s]",
            "[", "]", "- ", "1. ", "Mr. ", "3.14", "ไทย", "한국어", "שלום", "مرحبا", "\0", "\r\n", "“",
            "”",
            "—", "=====\n", "\u{2028}", "\t", "U.S. ", "https://a.b/c?d=e ",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0...120, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            expectSound(try Document(Array(text.utf8)), "\(text.debugDescription)")
        }
    }

    @Test func `a copy of the iterator goes its own way`() throws {
        let document = try Document(Array("One. Two. Three. Four.".utf8))
        var first = document.sentences
        _ = first.next()
        var second = first
        #expect(first.next()?.spoken.text == "Two.")
        #expect(second.next()?.spoken.text == "Two.")
        #expect(first.next()?.spoken.text == "Three.")
    }
}

@Suite struct DocumentConcurrencyTests {
    @Test func `documents are read by many tasks at once`() async throws {
        let text = String(
            repeating: "One sentence here. これは本です。 Another, with a clause. ", count: 200)
        let document = try Document(Array(text.utf8))
        let expected = Array(document.sentences)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { Array(document.sentences) == expected }
            }
            for await isSame in group { #expect(isSame) }
        }
        #expect(expected.count == 600)
    }
}
