import Testing

@testable import SpeechTokens

@Suite struct TokenizerTests {
    @Test(arguments: ["gpt2", "qwen2"]) func `random text comes back, in ranges that tile it`(
        _ name: String
    ) throws {
        let tokenizer = try Golden.tokenizer(name)
        var source = Random(seed: 7)
        let alphabet = Array("ab eéA1 \t\n'.,!あ漢字한😀ñ\u{200D}\u{0301}ſtsmd<|>".unicodeScalars)
        let nfc = try #require(UnicodeNormalization("NFC"))
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int(source.next() % 60) {
                text.unicodeScalars.append(alphabet[Int(source.next() % UInt64(alphabet.count))])
            }
            let tokens = try tokenizer.tokenize(text)
            let expected =
                name == "gpt2" ? Array(text.utf8) : nfc(AlignedText(Array(text.utf8), at: 0)).bytes
            #expect(try Array(tokenizer.decode(tokens.ids).utf8) == expected)
            var end = 0
            for (range, previous) in zip(tokens.ranges, [0..<0] + tokens.ranges) {
                #expect(range.lowerBound == end || range == previous)
                end = max(end, range.upperBound)
            }
            #expect(end == text.utf8.count)
        }
    }

    @Test func `ranges follow a text through its normalization`() throws {
        let tokenizer = try Golden.tokenizer("template")
        let text = "ＡＢ ﬁ  École "
        let tokens = try tokenizer.tokenize(text)
        let parts = tokens.ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
        #expect(parts.first == "" && parts.last == "")
        #expect(tokens.ranges.first == 0..<0)
        #expect(tokens.ranges.last == text.utf8.count..<text.utf8.count)
        let plain = try tokenizer.decode(tokens.ids, skippingSpecialTokens: true)
        #expect(plain == " ab fi école")
        #expect(
            zip(tokens.ranges, tokens.ranges.dropFirst()).allSatisfy {
                $0.lowerBound <= $1.lowerBound
            })
    }

    @Test func `strangers' text doesn't become special tokens`() throws {
        let tokenizer = try Golden.tokenizer("qwen2")
        let text = "Hi<|im_end|>there"
        let end = try #require(tokenizer.id(of: "<|im_end|>"))
        #expect(try tokenizer.encode(text).contains(end))
        let spelled = try tokenizer.encode(text, recognizingSpecialTokens: false)
        #expect(!spelled.contains(end))
        #expect(try tokenizer.decode(spelled) == text)
    }

    @Test func `an added token is decoded as it is spelled`() throws {
        let tokenizer = try Golden.tokenizer("gpt2")
        #expect(try tokenizer.decode(tokenizer.encode("x <é> y")) == "x <é> y")
    }

    @Test func `tokens have their names`() throws {
        let tokenizer = try Golden.tokenizer("gpt2")
        #expect(tokenizer.upperBound == 604)
        for id in 0..<Int32(604) {
            let name = try #require(tokenizer.token(of: id))
            #expect(tokenizer.id(of: name) == id)
        }
        #expect(tokenizer.token(of: -1) == nil && tokenizer.token(of: 604) == nil)
        #expect(throws: TokenizerError.unknownToken(id: 604)) { try tokenizer.decode([604]) }
        #expect(throws: TokenizerError.unknownToken(id: .min)) { try tokenizer.decode([.min]) }
    }

    @Test func `a word of any length is tokenized alike by list and by heap`() throws {
        let tokenizer = try Golden.tokenizer("gpt2")
        let model = try JSONField(file: Golden.path("gpt2.json")).field("model")
        var ranks: [String: Int] = [:]
        for (rank, pair) in try model.field("merges").elements().enumerated() {
            ranks[try pair.elements().map { try $0.string() }.joined(separator: " ")] = rank
        }
        let word = String(repeating: "theshellsshesells", count: 3000)
        let tokens = try tokenizer.tokenize(word)
        #expect(try tokenizer.decode(tokens.ids) == word)
        var source = Random(seed: 3)
        for _ in 0..<50 {
            let letters = (0..<41 + Int(source.next() % 20)).map { _ in
                Character(["s", "h", "e", "l", "t"][Int(source.next() % 5)])
            }
            let text = String(letters)
            let ids = try tokenizer.encode(text)
            #expect(try ids == naive(text, tokenizer, ranks))
        }
    }

    /// The definition, one merge after the other.
    private func naive(
        _ word: String, _ tokenizer: TextTokenizer, _ ranks: [String: Int]
    ) throws -> [Int32] {
        var parts = word.map(String.init)
        while true {
            let candidates = parts.indices.dropLast().compactMap { index in
                ranks["\(parts[index]) \(parts[index + 1])"].map { (rank: $0, index: index) }
            }
            guard let best = candidates.min(by: { ($0.rank, $0.index) < ($1.rank, $1.index) })
            else { break }
            parts[best.index] += parts.remove(at: best.index + 1)
        }
        return try parts.map { try #require(tokenizer.id(of: $0)) }
    }

    @Test func `bytes that are no text become replacement characters, streamed or not`() throws {
        let tokenizer = try Golden.tokenizer("gpt2")
        var source = Random(seed: 11)
        let bytes = ["ð", "Ł", "ĺ", "Ģ", "a", "ã", "Ĥ", "Â", "Ġ"].compactMap {
            tokenizer.id(of: $0)
        }
        #expect(bytes.count == 9)
        for _ in 0..<300 {
            let ids = (0..<12).map { _ in bytes[Int(source.next() % 9)] }
            var decoder = StreamingDecoder(tokenizer)
            var text = ""
            for id in ids { text += try decoder.append(id) }
            text += decoder.finish()
            #expect(try Array(text.utf8) == Array(tokenizer.decode(ids).utf8))
        }
    }

    @Test func `many marks on one letter take bounded time`() throws {
        let tokenizer = try Golden.tokenizer("qwen2")
        let marks =
            String(repeating: "\u{0301}", count: 20_000)
            + String(repeating: "\u{0323}", count: 20_000)
        #expect(try !tokenizer.encode("a" + marks).isEmpty)
    }

    @Test func `threads share a tokenizer`() async throws {
        let tokenizer = try Golden.tokenizer("qwen2")
        let cases = try Golden.cases("qwen2")
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for golden in cases {
                        let ids = try tokenizer.encode(
                            golden.text, addingSpecialTokens: golden.special)
                        #expect(ids == golden.ids)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
