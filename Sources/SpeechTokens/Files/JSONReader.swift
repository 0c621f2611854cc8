/// Reads JSON (RFC 8259) strictly, with limits on depth and number of values.
struct JSONReader {
    /// The largest file that is read, in bytes. The largest vocabularies in use (262,144
    /// tokens) come in about 33 MB.
    static let sizeLimit = 64 << 20
    /// How deep arrays and objects may nest.
    static let depthLimit = 64
    /// How many values a file may have. The largest in use have under two millions.
    static let valueLimit = 4 << 20

    private let bytes: UnsafeBufferPointer<UInt8>
    private let file: String
    private var at = 0
    private var values = 0

    /// The value that the bytes stand for.
    static func value(of bytes: [UInt8], file: String) throws(TokenizerError) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, TokenizerError> in
            var reader = JSONReader(bytes: buffer, file: file)
            do throws(TokenizerError) {
                let value = try reader.value(depth: 0)
                reader.skipSpace()
                guard reader.at == buffer.count else {
                    throw reader.damage("something follows the end")
                }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func damage(_ reason: String) -> TokenizerError {
        .malformed(file: file, offset: at, reason: reason)
    }

    private mutating func skipSpace() {
        while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { at += 1 }
    }

    /// The next byte, not taken; 0 at the end.
    private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func value(depth: Int) throws(TokenizerError) -> JSONValue {
        values += 1
        guard values <= Self.valueLimit else {
            throw .tooLarge(file: file, what: "the number of values", limit: Self.valueLimit)
        }
        guard depth < Self.depthLimit else { throw damage("nested too deep") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(TokenizerError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw damage("not a value") }
            at += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(TokenizerError) -> JSONValue {
        at += 1
        var members: [(key: [UInt8], value: JSONValue)] = []
        skipSpace()
        if next == UInt8(ascii: "}") {
            at += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw damage("a key should stand here") }
            let key = try string()
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw damage("a colon should stand here") }
            at += 1
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            if next == UInt8(ascii: ",") {
                at += 1
            } else if next == UInt8(ascii: "}") {
                at += 1
                return .object(members)
            } else {
                throw damage("an object is not closed")
            }
        }
    }

    private mutating func array(depth: Int) throws(TokenizerError) -> JSONValue {
        at += 1
        var elements: [JSONValue] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            at += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if next == UInt8(ascii: ",") {
                at += 1
            } else if next == UInt8(ascii: "]") {
                at += 1
                return .array(elements)
            } else {
                throw damage("a list is not closed")
            }
        }
    }

    private mutating func number() throws(TokenizerError) -> Double {
        let start = at
        while at < bytes.count, at - start < 64 {
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                at += 1
                continue
            default: break
            }
            break
        }
        let digits = bytes[start..<at]
        // IDs: no detour by a string.
        if (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Double(digits.reduce(0) { $0 * 10 + Int($1 & 15) })
        }
        guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "."),
            let number = Double(String(decoding: digits, as: UTF8.self))
        else {
            at = start
            throw damage("not a value")
        }
        return number
    }

    /// A string, whose opening quote is next.
    private mutating func string() throws(TokenizerError) -> [UInt8] {
        at += 1
        let start = at
        var ascii = true
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
            guard bytes[at] >= 0x20 else { throw damage("a control character in a string") }
            if bytes[at] >= 0x80 { ascii = false }
            at += 1
        }
        var result = Array(bytes[start..<at])
        while next == UInt8(ascii: "\\") || (at < bytes.count && next != UInt8(ascii: "\"")) {
            if next == UInt8(ascii: "\\") {
                try escape(into: &result)
                ascii = false
            } else {
                guard next >= 0x20 else { throw damage("a control character in a string") }
                if next >= 0x80 { ascii = false }
                result.append(next)
                at += 1
            }
        }
        guard at < bytes.count else { throw damage("a string is not closed") }
        at += 1
        guard ascii || String(validating: result, as: UTF8.self) != nil else {
            throw damage("a string is not UTF-8")
        }
        return result
    }

    private mutating func escape(into result: inout [UInt8]) throws(TokenizerError) {
        at += 1
        let kind = next
        at += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                guard next == UInt8(ascii: "\\") else { throw damage("half a surrogate pair") }
                at += 1
                guard next == UInt8(ascii: "u") else { throw damage("half a surrogate pair") }
                at += 1
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw damage("half a surrogate pair")
                }
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw damage("half a surrogate pair") }
            result.append(contentsOf: Array(String(Character(scalar)).utf8))
        default:
            throw damage("an unknown escape in a string")
        }
    }

    private mutating func hexadecimal() throws(TokenizerError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.digit(next) else { throw damage("a wrong \\u escape") }
            code = code << 4 | digit
            at += 1
        }
        return code
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 55
        default: nil
        }
    }
}
