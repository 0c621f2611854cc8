extension JSONReader {
    /// Reads a string.
    ///
    /// - Throws: ``JSONError`` where none stands, or one that is no UTF-8, has half a
    ///   surrogate pair or anything else that RFC 8259 forbids.
    public mutating func string() throws(JSONError) -> String {
        let start = position
        let run = try plainRun()
        if closes() { return try Self.text(bytes.span.extracting(run.range), from: start) }
        let decoded = try decoded(after: run).bytes
        return try Self.text(decoded.span, from: start)
    }

    /// ``string()`` as valid UTF-8.
    public mutating func stringBytes() throws(JSONError) -> [UInt8] {
        let start = position
        let run = try plainRun()
        if closes() {
            if !run.isASCII { try Self.check(bytes.span.extracting(run.range), from: start) }
            return Array(bytes[run.range])
        }
        let (decoded, isValid) = try decoded(after: run)
        if !isValid { try Self.check(decoded.span, from: start) }
        return decoded
    }

    private static func text(
        _ contents: Span<UInt8>, from start: Int
    ) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: contents))
        } catch {
            throw JSONError(offset: start, reason: .invalidUTF8)
        }
    }

    private static func check(_ contents: Span<UInt8>, from start: Int) throws(JSONError) {
        do {
            _ = try UTF8Span(validating: contents)
        } catch {
            throw JSONError(offset: start, reason: .invalidUTF8)
        }
    }

    /// Bytes of a string that stand for themselves.
    private typealias Run = (range: Range<Int>, isASCII: Bool)

    /// Passes a string's opening quote and what stands for itself behind it: nearly always
    /// the whole string.
    private mutating func plainRun() throws(JSONError) -> Run {
        guard take("\"") else { throw missing("a string") }
        return run()
    }

    private mutating func run() -> Run {
        let start = position
        var end = start
        var seen: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            seen |= byte
            end += 1
        }
        position = end
        return (start..<end, seen < 0x80)
    }

    private mutating func closes() -> Bool { take("\"") }

    /// Reads a string on from its first run, to its closing quote.
    ///
    /// - Returns: What it stands for, and whether that surely is valid UTF-8. Only bytes that
    ///   stand for themselves can make it invalid: an escape gives a whole character and
    ///   can't complete a broken one.
    private mutating func decoded(
        after first: Run
    ) throws(JSONError) -> (bytes: [UInt8], isValid: Bool) {
        var decoded = Array(bytes[first.range])
        var isValid = first.isASCII
        while !closes() {
            switch next {
            case UInt8(ascii: "\\"): try escape(into: &decoded)
            case nil: throw problem(.openString)
            default: throw problem(.bareControlCharacter)
            }
            let run = run()
            decoded += bytes[run.range]
            isValid = isValid && run.isASCII
        }
        return (decoded, isValid)
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
        position += 1
        guard let letter = next else { throw problem(.openString) }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded += try scalar().utf8
        default: throw JSONError(offset: position - 2, reason: .unknownEscape)
        }
    }

    /// Reads what follows `\u`, a pair of surrogates included.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else {
            throw JSONError(offset: start, reason: .loneSurrogate)
        }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(
                0x1_0000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
        else { throw JSONError(offset: start, reason: .loneSurrogate) }
        return scalar
    }

    private mutating func unit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch next {
            case let byte? where (0x30...0x39).contains(byte): digit = byte - 0x30
            case let byte? where (0x61...0x66).contains(byte | 0x20): digit = (byte | 0x20) - 0x57
            default: throw problem(.expected("four hexadecimal digits"))
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
