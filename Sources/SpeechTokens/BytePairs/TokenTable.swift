/// A vocabulary: token to ID and back. Tokens are bytes, compared byte by byte.
struct TokenTable: Sendable {
    /// IDs are below this. The largest vocabularies in use have 262,144 tokens.
    static let idLimit = 1 << 22

    private var storage: [UInt8] = []
    /// By ID; a length of `UInt32.max`: no such token.
    private var spans: [(start: UInt32, length: UInt32)] = []
    /// Hash table of IDs with open addressing; -1: free. Its size is a power of two.
    private var slots: [Int32] = [Int32](repeating: -1, count: 64)
    /// How many tokens there are.
    private(set) var count = 0

    /// One more than the highest ID.
    var upperBound: Int { spans.count }

    /// Why a token can't be added.
    enum Conflict: Error {
        /// The token has another ID already.
        case token(Int32)
        /// The ID has another token already.
        case id
    }

    /// Adds a token; once more the same is nothing.
    ///
    /// - Precondition: `id` is from 0 to ``idLimit`` - 1, and all tokens together are
    ///   smaller than 4 GiB, which the limit on files sees to.
    mutating func insert(_ token: [UInt8], id: Int32) throws(Conflict) {
        if let known = self.id(of: token) {
            guard known == id else { throw .token(known) }
            return
        }
        let index = Int(id)
        if index >= spans.count {
            let none: (start: UInt32, length: UInt32) = (0, .max)
            spans += repeatElement(none, count: index + 1 - spans.count)
        }
        guard spans[index].length == .max else { throw .id }
        spans[index] = (UInt32(storage.count), UInt32(token.count))
        storage += token
        count += 1
        if count * 2 > slots.count { grow() }
        token.withUnsafeBufferPointer { occupy(slot(of: $0), id) }
    }

    /// The ID of a token.
    func id(of token: [UInt8]) -> Int32? { token.withUnsafeBufferPointer(id(of:)) }

    /// The ID of a token.
    func id(of token: UnsafeBufferPointer<UInt8>) -> Int32? {
        let found = slots[slot(of: token)]
        return found < 0 ? nil : found
    }

    /// The token of an ID.
    func token(of id: Int32) -> ArraySlice<UInt8>? {
        guard id >= 0, Int(id) < spans.count, spans[Int(id)].length != .max else { return nil }
        let span = spans[Int(id)]
        return storage[Int(span.start)..<Int(span.start) + Int(span.length)]
    }

    /// The slot that holds a token, or the free one where it would go.
    private func slot(of token: UnsafeBufferPointer<UInt8>) -> Int {
        // Swift's seeded hash: a file can't be made to collide.
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(token))
        let mask = slots.count - 1
        var slot = hasher.finalize() & mask
        while slots[slot] >= 0 {
            let span = spans[Int(slots[slot])]
            if Int(span.length) == token.count,
                storage[Int(span.start)..<Int(span.start) + token.count].elementsEqual(token)
            {
                return slot
            }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func occupy(_ slot: Int, _ id: Int32) { slots[slot] = id }

    private mutating func grow() {
        let ids = slots.filter { $0 >= 0 }
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for id in ids {
            let span = spans[Int(id)]
            let free = storage.withUnsafeBufferPointer {
                slot(of: .init(rebasing: $0[Int(span.start)..<Int(span.start + span.length)]))
            }
            slots[free] = id
        }
    }
}
