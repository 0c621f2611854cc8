import SpeechTokens
import Testing

/// Parity with Hugging Face's tokenizers. Where they differ on purpose is said in
/// `GoldenTests.differs`.
@Suite struct GoldenTests {
    static let names = [
        "gpt2", "qwen2", "template", "xtts", "suffix", "fallback", "metaspace",
    ]

    /// An added token is text; theirs is read as GPT-2's alphabet in decoding, so that
    /// "<é>" becomes broken UTF-8.
    static func differs(_ golden: Golden.Case) -> Bool {
        golden.decoded.contains("<\u{FFFD}>")
    }

    @Test(arguments: names) func `tokens are those of Hugging Face's tokenizers`(
        _ name: String
    ) throws {
        let tokenizer = try Golden.tokenizer(name)
        for golden in try Golden.cases(name) {
            let ids = try tokenizer.encode(golden.text, addingSpecialTokens: golden.special)
            #expect(ids == golden.ids, "\(name): '\(golden.text)'")
        }
    }

    @Test(arguments: names) func `text of tokens is that of Hugging Face's tokenizers`(
        _ name: String
    ) throws {
        let tokenizer = try Golden.tokenizer(name)
        for golden in try Golden.cases(name) where !Self.differs(golden) {
            #expect(
                try Array(tokenizer.decode(golden.ids).utf8) == Array(golden.decoded.utf8),
                "\(name): '\(golden.text)'")
            #expect(
                try Array(tokenizer.decode(golden.ids, skippingSpecialTokens: true).utf8)
                    == Array(golden.plain.utf8), "\(name): '\(golden.text)'")
        }
    }

    /// Where a normalizer changes the text, or a pre-tokenizer puts something in, they
    /// ascribe it in their own way; ours is tested in `TokenizerTests`.
    @Test(arguments: ["gpt2", "xtts", "qwen2"])
    func `ranges are those of Hugging Face's tokenizers`(_ name: String) throws {
        let tokenizer = try Golden.tokenizer(name)
        for golden in try Golden.cases(name) {
            if name == "qwen2", golden.text.unicodeScalars.contains(where: isCombining) { continue }
            let tokens = try tokenizer.tokenize(
                golden.text, addingSpecialTokens: golden.special)
            let ranges = tokens.ranges.map { scalars($0, of: golden.text) }
            #expect(ranges == golden.offsets, "\(name): '\(golden.text)'")
        }
    }

    @Test func `vocabulary and merges with their configuration are the same tokenizer`() throws {
        let tokenizer = try TextTokenizer(
            vocabulary: Golden.path("qwen2.vocab.json"), merges: Golden.path("qwen2.merges.txt"),
            configuration: Golden.path("qwen2.config.json"))
        for golden in try Golden.cases("qwen2") where !golden.special {
            #expect(try tokenizer.encode(golden.text) == golden.ids, "'\(golden.text)'")
            if Self.differs(golden) { continue }
            #expect(try tokenizer.decode(golden.ids) == golden.decoded)
        }
    }

    @Test(arguments: names) func `streamed text equals whole text`(_ name: String) throws {
        let tokenizer = try Golden.tokenizer(name)
        for golden in try Golden.cases(name) where !Self.differs(golden) {
            var decoder = StreamingDecoder(tokenizer)
            var text = ""
            for id in golden.ids {
                let piece = try decoder.append(id)
                #expect(!piece.contains("\u{FFFD}") || golden.decoded.contains("\u{FFFD}"))
                text += piece
            }
            text += decoder.finish()
            #expect(Array(text.utf8) == Array(golden.decoded.utf8), "\(name): '\(golden.text)'")
        }
    }
}

/// Whether NFC may change a text in which the scalar is.
private func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass != .notReordered || scalar == "\u{1161}"
        || scalar == "\u{212B}"
}
