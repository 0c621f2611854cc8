import StrictJSON
import Testing

/// JSON from those who may mean harm.
@Suite struct HostileJSONTests {
    @Test(
        arguments: [
            ("", 0, .empty), (" \n", 2, .empty), ("{", 1, .expected("a key in quotes")),
            ("}", 0, .expected("a value")), ("[", 1, .endsEarly), ("[1,", 3, .endsEarly),
            ("[1,]", 3, .expected("a value")), ("{\"a\":1,}", 7, .expected("a key in quotes")),
            ("[1", 2, .expected("a comma or ]")), ("[1 2]", 3, .expected("a comma or ]")),
            ("{\"a\":1", 6, .expected("a comma or }")), ("{\"a\"}", 4, .expected("a colon")),
            ("{\"a\" 1}", 5, .expected("a colon")), ("{a:1}", 1, .expected("a key in quotes")),
            ("{'a':1}", 1, .expected("a key in quotes")), ("tru", 3, .expected("true")),
            ("trUe", 2, .expected("true")), ("fals ", 4, .expected("false")),
            ("nul", 3, .expected("null")), ("NaN", 0, .expected("a value")),
            ("truex", 4, .somethingFollows), ("Infinity", 0, .expected("a value")),
            ("-", 1, .expected("a digit")), ("--1", 1, .expected("a digit")),
            ("01", 1, .somethingFollows), ("-01", 2, .somethingFollows),
            ("1.", 2, .expected("a digit")), (".5", 0, .expected("a value")),
            ("1e", 2, .expected("a digit")), ("1e+", 3, .expected("a digit")),
            ("0x10", 1, .somethingFollows), ("+1", 0, .expected("a value")),
            ("1 2", 2, .somethingFollows), ("{} x", 3, .somethingFollows),
            ("// no\n1", 0, .expected("a value")), ("\u{0}", 0, .expected("a value")),
            ("[\u{0}]", 1, .expected("a value")), ("1e999", 0, .numberOutOfRange),
            ("[-1e999]", 1, .numberOutOfRange),
        ] as [(String, Int, JSONError.Reason)])
    func `what is no JSON is refused at its byte`(
        text: String, offset: Int, reason: JSONError.Reason
    ) {
        let error = JSONError(offset: offset, reason: reason)
        #expect(mistake(reading: Array(text.utf8)) == error)
        #expect(mistake(skipping: Array(text.utf8)) == error)
    }

    @Test(
        arguments: [
            (#"""#, 1, .openString), (#""a\"#, 3, .openString), (#""\u12"#, 5, .hexadecimal),
            (#""\u00g0""#, 5, .hexadecimal), (#""\x""#, 1, .unknownEscape),
            (#""ab\U0041""#, 3, .unknownEscape), ("\"a\nb\"", 2, .bareControlCharacter),
            ("\"\\n\u{1F}\"", 3, .bareControlCharacter), (#""a\ud800""#, 2, .loneSurrogate),
            (#""\udc00""#, 1, .loneSurrogate), (#""\ud800\ud800""#, 1, .loneSurrogate),
            (#""\ud800 ""#, 1, .loneSurrogate), (#""\ud800\n""#, 1, .loneSurrogate),
            (#""\uD800\uDBFF""#, 1, .loneSurrogate),
        ] as [(String, Int, JSONError.Reason)])
    func `a broken string is refused at its byte, as key and as value`(
        text: String, offset: Int, reason: JSONError.Reason
    ) {
        let error = JSONError(offset: offset, reason: reason)
        #expect(mistake(reading: Array(text.utf8)) == error)
        #expect(mistake(skipping: Array(text.utf8)) == error)
        let key = JSONError(offset: offset + 1, reason: reason)
        #expect(mistake(reading: Array("{\(text)".utf8)) == key)
        #expect(mistake(skipping: Array("{\(text)".utf8)) == key)
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE2, 0x82], [0xC3, 0x28], [0xE2, 0x82] + Array("\\n".utf8),
            [0xC3] + Array("\\u0080".utf8), Array("\\n".utf8) + [0x82],
        ] as [[UInt8]])
    func `strings are UTF-8 or nothing`(bytes: [UInt8]) {
        let text = Array("[\"".utf8) + bytes + Array("\"]".utf8)
        let error = JSONError(offset: 1, reason: .invalidUTF8)
        #expect(mistake(reading: text) == error)
        #expect(mistake(skipping: text) == error)
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func `nesting has an end`(open: String, close: String) {
        func nested(_ depth: Int, around value: String) -> [UInt8] {
            Array(
                (String(repeating: open, count: depth) + value
                    + String(repeating: close, count: depth)).utf8)
        }
        #expect(mistake(reading: nested(63, around: "1")) == nil)
        #expect(mistake(skipping: nested(63, around: "1")) == nil)
        for text in [nested(64, around: "1"), nested(1_000_000, around: "")] {
            let error = JSONError(
                offset: 64 * open.utf8.count, reason: .tooDeep(limit: JSONReader.deepest))
            #expect(mistake(reading: text) == error)
            #expect(mistake(skipping: text) == error)
        }
    }

    @Test func `values are counted, whatever they are`() {
        let text = Array(#"[1,{"a":[],"b":"x"},null]"#.utf8)
        #expect(mistake(reading: text, mostValues: 6) == nil)
        #expect(mistake(skipping: text, mostValues: 6) == nil)
        let error = JSONError(offset: 20, reason: .tooManyValues(limit: 5))
        #expect(mistake(reading: text, mostValues: 5) == error)
        #expect(mistake(skipping: text, mostValues: 5) == error)
    }

    @Test func `whatever the bytes are, reading and skipping say the same`() {
        var random = SplitMix(state: 7)
        let pieces = #"{}[]",:\u0019ed8abtrue.-+eE /n"#.utf8.map { $0 } + [0, 0x80, 0xC3, 0xFF]
        let texts = (0..<3_000).map { _ in
            (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? 0
            }
        }
        #expect(texts.filter { mistake(reading: $0) != mistake(skipping: $0) }.isEmpty)
    }

    @Test func `a valid text with one byte changed ends in a value or an error inside it`() {
        let text = Array(#"{"a":[1,2.5,{"b":"c\u0041\n"}],"d":true,"e":null}"#.utf8)
        #expect(mistake(reading: text) == nil)
        var outside: [[UInt8]] = []
        for index in text.indices {
            #expect(mistake(reading: Array(text[..<index])) != nil)
            for byte in UInt8.min ... .max {
                var changed = text
                changed[index] = byte
                guard let error = mistake(reading: changed) else { continue }
                if !(0...text.count).contains(error.offset) { outside.append(changed) }
            }
        }
        #expect(outside.isEmpty)
    }
}

extension JSONError.Reason {
    fileprivate static var hexadecimal: Self { .expected("four hexadecimal digits") }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same cases in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
