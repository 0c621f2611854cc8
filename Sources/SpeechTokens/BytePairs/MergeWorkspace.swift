/// The memory in which pieces are merged, used again and again.
struct MergeWorkspace {
    /// The tokens of the piece.
    var symbols: [BytePairModel.Symbol] = []
    private var ranks: [UInt32] = []
    private var heap = RankHeap()
    private var next: [Int32] = []
    private var previous: [Int32] = []

    private static let none = UInt32.max
    /// Up to here a search through all ranks is quicker than a heap.
    private static let shortPiece = 40

    /// Merges neighbours until no merge is left.
    mutating func mergeSymbols(by merges: MergeTable) {
        guard symbols.count > 1 else { return }
        if symbols.count <= Self.shortPiece {
            mergeFew(by: merges)
        } else {
            mergeMany(by: merges)
        }
    }

    private mutating func mergeFew(by merges: MergeTable) {
        ranks.removeAll(keepingCapacity: true)
        for index in 1..<symbols.count {
            ranks.append(
                merges.merge(symbols[index - 1].token, symbols[index].token)?.rank ?? Self.none)
        }
        while true {
            var best = Self.none
            var place = 0
            for index in ranks.indices where ranks[index] < best {
                best = ranks[index]
                place = index
            }
            guard best != Self.none,
                let merge = merges.merge(symbols[place].token, symbols[place + 1].token)
            else { return }
            symbols[place].token = merge.token
            symbols[place].length += symbols[place + 1].length
            symbols.remove(at: place + 1)
            ranks.remove(at: place)
            if place > 0 {
                ranks[place - 1] =
                    merges.merge(symbols[place - 1].token, merge.token)?.rank ?? Self.none
            }
            if place < ranks.count {
                ranks[place] =
                    merges.merge(merge.token, symbols[place + 1].token)?.rank ?? Self.none
            }
        }
    }

    /// The same in O(n log n): symbols in a linked list, candidates in a heap. A candidate
    /// that a merge nearby has overtaken is known by its rank: the pair at its place has
    /// another by then.
    private mutating func mergeMany(by merges: MergeTable) {
        let count = symbols.count
        next = (0..<count).map { Int32($0 + 1) }
        previous = (0..<count).map { Int32($0 - 1) }
        heap.removeAll()
        for index in 0..<count - 1 { offer(index, merges) }
        while let candidate = heap.popFirst() {
            let place = candidate.place
            let follower = Int(next[place])
            // A symbol that was merged into another has a length of 0.
            guard symbols[place].length > 0, follower < count,
                let merge = merges.merge(symbols[place].token, symbols[follower].token),
                merge.rank == candidate.rank
            else { continue }
            symbols[place].token = merge.token
            symbols[place].length += symbols[follower].length
            symbols[follower].length = 0
            next[place] = next[follower]
            if Int(next[place]) < count { previous[Int(next[place])] = Int32(place) }
            if previous[place] >= 0 { offer(Int(previous[place]), merges) }
            offer(place, merges)
        }
        symbols.removeAll { $0.length == 0 }
    }

    private mutating func offer(_ place: Int, _ merges: MergeTable) {
        let follower = Int(next[place])
        guard follower < symbols.count,
            let merge = merges.merge(symbols[place].token, symbols[follower].token)
        else { return }
        heap.insert(rank: merge.rank, place: place)
    }
}

/// Candidates by rank, then place: a binary heap of both in one number.
struct RankHeap {
    private var entries: [UInt64] = []

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// - Precondition: `place` is from 0 to `UInt32.max`.
    mutating func insert(rank: UInt32, place: Int) {
        let entry = UInt64(rank) << 32 | UInt64(UInt32(place))
        var index = entries.count
        entries.append(entry)
        while index > 0 {
            let parent = (index - 1) / 2
            guard entries[parent] > entry else { break }
            entries[index] = entries[parent]
            index = parent
        }
        entries[index] = entry
    }

    mutating func popFirst() -> (rank: UInt32, place: Int)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        var index = 0
        if !entries.isEmpty {
            while true {
                var child = 2 * index + 1
                guard child < entries.count else { break }
                if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
                guard entries[child] < last else { break }
                entries[index] = entries[child]
                index = child
            }
            entries[index] = last
        }
        return (UInt32(first >> 32), Int(first & 0xFFFF_FFFF))
    }
}
