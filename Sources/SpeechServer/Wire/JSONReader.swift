/// Reads JSON (RFC 8259) from clients who may mean harm: strict, in one pass, in bounded
/// depth and number of values, so that a body costs about as much as its bytes.
///
/// Foundation's decoder keeps one of two equal keys without a word, doesn't say at which
/// byte it stumbled, and tries each kind of value in turn where any may come.
struct JSONReader {
    /// What is wrong, and where.
    struct Problem: Error {
        /// The byte, from 0.
        let offset: Int
        let reason: String
    }

    /// The deepest nesting that is read.
    static let deepest = 64
    /// The most values that are read, all together.
    static let mostValues = 100_000
    /// The longest number that is read, in bytes.
    private static let longestNumber = 400

    private let bytes: [UInt8]
    private var position = 0
    private var values = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Some programs begin whatever they send with a byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Reads all bytes as one value.
    mutating func document() throws(Problem) -> JSON {
        skipSpace()
        guard position < bytes.count else { throw problem("it is empty; expected an object") }
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw problem("something follows the value") }
        return value
    }

    private mutating func value(depth: Int) throws(Problem) -> JSON {
        values += 1
        guard values <= Self.mostValues else {
            throw problem("more than \(Self.mostValues) values")
        }
        guard depth < Self.deepest else {
            throw problem("nested deeper than \(Self.deepest) levels")
        }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case let digit? where (0x30...0x39).contains(digit): return try number()
        case nil: throw problem("it ends too early")
        default: throw problem("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(Problem) -> JSON {
        var object: [String: JSON] = [:]
        position += 1
        skipSpace()
        if take("}") { return .object(object) }
        while true {
            guard next == UInt8(ascii: "\"") else { throw problem("expected a key in quotes") }
            let start = position
            let key = try text()
            skipSpace()
            guard take(":") else { throw problem("expected a colon") }
            skipSpace()
            let value = try value(depth: depth + 1)
            guard object.updateValue(value, forKey: key) == nil else {
                throw Problem(offset: start, reason: "the key is there twice")
            }
            skipSpace()
            if take("}") { return .object(object) }
            guard take(",") else { throw problem("expected a comma or }") }
            skipSpace()
        }
    }

    private mutating func list(depth: Int) throws(Problem) -> JSON {
        var list: [JSON] = []
        position += 1
        skipSpace()
        if take("]") { return .list(list) }
        while true {
            list.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return .list(list) }
            guard take(",") else { throw problem("expected a comma or ]") }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(Problem) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            let letter = word.utf8Start[index]
            guard next == letter else { throw problem("expected \(word)") }
            position += 1
        }
        return value
    }

    private mutating func number() throws(Problem) -> JSON {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard position - start <= Self.longestNumber,
            let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)),
            number.isFinite
        else { throw Problem(offset: start, reason: "the number is out of range") }
        return .number(number)
    }

    private mutating func digits() throws(Problem) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw problem("expected a digit") }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private func problem(_ reason: String) -> Problem {
        Problem(offset: position, reason: reason)
    }
}

extension JSONReader {
    /// Reads a string, from its opening quote to its closing one.
    private mutating func text() throws(Problem) -> String {
        let start = position
        position += 1
        var decoded: [UInt8] = []
        while true {
            let run = position
            while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
                byte >= 0x20
            {
                position += 1
            }
            decoded += bytes[run..<position]
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw Problem(offset: start, reason: "the string is not valid UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &decoded)
            case nil: throw problem("a string has no end")
            default: throw problem("a control character in a string must be escaped")
            }
        }
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(Problem) {
        position += 1
        guard let letter = next else { throw problem("a string has no end") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded += Array(String(Character(try scalar())).utf8)
        default: throw Problem(offset: position - 2, reason: "no such escape")
        }
    }

    /// Reads what follows `\u`, a pair of surrogates included.
    private mutating func scalar() throws(Problem) -> Unicode.Scalar {
        let start = position - 2
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else {
            throw Problem(offset: start, reason: "half of a surrogate pair stands alone")
        }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(
                0x1_0000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
        else { throw Problem(offset: start, reason: "half of a surrogate pair stands alone") }
        return scalar
    }

    private mutating func unit() throws(Problem) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
