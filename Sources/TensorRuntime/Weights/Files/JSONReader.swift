/// Reads JSON from untrusted bytes, a value at a time, without building a tree.
///
/// Only what headers of weight files need: objects, strings, whole numbers, and skipping the
/// rest with a bound on depth (RFC 8259).
struct JSONReader {
    private static let deepest = 32

    private let region: ByteRegion
    private var position = 0

    init(_ region: ByteRegion) { self.region = region }

    /// Reads an object: the function gets each key and must read or skip its value.
    mutating func object(
        _ member: (String, inout JSONReader) throws(WeightError) -> Void
    ) throws(WeightError) {
        try expect("{")
        if accept("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(key, &self)
        } while accept(",")
        try expect("}")
    }

    /// Reads an array: the function must read or skip each element.
    mutating func array(
        _ element: (inout JSONReader) throws(WeightError) -> Void
    ) throws(WeightError) {
        try expect("[")
        if accept("]") { return }
        repeat { try element(&self) } while accept(",")
        try expect("]")
    }

    /// A whole number that isn't negative.
    mutating func count() throws(WeightError) -> Int {
        skipSpace()
        var value = 0
        let first = position
        while let byte = region.byte(at: position), (0x30...0x39).contains(byte) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(byte - 0x30))
            guard !overflow, !carry else { throw wrong("a number is too large") }
            value = sum
            position += 1
        }
        guard position > first else { throw wrong("a whole number is missing") }
        if let byte = region.byte(at: position), [0x2E, 0x45, 0x65].contains(byte) {
            throw wrong("a number is not whole")
        }
        return value
    }

    mutating func string() throws(WeightError) -> String {
        try expect("\"")
        let first = position
        // Nearly every string is plain, and then a slice of the file.
        while let byte = region.byte(at: position), byte != 0x22, byte != 0x5C, byte >= 0x20 {
            position += 1
        }
        guard let plain = region.part(at: first, count: position - first)?.text else {
            throw wrong("a string is not UTF-8")
        }
        if region.byte(at: position) == 0x22 {
            position += 1
            return plain
        }
        var text = plain
        while true {
            let run = position
            while let byte = region.byte(at: position), byte != 0x22, byte != 0x5C, byte >= 0x20 {
                position += 1
            }
            guard let part = region.part(at: run, count: position - run)?.text else {
                throw wrong("a string is not UTF-8")
            }
            text += part
            guard let stop = region.byte(at: position), stop >= 0x20 else {
                throw wrong("a string does not end")
            }
            position += 1
            if stop == 0x22 { return text }
            text.unicodeScalars.append(try escape())
        }
    }

    /// Passes over a value.
    mutating func skip() throws(WeightError) { try skip(depth: 0) }

    /// Only white space may follow.
    mutating func end() throws(WeightError) {
        skipSpace()
        guard position == region.count else { throw wrong("something follows the JSON") }
    }

    private mutating func skip(depth: Int) throws(WeightError) {
        guard depth < Self.deepest else { throw wrong("values are nested too deeply") }
        skipSpace()
        switch region.byte(at: position) {
        case UInt8(ascii: "{"):
            try object { (_, reader) throws(WeightError) in try reader.skip(depth: depth + 1) }
        case UInt8(ascii: "["):
            try array { reader throws(WeightError) in try reader.skip(depth: depth + 1) }
        case UInt8(ascii: "\""):
            _ = try string()
        default:
            let first = position
            while let byte = region.byte(at: position), isWord(byte) { position += 1 }
            guard position > first else { throw wrong("a value is missing") }
        }
    }

    /// Numbers, `true`, `false` and `null`, whose exact form doesn't matter when skipped.
    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private mutating func escape() throws(WeightError) -> Unicode.Scalar {
        guard let kind = region.byte(at: position) else { throw wrong("a string does not end") }
        position += 1
        switch kind {
        case 0x22, 0x2F, 0x5C: return Unicode.Scalar(kind)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let high = try hexadecimal()
            guard (0xD800...0xDBFF).contains(high) else {
                guard let scalar = Unicode.Scalar(high) else { throw wrong("half a surrogate") }
                return scalar
            }
            guard region.byte(at: position) == 0x5C,
                region.byte(at: position + 1) == UInt8(ascii: "u")
            else { throw wrong("half a surrogate") }
            position += 2
            let low = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            else { throw wrong("half a surrogate") }
            return scalar
        default: throw wrong("an unknown escape")
        }
    }

    private mutating func hexadecimal() throws(WeightError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = region.byte(at: position),
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw wrong("an unknown escape") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while let byte = region.byte(at: position), [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            position += 1
        }
    }

    private mutating func accept(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard region.byte(at: position) == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(WeightError) {
        guard accept(mark) else { throw wrong("'\(mark)' is missing") }
    }

    private func wrong(_ what: String) -> WeightError {
        region.malformed("its JSON at byte \(position): \(what)")
    }
}
