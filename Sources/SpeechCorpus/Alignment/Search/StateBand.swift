/// Which states of a graph are alive in a frame: the others are so unlikely that nothing comes of
/// them.
struct StateBand {
    /// The first, and the first behind the last.
    var range: Range<Int>

    /// Those of the next frame that can be reached.
    func next(in graph: PhoneGraph) -> StateBand {
        let last = graph.reach[(range.upperBound - 1) / PhoneGraph.thirds]
        return StateBand(
            range: range.lowerBound..<max(range.upperBound, (last + 1) * PhoneGraph.thirds))
    }

    /// Without what lies below a bound at both ends. Empty where nothing is above.
    func pruned(_ scores: [Float], below bound: Float) -> StateBand {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, scores[low] < bound { low += 1 }
        while high > low, scores[high - 1] < bound { high -= 1 }
        return StateBand(range: low..<high)
    }
}
