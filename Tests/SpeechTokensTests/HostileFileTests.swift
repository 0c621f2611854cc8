import Foundation
import Testing

@testable import SpeechTokens

@Suite struct HostileFileTests {
    /// A small tokenizer with some of its fields replaced.
    private func file(
        vocab: String = #"{"a":0,"b":1,"ab":2}"#, merges: String = #"["a b"]"#,
        model: String = "", root: String = ""
    ) -> String {
        #"{"added_tokens":[],"model":{"type":"BPE","vocab":\#(vocab),"merges":\#(merges)\#(model)}\#(root)}"#
    }

    private func error(_ text: String) throws -> TokenizerError? {
        try Golden.withFile(text.utf8) { path in
            do throws(TokenizerError) {
                let tokenizer = try TextTokenizer(tokenizerFile: path)
                #expect(try tokenizer.encode("ab") == [2])
                return nil
            } catch {
                #expect(error.description.contains(path))
                return error
            }
        }
    }

    @Test func `the small tokenizer is a sound one`() throws {
        #expect(try error(file()) == nil)
        #expect(try error(file(merges: #"[["a","b"]]"#)) == nil)
    }

    @Test(arguments: [
        "", "{", "nul", "[1,]", #"{"a" 1}"#, #"{"a":1,}"#, "\"\\ud800\"", "\"\\u12g4\"", "\"\\x\"",
        "\"open", "\"a\u{1}\"", "{} {}", "1e", "+1", ".5", "--1", "truex", #"{"model":{}"#,
        "01", #"{"model":1e400}"#, "\u{FEFF}{}",
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
    ])
    func `what is no JSON is damaged`(_ text: String) throws {
        let error = try error(text)
        guard case .malformed = error else {
            Issue.record("\(text.prefix(20)): \(String(describing: error))")
            return
        }
    }

    @Test func `bytes that are no UTF-8 are damage`() throws {
        let bad = Array(#"{"model":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        try Golden.withFile(bad) { path in
            #expect(throws: TokenizerError.self) { _ = try TextTokenizer(tokenizerFile: path) }
        }
    }

    @Test func `IDs out of range, twice or no numbers are errors`() throws {
        let bad = [
            #"{"a":-1,"b":1,"ab":2}"#, #"{"a":0.5,"b":1,"ab":2}"#, #"{"a":"0","b":1,"ab":2}"#,
            #"{"a":1000000000000,"b":1,"ab":2}"#, #"{"a":4194304,"b":1,"ab":2}"#,
            #"{"a":1,"b":1,"ab":2}"#, #"{"a":0,"a":3,"b":1,"ab":2}"#,
            #"[]"#, #"{"a":null}"#,
        ]
        for vocab in bad {
            guard case .invalid(_, let field, _) = try error(file(vocab: vocab)) else {
                Issue.record("\(vocab)")
                continue
            }
            #expect(field.hasPrefix("model.vocab"))
        }
    }

    @Test func `a field that is there twice is an error`() throws {
        guard case .invalid(_, _, let reason) = try error(file(root: #","model":{}"#)) else {
            Issue.record("two models")
            return
        }
        #expect(reason == "has 'model' twice")
    }

    @Test func `merges that name unknown tokens or are no pairs are errors`() throws {
        let bad = [
            #"["a c"]"#, #"["b a"]"#, #"["a"]"#, #"["a b ab"]"#, #"["a  b"]"#, #"[" "]"#, "[1]",
            #"[["a"]]"#, #"[["a","b","a"]]"#, #"[["a",1]]"#, "{}",
        ]
        for merges in bad {
            guard case .invalid = try error(file(merges: merges)) else {
                Issue.record("\(merges)")
                continue
            }
        }
        guard
            case .invalid = try error(
                file(
                    vocab: #"{"a":0,"_b":1,"ab":2,"b":3}"#,
                    model: #","continuing_subword_prefix":"_""#))
        else {
            Issue.record("a merge without its prefix")
            return
        }
    }

    @Test func `components that aren't known are named`() throws {
        let unknown: [(String, String)] = [
            (#","normalizer":{"type":"Precompiled"}"#, "Precompiled"),
            (#","normalizer":{"type":"Sequence","normalizers":[{"type":"Nmt"}]}"#, "Nmt"),
            (#","pre_tokenizer":{"type":"BertPreTokenizer"}"#, "BertPreTokenizer"),
            (#","post_processor":{"type":"BertProcessing"}"#, "BertProcessing"),
            (#","decoder":{"type":"WordPiece"}"#, "WordPiece"),
            (#","decoder":{"type":"Strip","content":" ","start":0,"stop":1}"#, "Strip at the end"),
        ]
        for (root, name) in unknown {
            guard case .unsupported(_, _, name) = try error(file(root: root)) else {
                Issue.record("\(name)")
                continue
            }
        }
        guard
            case .unsupported(_, "model", "BPE with dropout") = try error(
                file(model: #","dropout":0.1"#))
        else {
            Issue.record("dropout")
            return
        }
        guard
            case .unsupported(_, "model", "Unigram") = try error(
                #"{"model":{"type":"Unigram","vocab":[]}}"#)
        else {
            Issue.record("Unigram")
            return
        }
    }

    @Test func `added tokens that contradict are errors`() throws {
        let bad = [
            #"{"id":7,"content":"a"}"#, #"{"id":1,"content":"c"}"#, #"{"id":-1,"content":"c"}"#,
            #"{"id":1e12,"content":"c"}"#, #"{"id":7,"content":""}"#, #"{"content":"c"}"#,
            #"{"id":7,"content":"c"},{"id":7,"content":"d"}"#,
            #"{"id":7,"content":"c"},{"id":8,"content":"c"}"#,
            #"{"id":7,"content":"c","special":1}"#,
        ]
        for tokens in bad {
            let text = file().replacingOccurrences(
                of: #""added_tokens":[]"#, with: #""added_tokens":[\#(tokens)]"#)
            guard case .invalid = try error(text) else {
                Issue.record("\(tokens)")
                continue
            }
        }
    }

    @Test func `an expression that explodes is given up`() throws {
        let root =
            #","pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a|a)*$b|(a+)+c"},"behavior":"Isolated"}"#
        try Golden.withFile(file(root: root).utf8) { path in
            let tokenizer = try TextTokenizer(tokenizerFile: path)
            #expect(throws: TokenizerError.patternGaveUp(pattern: "(a|a)*$b|(a+)+c")) {
                try tokenizer.encode(String(repeating: "a", count: 2000))
            }
            // And it works on.
            #expect(try tokenizer.encode("ab") == [2])
        }
        for expression in ["(", "[", "a{9999999999}", #"\\h"#, "(?<x>", #"\\p{Nonsense}"#] {
            let root =
                #","pre_tokenizer":{"type":"Split","pattern":{"Regex":"\#(expression)"},"behavior":"Isolated"}"#
            guard case .invalid = try error(file(root: root)) else {
                Issue.record("\(expression)")
                continue
            }
        }
    }

    @Test func `files that aren't there, are folders or are too large are refused unread`() throws {
        #expect(throws: TokenizerError.self) { try TextTokenizer(tokenizerFile: "/nonexistent") }
        #expect(throws: TokenizerError.self) { try TextTokenizer(tokenizerFile: "/") }
        #expect(throws: TokenizerError.self) { try TextTokenizer(tokenizerFile: "/dev/zero") }
        try Golden.withFile([]) { path in
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 100 << 20)  // A hole: takes no space.
            #expect(
                throws: TokenizerError.tooLarge(
                    file: path, what: "its size of \(100 << 20) bytes",
                    limit: FileLimit.bytes)
            ) { try TextTokenizer(tokenizerFile: path) }
        }
    }

    @Test func `vocabulary files need a recipe that fits`() throws {
        let vocabulary = try Golden.path("qwen2.vocab.json")
        let merges = try Golden.path("qwen2.merges.txt")
        #expect(throws: TokenizerError.self) {
            try TextTokenizer(vocabulary: vocabulary, merges: merges)
        }
        #expect(throws: TokenizerError.self) {
            try TextTokenizer(
                vocabulary: vocabulary, merges: merges,
                configuration: Golden.path("qwen2.config.json"), recipe: .gpt2)
        }
        #expect(throws: TokenizerError.self) {
            try TextTokenizer(vocabulary: vocabulary, merges: vocabulary, recipe: .qwen2)
        }
        #expect(throws: TokenizerError.self) {
            try TextTokenizer(vocabulary: merges, merges: merges, recipe: .qwen2)
        }
        _ = try TextTokenizer(vocabulary: vocabulary, merges: merges, recipe: .qwen2)
    }

    @Test func `a text that is too long is refused`() throws {
        let tokenizer = try Golden.tokenizer("xtts")
        let text = String(repeating: "a", count: TextTokenizer.textLimit + 1)
        #expect(
            throws: TokenizerError.textTooLong(
                bytes: TextTokenizer.textLimit + 1, limit: TextTokenizer.textLimit)
        ) { try tokenizer.encode(text) }
    }

    @Test func `a character without a token is an error that says where`() throws {
        try Golden.withFile(file().utf8) { path in
            let tokenizer = try TextTokenizer(tokenizerFile: path)
            #expect(throws: TokenizerError.unencodable(character: "é", offset: 3)) {
                try tokenizer.encode("abaéb")
            }
        }
    }

    /// Bytes changed, taken out, doubled, or swapped for telling ones: an error or a
    /// tokenizer that works, never a crash.
    @Test(arguments: ["xtts", "template", "fallback"])
    func `mutated files are errors or tokenizers`(_ name: String) throws {
        let original = Array(
            try Data(contentsOf: URL(fileURLWithPath: Golden.path("\(name).json"))))
        // The head, where all but vocabulary and merges stands, is changed most.
        let head = original.firstRange(of: Array(#""vocab""#.utf8))?.lowerBound ?? 0
        var source = Random(seed: 1234)
        func random(_ bound: Int) -> Int { Int(source.next() % UInt64(max(1, bound))) }
        let telling: [[UInt8]] = [
            "null", "-1", "1e12", "{}", "[]", "\"\"", "true", "99999999999999999999", "\\u0000",
            "\"type\":\"Sequence\",", "(a+)+", "\u{FFFD}", "]", "}", "\"",
        ].map { Array($0.utf8) }
        let texts = ["The quick 1 [en] ÀB", " ", "日本", "<s>"]
        for _ in 0..<40 {
            var bytes = original
            for _ in 0...random(3) {
                let place = random(random(4) == 0 ? bytes.count : min(head, bytes.count))
                let end = min(place + random(12), bytes.count)
                switch random(5) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: source.next())
                case 1: bytes.removeSubrange(place..<end)
                case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
                case 3: bytes.replaceSubrange(place..<end, with: telling[random(telling.count)])
                default: bytes.removeLast(random(8) == 0 ? random(bytes.count) : 0)
                }
                if bytes.isEmpty { bytes = original }
            }
            try Golden.withFile(bytes) { path in
                do throws(TokenizerError) {
                    let tokenizer = try TextTokenizer(tokenizerFile: path)
                    for text in texts {
                        let tokens = try tokenizer.tokenize(text)
                        #expect(tokens.ids.count == tokens.ranges.count)
                        #expect(tokens.ranges.allSatisfy { $0.upperBound <= text.utf8.count })
                        _ = try tokenizer.decode(tokens.ids)
                    }
                } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }
}
