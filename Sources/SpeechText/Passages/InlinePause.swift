/// The inline notation of a pause, in any format: `[pause:1.5s]`, `[pause:500ms]`,
/// `[pause:2]` (seconds).
enum InlinePause {
    /// The longest pause that a text may ask for, in milliseconds; what is longer
    /// is cut to it.
    static let longest = 60_000

    /// The most bytes that the time of a pause and its bracket may have.
    private static let longestTime = 24

    /// The pause written at an offset, and where its notation ends; nil if none is.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> (milliseconds: Int, end: Int)? {
        var offset = start
        for expected in "[pause:".utf8 {
            guard offset < upper, bytes[offset] | 0x20 == expected | 0x20 else { return nil }
            offset += 1
        }
        // Nobody writes a longer one by hand; the bound keeps "[pause:[pause:…" linear.
        guard let close = bytes[offset..<min(upper, offset + longestTime)].firstIndex(of: 0x5D),
            let milliseconds = milliseconds(
                String(decoding: bytes[offset..<close], as: UTF8.self), unitless: 1000)
        else { return nil }
        return (min(milliseconds, longest), close + 1)
    }

    /// Whether the text ends where the notation of a pause may have begun at an offset.
    static func isCut(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Bool {
        var offset = start
        for expected in "[pause:".utf8 {
            guard offset < upper else { return true }
            guard bytes[offset] | 0x20 == expected | 0x20 else { return false }
            offset += 1
        }
        return upper < offset + longestTime && !bytes[offset..<upper].contains(0x5D)
    }

    /// A time such as `1.5s`, `500ms` or `+2s` in milliseconds; nil where it is not one.
    ///
    /// - Parameter unitless: How many milliseconds a number without a unit counts;
    ///   nil: it needs a unit.
    static func milliseconds(_ text: String, unitless: Double? = nil) -> Int? {
        var digits = Substring(text)
        while digits.first == " " { digits.removeFirst() }
        while digits.last == " " { digits.removeLast() }
        var factor = unitless
        if digits.hasSuffix("ms") {
            factor = 1
            digits.removeLast(2)
        } else if digits.hasSuffix("s") {
            factor = 1000
            digits.removeLast()
        }
        while digits.last == " " { digits.removeLast() }
        if digits.first == "+" { digits.removeFirst() }
        guard let factor, let value = UnsignedDecimal.parse(digits) else { return nil }
        return Int(min(value * factor, 1e15).rounded())
    }
}

/// Numbers as markup writes them.
enum UnsignedDecimal {
    /// `12`, `1.5` or `.5`; nil for anything else, exponents and signs included.
    static func parse(_ text: Substring) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 20,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
            text.utf8.first != 0x2E || text.utf8.count > 1
        else { return nil }
        return Double(text.utf8.first == 0x2E ? "0" + text : text)
    }
}
