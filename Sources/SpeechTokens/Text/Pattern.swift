internal import CICU
internal import Synchronization

/// A regular expression of a tokenizer, by ICU, with a limit on its steps.
///
/// Tokenizer files use Oniguruma's Ruby syntax: `^` and `$` stand at every line, and only
/// a line feed ends one. What means something else there than in ICU is refused.
final class Pattern: Sendable {
    /// The longest expression that is compiled, in UTF-16 units. The longest in use has
    /// some 500.
    static let lengthLimit = 10_000

    /// The expression.
    let source: String
    private let prototype: Matcher
    /// Matchers not lent.
    private let idle = Mutex<[Matcher]>([])

    /// A matcher of ICU's with the text it works on.
    private final class Matcher: @unchecked Sendable {
        // Safety: a matcher is either in its pattern's pool, where nobody calls it, or
        // lent to exactly one call of `matches`; the prototype is only read, by ICU's
        // promise of `uregex_clone`.
        let handle: OpaquePointer
        var units: [UInt16] = []
        init(_ handle: OpaquePointer) { self.handle = handle }
        deinit { syrinx_pattern_close(handle) }
    }

    /// What is wrong with an expression.
    struct Mistake: Error {
        var reason: String
    }

    /// Compiles an expression.
    init(_ expression: String) throws(Mistake) {
        source = expression
        if let foreign = Self.foreign(in: expression) {
            throw Mistake(reason: "uses \(foreign), which ICU understands otherwise")
        }
        let units = Array("(?md)\(expression)".utf16)
        guard units.count <= Self.lengthLimit else {
            throw Mistake(reason: "is longer than \(Self.lengthLimit) characters")
        }
        var place: Int32 = -1
        var name: UnsafePointer<CChar>?
        let handle = units.withUnsafeBufferPointer {
            syrinx_pattern_open($0.baseAddress, Int32($0.count), 0, &place, &name)
        }
        guard let handle else {
            let name = name.map { String(cString: $0) } ?? "out of memory"
            throw Mistake(reason: "is no regular expression (\(name))")
        }
        prototype = Matcher(handle)
    }

    /// An escape that ICU takes for something else than Oniguruma does.
    private static func foreign(in expression: String) -> String? {
        var rest = expression.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else { continue }
            // \h: a hexadecimal digit there, a horizontal space here.
            for letter in "hHR" where escaped == letter.asciiValue { return "\\\(letter)" }
        }
        return nil
    }

    /// Calls `body` with each match in a text that isn't empty, ascending, in UTF-8 offsets.
    func forEachMatch(
        in utf8: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
    ) throws(TokenizerError) {
        guard !utf8.isEmpty else { return }
        guard let matcher = idle.withLock({ $0.popLast() }) ?? clone() else {
            throw .patternGaveUp(pattern: source)
        }
        defer { idle.withLock { $0.append(matcher) } }
        transcode(utf8, into: &matcher.units)
        let isASCII = matcher.units.count == utf8.count
        let complete = matcher.units.withUnsafeBufferPointer { units in
            // A sensible expression takes some steps a character: ten thousand of them are
            // one of ICU's units. Enough for that, too little for one that explodes.
            let limit = Int32(clamping: 50 + units.count / 100)
            guard syrinx_pattern_set_limit(matcher.handle, limit) == 0,
                syrinx_pattern_set_text(
                    matcher.handle, units.baseAddress, Int32(clamping: units.count)) == 0
            else { return false }
            defer { _ = syrinx_pattern_set_text(matcher.handle, Self.emptyText, 0) }
            var start: Int32 = 0
            var end: Int32 = 0
            var unit = 0
            var offset = 0
            func utf8Offset(_ target: Int32) -> Int {
                guard !isASCII else { return Int(target) }
                while unit < target {
                    offset += Self.utf8Length(units[unit])
                    unit += 1
                }
                return offset
            }
            while true {
                switch syrinx_pattern_find(matcher.handle, &start, &end) {
                case 0: return true
                case 1:
                    guard end > start else { continue }
                    let lower = utf8Offset(start)
                    body(lower..<utf8Offset(end))
                default: return false
                }
            }
        }
        guard complete else { throw .patternGaveUp(pattern: source) }
    }

    private func clone() -> Matcher? {
        syrinx_pattern_clone(prototype.handle).map(Matcher.init)
    }

    /// How many bytes of UTF-8 a unit adds; a pair's are counted at its second half.
    @inline(__always)
    static func utf8Length(_ unit: UInt16) -> Int {
        switch unit {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0xD800..<0xDC00: 0
        case 0xDC00..<0xE000: 4
        default: 3
        }
    }

    // Safety: allocated once, never freed, never written after this line.
    private nonisolated(unsafe) static let emptyText: UnsafePointer<UInt16> = {
        let text = UnsafeMutablePointer<UInt16>.allocate(capacity: 1)
        text.initialize(to: 0)
        return UnsafePointer(text)
    }()
}

/// Turns valid UTF-8 into UTF-16, in an array that is used again.
private func transcode(_ utf8: UnsafeBufferPointer<UInt8>, into units: inout [UInt16]) {
    units.removeAll(keepingCapacity: true)
    units.reserveCapacity(utf8.count)
    var at = 0
    /// A continuation byte's bits.
    func more(_ distance: Int) -> UInt32 {
        at + distance < utf8.count ? UInt32(utf8[at + distance] & 0x3F) : 0
    }
    while at < utf8.count {
        let byte = utf8[at]
        switch byte {
        case 0..<0x80:
            units.append(UInt16(byte))
            at += 1
        case 0x80..<0xE0:
            units.append(UInt16(UInt32(byte & 0x1F) << 6 | more(1)))
            at += 2
        case 0xE0..<0xF0:
            units.append(UInt16(UInt32(byte & 0x0F) << 12 | more(1) << 6 | more(2)))
            at += 3
        default:
            let scalar = UInt32(byte & 0x07) << 18 | more(1) << 12 | more(2) << 6 | more(3)
            let above = scalar &- 0x10000
            units.append(UInt16(truncatingIfNeeded: 0xD800 + (above >> 10 & 0x3FF)))
            units.append(UInt16(truncatingIfNeeded: 0xDC00 + (above & 0x3FF)))
            at += 4
        }
    }
}
