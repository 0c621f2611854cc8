import Testing

@testable import SpeechServer

/// JSON from clients who may mean harm. What is JSON at all is for the tests of `StrictJSON`.
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

    @Test(arguments: [
        ("", "byte 0: it is empty; expected an object"),
        ("[1,]", "byte 3: expected a value"),
        ("{\"a\":1,\"a\":2}", "byte 7: the key is there twice"),
        // Equal to Swift, so one of them would be lost.
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", "byte 8: the key is there twice"),
    ])
    func `clients read what is wrong`(text: String, message: String) {
        let error = #expect(throws: APIError.self) { try JSON.parse(Array(text.utf8)) }
        #expect(error?.message == "the body is not valid JSON in UTF-8: " + message)
    }
}
