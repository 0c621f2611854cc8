import CICU
import Synchronization

/// A regular expression in ICU's syntax, with a limit on its steps.
final class Pattern: Sendable {
    /// A mistake in an expression.
    struct Mistake: Error {
        /// ICU's name of it.
        var name: String
        /// Where in the expression, in characters; nil where ICU does not say.
        var place: Int?
    }

    /// A place where it matched, with its groups.
    struct Match {
        /// The whole match, in UTF-8 offsets.
        var range: Range<Int>
        /// What each group matched, the whole first; nil: took no part.
        var groups: [String?]

        /// A replacement with `$1` and its like filled in; `$$` is a dollar.
        func expanded(_ template: String) -> String {
            guard template.utf8.contains(0x24) else { return template }
            var result = ""
            var rest = Substring(template)
            while let character = rest.popFirst() {
                guard character == "$", let next = rest.first else {
                    result.append(character)
                    continue
                }
                if next == "$" {
                    result.append("$")
                    rest.removeFirst()
                } else if let digit = next.wholeNumberValue, next.isASCII {
                    rest.removeFirst()
                    result += groups.indices.contains(digit) ? groups[digit] ?? "" : ""
                } else {
                    result.append("$")
                }
            }
            return result
        }
    }

    /// A matcher of ICU's, used by one thread at a time.
    private final class Matcher: @unchecked Sendable {
        // Safety: a matcher is either in its pattern's pool, where nobody calls it,
        // or lent to exactly one call of `matches(in:)`.
        let handle: OpaquePointer
        init(_ handle: OpaquePointer) { self.handle = handle }
        deinit { syrinx_pattern_close(handle) }
    }

    /// Matchers not lent; the prototype is always among them or lent last.
    private let idle: Mutex<[Matcher]>
    private let prototype: Matcher
    /// The expression.
    let source: String
    /// How many groups the expression has.
    let groupCount: Int

    /// Compiles an expression.
    init(_ expression: String, matchesCase: Bool) throws(Mistake) {
        source = expression
        var place: Int32 = -1
        var name: UnsafePointer<CChar>?
        let units = Array(expression.utf16)
        let handle = units.withUnsafeBufferPointer {
            syrinx_pattern_open(
                $0.baseAddress, Int32(clamping: $0.count), matchesCase ? 0 : 1, &place, &name)
        }
        guard let handle else {
            throw Mistake(
                name: name.map { String(cString: $0) } ?? "out of memory",
                place: place > 0 ? Int(place) : nil)
        }
        prototype = Matcher(handle)
        idle = Mutex([])
        groupCount = Int(syrinx_pattern_group_count(handle))
    }

    /// The matches in a text, ascending, empty ones left out; nil where the expression
    /// takes too many steps.
    func matches(in utf8: [UInt8]) -> [Match]? {
        guard let matcher = idle.withLock({ $0.popLast() }) ?? clone() else { return nil }
        defer { idle.withLock { $0.append(matcher) } }
        let text = String(decoding: utf8, as: UTF8.self)
        let units = Array(text.utf16)
        guard !units.isEmpty else { return [] }
        return units.withUnsafeBufferPointer { units in
            var found: [(Range<Int>, [Range<Int>?])] = []
            guard
                syrinx_pattern_set_text(
                    matcher.handle, units.baseAddress, Int32(clamping: units.count)) == 0
            else { return nil }
            defer { _ = syrinx_pattern_set_text(matcher.handle, Self.emptyText, 0) }
            var start: Int32 = 0
            var end: Int32 = 0
            while true {
                switch syrinx_pattern_find(matcher.handle, &start, &end) {
                case 0: return Self.matches(found, units)
                case 1:
                    guard end > start else { continue }
                    let whole = Int(start)..<Int(end)
                    var groups: [Range<Int>?] = [whole]
                    for group in 0..<min(groupCount, 9) {
                        let took = syrinx_pattern_group(
                            matcher.handle, Int32(group + 1), &start, &end)
                        groups.append(took == 0 ? Int(start)..<Int(end) : nil)
                    }
                    found.append((whole, groups))
                default: return nil
                }
            }
        }
    }

    private func clone() -> Matcher? {
        // The prototype is only ever read, by ICU's promise of `uregex_clone`.
        syrinx_pattern_clone(prototype.handle).map(Matcher.init)
    }

    /// Turns UTF-16 offsets into UTF-8 offsets.
    private static func matches(
        _ found: [(Range<Int>, [Range<Int>?])], _ units: UnsafeBufferPointer<UInt16>
    ) -> [Match] {
        guard !found.isEmpty else { return [] }
        var offsets = [Int](repeating: 0, count: units.count + 1)
        var offset = 0
        for index in units.indices {
            offsets[index] = offset
            switch units[index] {
            case 0..<0x80: offset += 1
            case 0x80..<0x800: offset += 2
            // A pair of surrogates makes four bytes, counted at its second half.
            case 0xD800..<0xDC00: break
            case 0xDC00..<0xE000: offset += 4
            default: offset += 3
            }
        }
        offsets[units.count] = offset
        return found.map { whole, groups in
            Match(
                range: offsets[whole.lowerBound]..<offsets[whole.upperBound],
                groups: groups.map { $0.map { String(decoding: units[$0], as: UTF16.self) } })
        }
    }

    // Safety: allocated once, never freed, never written after this line.
    private nonisolated(unsafe) static let emptyText: UnsafePointer<UInt16> = {
        let text = UnsafeMutablePointer<UInt16>.allocate(capacity: 1)
        text.initialize(to: 0)
        return UnsafePointer(text)
    }()
}
