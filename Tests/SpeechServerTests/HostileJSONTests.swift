import Testing

@testable import SpeechServer

/// JSON from clients who may mean harm.
@Suite struct HostileJSONTests {
    @Test func `values are read as they are written`() throws {
        let text = #"""
             {"a" : [ 1, -0.5e+2, true ,false,null, {} , [] ],"b\n\u00e9\/\\":"x\uD83D\uDE00\t",
              "empty":"", "zero":-0}
            """#
        let expected = JSON.object([
            "a": .list([
                .number(1), .number(-50), .flag(true), .flag(false), .null, .object([:]), .list([]),
            ]),
            "b\né/\\": .text("x😀\t"), "empty": .text(""), "zero": .number(0),
        ])
        #expect(try JSON.parse(Array(text.utf8)) == expected)
        #expect(try JSON.parse([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        "", " \n", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{'a':1}", "tru", "nul",
        "NaN", "Infinity", "-", "01", "1.", ".5", "1e", "0x10", "+1", "\"", "\"\\", "\"\\u12",
        "\"\\x\"", "\"\\u00g0\"", "\"a\nb\"", "1 2", "{} x", "[1 2]", "{\"a\" 1}", "// no\n1",
        "\u{0}", "[\u{0}]",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: APIError.self) { try JSON.parse(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("\"\\ud800\"", "surrogate"), ("\"\\udc00\"", "surrogate"),
        ("\"\\ud800\\ud800\"", "surrogate"), ("\"\\ud800 \"", "surrogate"),
        ("{\"a\":1,\"\\u0061\":2}", "twice"), ("1e999", "out of range"),
        (String(repeating: "9", count: 5_000), "out of range"),
        (String(repeating: "[", count: 1_000_000), "nested deeper"),
        (String(repeating: "{\"a\":", count: 1_000_000), "nested deeper"),
        ("[" + String(repeating: "0,", count: 200_000) + "0]", "more than"),
    ])
    func `the reason is told with its byte`(text: String, reason: String) throws {
        let error = #expect(throws: APIError.self) { try JSON.parse(Array(text.utf8)) }
        #expect(error?.message.contains(reason) == true)
        #expect(error?.message.contains("byte ") == true)
        #expect(error?.kind == .invalidRequest)
        #expect(error?.code == "invalid_json")
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func `strings are UTF-8 or nothing`(bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: APIError.self) { try JSON.parse(text) }
    }

    @Test func `whatever the bytes are it ends with a value or a reason`() {
        var random = SystemRandomNumberGenerator()
        let pieces = #"{}[]",:\u0019ed8abtrue.-+eE /n"#.utf8.map { $0 } + [0, 0x80, 0xC3, 0xFF]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? 0
            }
            _ = try? JSON.parse(bytes)
        }
    }

    @Test func `a valid text with one byte changed never crashes the reader`() {
        let text = Array(#"{"a":[1,2.5,{"b":"c\u0041\n"}],"d":true,"e":null}"#.utf8)
        for index in text.indices {
            for byte in UInt8.min ... .max {
                var changed = text
                changed[index] = byte
                _ = try? JSON.parse(changed)
                _ = try? JSON.parse(Array(changed[...index]))
            }
        }
    }
}
