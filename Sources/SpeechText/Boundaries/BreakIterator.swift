import CICU
import Synchronization

/// ICU's boundary analysis over UTF-8 (UAX #29), with the rules of the root
/// locale.
///
/// Opening one costs tens of microseconds, so they are kept in a pool and lent.
final class BreakIterator: @unchecked Sendable {
    // Safety: an iterator is either in the pool, where nobody calls it, or lent to
    // exactly one call of `boundaries(of:in:)`, which gives it back when done.

    /// What lies between two boundaries.
    enum Kind: Int, CaseIterable, Sendable {
        /// Graphemes: what a reader sees as one character.
        case character
        /// Words and the marks and spaces between them.
        case word
        /// Sentences with the spaces behind them.
        case sentence
    }

    private let handle: OpaquePointer

    private init?(_ kind: Kind) {
        let kinds = [SYRINX_BREAK_CHARACTER, SYRINX_BREAK_WORD, SYRINX_BREAK_SENTENCE]
        guard let handle = syrinx_break_open(kinds[kind.rawValue]) else { return nil }
        self.handle = handle
    }

    deinit { syrinx_break_close(handle) }

    private static let idle = Mutex<[[BreakIterator]]>(
        Array(repeating: [], count: Kind.allCases.count))

    /// Calls `body` with each boundary of a text in ascending order, without 0,
    /// until it returns false. Where ICU has no data the only boundary is the end.
    static func forEachBoundary(
        _ kind: Kind, in bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Bool
    ) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        let pooled = idle.withLock { $0[kind.rawValue].popLast() }
        guard let iterator = pooled ?? BreakIterator(kind), bytes.count <= Int(Int32.max),
            base.withMemoryRebound(
                to: CChar.self, capacity: bytes.count,
                { syrinx_break_set_text(iterator.handle, $0, Int32(bytes.count)) }) == 0
        else {
            _ = body(bytes.count)
            return
        }
        while true {
            let boundary = syrinx_break_next(iterator.handle)
            if boundary < 0 || !body(Int(boundary)) { break }
        }
        // The text goes away: point the iterator at something that stays.
        _ = syrinx_break_set_text(iterator.handle, emptyText, 0)
        idle.withLock { $0[kind.rawValue].append(iterator) }
    }

    /// The boundaries of a text, ascending, without 0.
    static func boundaries(_ kind: Kind, in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var result: [Int] = []
        forEachBoundary(kind, in: bytes) {
            result.append($0)
            return true
        }
        return result
    }

    // Safety: allocated once, never freed, never written after this line.
    private nonisolated(unsafe) static let emptyText: UnsafePointer<CChar> = {
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        text.initialize(to: 0)
        return UnsafePointer(text)
    }()
}
