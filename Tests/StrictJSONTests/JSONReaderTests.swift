import StrictJSON
import Testing

@Suite struct JSONReaderTests {
    @Test func `values are read as they are written, in their order`() throws {
        let text = #"""
             {"b" : [ 1, -0.5e+2, true ,false,null, {} , [] ],"a\n\u00e9\/\\":"x\uD83D\uDE00\t",
              "empty":"", "a":"é€\b\f\r\""}
            """#
        let expected = ReadValue.object([
            .init(
                key: "b",
                value: .array([
                    .number(1), .number(-50), .bool(true), .bool(false), .null, .object([]),
                    .array([]),
                ])),
            .init(key: "a\né/\\", value: .string("x😀\t")),
            .init(key: "empty", value: .string("")),
            .init(key: "a", value: .string("é€\u{8}\u{C}\r\"")),
        ])
        #expect(try ReadValue(text) == expected)
        #expect(mistake(skipping: Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("0", 0), ("-0", -0.0), ("7", 7), ("-7", -7), ("0.1", 0.1), ("1e2", 100),
        ("1E+2", 100), ("25e-1", 2.5), ("123456789012345", 123_456_789_012_345),
        ("9007199254740993", 9_007_199_254_740_992), ("18446744073709551616", 0x1p64),
        ("1e308", 1e308), ("5e-324", Double.leastNonzeroMagnitude), ("1e-999", 0),
    ])
    func `a number is the nearest Double`(text: String, number: Double) throws {
        let read = try ReadValue(text)
        #expect(read == .number(number))
        if case .number(let read) = read { #expect(read.sign == number.sign) }
        // As long as numbers may be, and one longer.
        let zeros = String(repeating: "0", count: 398)
        #expect(try ReadValue("0." + zeros) == .number(0))
        #expect(
            mistake(reading: Array("0.\(zeros)0".utf8))
                == JSONError(offset: 0, reason: .numberOutOfRange))
    }

    @Test func `a whole number is exact or refused`() throws {
        func whole(_ text: String) throws(JSONError) -> Int {
            var reader = JSONReader(Array(text.utf8))
            let number = try reader.wholeNumber()
            try reader.end()
            return number
        }
        #expect(try whole("0") == 0)
        #expect(try whole(" 9223372036854775807 ") == .max)
        #expect(throws: JSONError(offset: 0, reason: .numberOutOfRange)) {
            try whole("9223372036854775808")
        }
        #expect(throws: JSONError(offset: 0, reason: .numberOutOfRange)) {
            try whole("99999999999999999999")
        }
        for text in ["1.0", "1e2", "1E2", "-1", "\"1\"", "true"] {
            #expect(throws: JSONError(offset: 0, reason: .expected("a whole number"))) {
                try whole(text)
            }
        }
        #expect(throws: JSONError(offset: 1, reason: .somethingFollows)) { try whole("01") }
    }

    @Test func `keys and strings that Swift takes for equal stay apart as bytes`() throws {
        var reader = JSONReader(Array("{\"\u{E9}\":\"\\u0065\\u0301\",\"e\u{301}\":1}".utf8))
        try reader.enterObject()
        #expect(try reader.nextKeyBytes() == [0xC3, 0xA9])
        #expect(reader.keyOffset == 1)
        #expect(try reader.stringBytes() == [0x65, 0xCC, 0x81])
        #expect(try reader.nextKeyBytes() == [0x65, 0xCC, 0x81])
        #expect(reader.keyOffset == 21)
        #expect(reader.repeatedKey(at: reader.keyOffset).description.hasPrefix("byte 21: "))
        #expect(try reader.number() == 1)
        #expect(try reader.nextKeyBytes() == nil)
        try reader.end()
    }

    @Test func `what a caller expects and isn't there is named`() {
        func expect(
            _ name: String, _ read: (inout JSONReader) throws(JSONError) -> Void
        ) {
            for text in ["?", "  ?"] {
                var reader = JSONReader(Array(text.utf8))
                do throws(JSONError) {
                    try read(&reader)
                    Issue.record("\(name) was read")
                } catch {
                    let offset = text.utf8.count - 1
                    #expect(error == JSONError(offset: offset, reason: .expected(name)))
                }
            }
        }
        expect("a value") { reader throws(JSONError) in _ = try reader.kind() }
        expect("an object") { reader throws(JSONError) in try reader.enterObject() }
        expect("a list") { reader throws(JSONError) in try reader.enterArray() }
        expect("a string") { reader throws(JSONError) in _ = try reader.string() }
        expect("a string") { reader throws(JSONError) in _ = try reader.stringBytes() }
        expect("a number") { reader throws(JSONError) in _ = try reader.number() }
        expect("a whole number") { reader throws(JSONError) in _ = try reader.wholeNumber() }
        expect("true or false") { reader throws(JSONError) in _ = try reader.bool() }
        expect("null") { reader throws(JSONError) in try reader.null() }
    }

    @Test func `a byte order mark is passed only where it may be`() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(" 1".utf8)
        var reader = JSONReader(bytes, allowsByteOrderMark: true)
        #expect(try reader.number() == 1)
        try reader.end()
        #expect(mistake(reading: bytes) == JSONError(offset: 0, reason: .expected("a value")))
    }
}
