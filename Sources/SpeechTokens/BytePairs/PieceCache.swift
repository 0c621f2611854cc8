/// Remembers the tokens of short pieces: most of a text are words that came before.
///
/// It has a fixed number of places; a piece that falls on a taken one replaces it.
struct PieceCache {
    /// The longest piece that is remembered, in bytes.
    static let longestPiece = 16
    /// The most tokens of a piece that is remembered.
    static let mostTokens = 4
    private static let places = 1 << 13

    private struct Entry {
        /// The bytes, filled up by zeros.
        var low: UInt64 = 0
        var high: UInt64 = 0
        var length: UInt8 = 0
        var count: UInt8 = 0
        var lengths: SIMD4<UInt8> = .zero
        var tokens: SIMD4<Int32> = .zero
    }

    private var entries: [Entry] = []

    /// A piece as a key; nil: too long.
    struct Key {
        fileprivate var low: UInt64
        fileprivate var high: UInt64
        fileprivate var length: UInt8
        fileprivate var place: Int

        init?(_ piece: UnsafeBufferPointer<UInt8>) {
            guard piece.count <= PieceCache.longestPiece else { return nil }
            low = 0
            high = 0
            length = UInt8(piece.count)
            for index in 0..<min(8, piece.count) {
                low |= UInt64(piece[index]) << (8 * UInt64(index))
            }
            for index in 8..<max(8, piece.count) {
                high |= UInt64(piece[index]) << (8 * UInt64(index - 8))
            }
            // Multiplication by the golden ratio spreads the bits into the upper ones.
            let mixed = (low ^ (high &<< 31 | high &>> 33)) &* 0x9E37_79B9_7F4A_7C15
            place = Int(((mixed ^ (mixed &>> 29)) &* 0x9E37_79B9_7F4A_7C15) &>> 51)
        }
    }

    /// Calls `body` with each token of a piece and says whether it was remembered.
    @inline(__always)
    func forEach(_ key: Key, _ body: (Int32, Int32) -> Void) -> Bool {
        guard !entries.isEmpty else { return false }
        let entry = entries[key.place]
        guard entry.count > 0, entry.low == key.low, entry.high == key.high,
            entry.length == key.length
        else { return false }
        for index in 0..<Int(entry.count) {
            body(entry.tokens[index], Int32(entry.lengths[index]))
        }
        return true
    }

    /// Remembers the tokens of a piece, if they are few.
    mutating func remember(_ key: Key, _ symbols: [BytePairModel.Symbol]) {
        guard (1...Self.mostTokens).contains(symbols.count) else { return }
        if entries.isEmpty { entries = [Entry](repeating: Entry(), count: Self.places) }
        var entry = Entry()
        entry.low = key.low
        entry.high = key.high
        entry.length = key.length
        entry.count = UInt8(symbols.count)
        for (index, symbol) in symbols.enumerated() {
            entry.tokens[index] = symbol.token
            entry.lengths[index] = UInt8(symbol.length)
        }
        entries[key.place] = entry
    }
}
