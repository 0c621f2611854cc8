/// Which two neighbouring tokens become one, and how soon.
struct MergeTable: Sendable {
    /// A merge: the lower the rank, the sooner.
    struct Merge: Sendable {
        var rank: UInt32
        var token: Int32
    }

    /// The two IDs, the left one above; all ones: free.
    private var keys: [UInt64]
    private var merges: [Merge]
    private let shift: UInt64
    /// Odd and random, so that a file can't be made to collide (multiply-shift hashing,
    /// Dietzfelbinger et al. 1997).
    private let multiplier: UInt64

    init(capacity: Int) {
        var bits = 4
        while 1 << bits < capacity * 2 { bits += 1 }
        keys = [UInt64](repeating: .max, count: 1 << bits)
        merges = [Merge](repeating: Merge(rank: 0, token: 0), count: 1 << bits)
        shift = UInt64(64 - bits)
        multiplier = .random(in: 0...(.max)) | 1
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* multiplier) &>> shift)
        while keys[slot] != key, keys[slot] != .max { slot = (slot + 1) & mask }
        return slot
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    /// Sets a merge; a later one of the same pair counts, as at Hugging Face.
    ///
    /// - Precondition: not more pairs than the capacity.
    mutating func set(_ left: Int32, _ right: Int32, _ merge: Merge) {
        let slot = slot(of: Self.key(left, right))
        keys[slot] = Self.key(left, right)
        merges[slot] = merge
    }

    /// The merge of a pair.
    @inline(__always)
    func merge(_ left: Int32, _ right: Int32) -> Merge? {
        let slot = slot(of: Self.key(left, right))
        return keys[slot] == .max ? nil : merges[slot]
    }
}
