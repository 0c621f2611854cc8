import Testing

@testable import SpeechText

@Suite struct ArrivingTextTests {
    /// The sentences of a text that arrives in pieces of random sizes.
    private func arriving(
        _ bytes: [UInt8], options: TextOptions = TextOptions(), upTo longest: Int, seed: UInt64
    ) throws -> [Sentence] {
        var random = SeededGenerator(seed: seed)
        var text = ArrivingText(options: options)
        var sentences: [Sentence] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...longest, using: &random)
            try text.push(rest.prefix(count))
            rest = rest.dropFirst(count)
            while let sentence = text.next() { sentences.append(sentence) }
        }
        text.finish()
        while let sentence = text.next() { sentences.append(sentence) }
        return sentences
    }

    private func expectEqual(
        _ a: [Sentence], _ b: [Sentence], _ comment: Comment
    ) {
        guard a != b else { return }
        let index = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
        Issue.record(
            """
            \(comment), sentence \(index) of \(a.count)/\(b.count)
            \(index < a.count ? "\(a[index])" : "none")
            \(index < b.count ? "\(b[index])" : "none")
            """)
    }

    private func expectLikeDocument(
        _ bytes: [UInt8], seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var options = TextOptions()
        options.language = .english
        let whole = Array(try Document(bytes, options: options).sentences)
        let detected = Array(try Document(bytes).sentencesJudgedByThePast)
        for longest in [3, 40, 3000] {
            let seed = seed &+ UInt64(longest)
            expectEqual(
                try arriving(bytes, options: options, upTo: longest, seed: seed), whole,
                "pieces of \(longest), seed \(seed)")
            expectEqual(
                try arriving(bytes, upTo: longest, seed: seed), detected,
                "language, pieces of \(longest), seed \(seed)")
        }
    }

    @Test(arguments: 0..<40)
    func `random text in random pieces gives the sentences of the document`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        try expectLikeDocument(Self.text(&random), seed: UInt64(seed))
    }

    @Test(arguments: 0..<20)
    func `random bytes give the sentences of the document`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &+ 900)
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
            UInt8(
                [
                    0x0A, 0x20, 0x2E, 0x41, 0x61, 0x80, 0xBF, 0xC3, 0xE0, 0xE2, 0xA0, 0xED, 0xF0,
                    0x9F, 0xF4, 0xFF, 0x5B,
                ].randomElement(using: &random) ?? 0)
        }
        try expectLikeDocument(bytes, seed: UInt64(seed))
    }

    /// What writers write, and what nobody does, mixed.
    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        let words = [
            "the", "swift", "Dr.", "J.", "R.", "e.g.", "etc.", "3.", "3.14", "12", "II", "No.",
            "sings", "I", "A", "said,", "“Yes.”", "\"Go!\"", "(Why?)", "…", "...", "!", "?!", "—",
            "-", "*", "[pause:1s]", "[pause:", "[pause:2]", "[x]", "東京です。", "「はい。」と",
            "你好，世界。", "“好。”他说", "もし、", "été.", "Über", "a\u{301}", "🙂", "1️⃣", "\u{200B}",
            "\u{FEFF}", "\u{85}", "\u{2028}", "www.x.org/a?b=1", "U.S.", "p.m.", "vs.", "однако.",
            "مرحبا؟", "สวัสดี", "नमस्ते।", "\t", "\0", "CHAPTER", "ok.",
            "(“six words of Latin in here”)",
            "彼は“this is a long quotation in Latin letters”と言った。", "It’s", "well,", "so;",
        ]
        let joints = [
            " ", " ", " ", " ", " ", " ", " ", " ", "", "  ", "\n", "\n", "\n\n", "\r\n", "\n - ",
            "\n\n\n", "\n-----\n", "\n  ", "\n1. ", " \n", "\n– ", "\n• ", "\n***\n\n",
        ]
        // Some texts are wrapped, some one long line, some short lines.
        let newlines = Int.random(in: 0...4, using: &random)
        let count = Int.random(in: 0...3, using: &random) == 0 ? 6000 : 250
        var text = Int.random(in: 0...5, using: &random) == 0 ? "\u{FEFF}\n " : ""
        for _ in 0..<Int.random(in: 0...count, using: &random) {
            if Int.random(in: 0...3, using: &random) > 0 {
                text +=
                    ["swift", "under", "River", "of", "and", "stone"].randomElement(
                        using: &random) ?? ""
            } else {
                text += words.randomElement(using: &random) ?? ""
            }
            let joint = joints.randomElement(using: &random) ?? " "
            let isKept =
                !joint.contains("\n") || Int.random(in: 0...newlines * 4, using: &random) == 0
            text += isKept ? joint : " "
        }
        return Array(text.utf8)
    }

    @Test func `sentences that tell their language are those of the default document`() throws {
        let text = """
            The first sentence of this text is in English. This one is as well, with a comma.

            これは日本語の文です。もう一つの文もあります。

            O passarinho não canta mais na janela da minha avó. Mas ela ainda o espera.
            """
        let bytes = Array(text.utf8)
        let whole = Array(try Document(bytes).sentences)
        #expect(Set(whole.map(\.style.language.tag)).count == 3)
        expectEqual(try arriving(bytes, upTo: 5, seed: 1), whole, "pieces of 5")
    }

    @Test func `a sentence is there when the next word is`() throws {
        var text = ArrivingText()
        try text.push(Array("Hello there. How".utf8))
        #expect(text.next() == nil)
        try text.push(Array(" ".utf8))
        #expect(text.next()?.spoken.text == "Hello there.")
        try text.push(Array("are you?\n\n".utf8))
        #expect(text.next() == nil)
        try text.push(Array("Fine".utf8))
        #expect(text.next()?.spoken.text == "How are you?")
        text.finish()
        #expect(text.next()?.spoken.text == "Fine")
        #expect(text.next() == nil)
    }

    @Test func `a flush hands out everything and begins anew`() throws {
        var text = ArrivingText()
        try text.push(Array("One, two. Three and".utf8))
        text.flush()
        var sentences: [Sentence] = []
        while let sentence = text.next() { sentences.append(sentence) }
        #expect(sentences.map(\.spoken.text) == ["One, two.", "Three and"])
        #expect(sentences.map(\.boundary) == [.sentence, .word])
        try text.push(Array(" four.".utf8))
        text.finish()
        let last = text.next()
        #expect(last?.spoken.text == "four.")
        #expect(last?.source == 19..<25)
        #expect(last?.boundary == .paragraph)
    }

    @Test(arguments: [
        ("Well, I th", ["Well,"], "ink so.", ["I think so."]),
        ("Dr.", [], " No came.", ["Dr. No came."]),
        ("It is 3.", [], "14 or so.", ["It is 3.14 or so."]),
        ("Done.", ["Done."], " Next", ["Next"]),
        ("nothing yet", [], " here.", ["nothing yet here."]),
        ("你好，世", ["你好，"], "界。", ["世界。"]),
    ])
    func `a hesitating writer is heard up to the last mark`(
        first: String, ready: [String], second: String, rest: [String]
    ) throws {
        var options = TextOptions()
        options.language = first.utf8.contains { $0 > 0x80 } ? .chinese : .english
        var normal = options
        normal.language = options.language
        var text = ArrivingText(options: normal)
        func take() -> [String] {
            var words: [String] = []
            while let sentence = text.next() {
                words.append(
                    sentence.source.upperBound > 0 ? Self.written(sentence, first + second) : "")
            }
            return words
        }
        try text.push(Array(first.utf8))
        text.flushToMark()
        #expect(take() == ready)
        try text.push(Array(second.utf8))
        text.finish()
        #expect(take() == rest)
    }

    /// The part of a source that a sentence stands for, white space trimmed.
    private static func written(_ sentence: Sentence, _ source: String) -> String {
        let bytes = Array(source.utf8)[sentence.source]
        return String(decoding: bytes, as: UTF8.self).split(separator: " ").joined(separator: " ")
    }

    @Test func `sources cover the text once, flushed or not`() throws {
        for seed in 0..<30 {
            var random = SeededGenerator(seed: UInt64(seed) &+ 77)
            let bytes = Self.text(&random)
            var text = ArrivingText()
            var position = 0
            var rest = bytes[...]
            func take() {
                while let sentence = text.next() {
                    #expect(sentence.source.lowerBound == position)
                    position = sentence.source.upperBound
                }
            }
            while !rest.isEmpty {
                let count = Int.random(in: 1...50, using: &random)
                try text.push(rest.prefix(count))
                rest = rest.dropFirst(count)
                switch Int.random(in: 0...9, using: &random) {
                case 0: text.flush()
                case 1: text.flushToMark()
                default: break
                }
                take()
            }
            text.finish()
            take()
        }
    }

    @Test func `too much text is refused and leaves the text as it was`() throws {
        var options = TextOptions()
        options.maximumBytes = 10
        var text = ArrivingText(options: options)
        try text.push(Array("12345 789".utf8))
        #expect(throws: TextError.tooLarge(bytes: 12, limit: 10)) {
            try text.push(Array("abc".utf8))
        }
        text.finish()
        #expect(text.next()?.source == 0..<9)
    }

    @Test func `an endless paragraph in small pieces is forgotten as it is spoken`() throws {
        var options = TextOptions()
        options.language = .english
        var text = ArrivingText(options: options)
        let piece = Array("a b. C. d, ".utf8)
        var count = 0
        for _ in 0..<20_000 {
            try text.push(piece)
            while text.next() != nil { count += 1 }
            #expect(text.keptBytes < 40_000)
        }
        #expect(count > 10_000)
    }

    @Test(arguments: ["-", "\n", " ", "a", "a. ", "\n\n", "[", "x\n", "(", "é", "。", "\u{301}"])
    func `nothing that arrives for ever piles up`(piece: String) throws {
        var options = TextOptions()
        options.language = .english
        var text = ArrivingText(options: options)
        let piece = Array(String(repeating: piece, count: 3).utf8)
        for _ in 0..<30_000 {
            try text.push(piece)
            while text.next() != nil {}
        }
        text.finish()
        while text.next() != nil {}
    }
}
