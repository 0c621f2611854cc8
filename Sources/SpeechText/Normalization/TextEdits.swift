/// Replacements for parts of a text, gathered in ascending order.
struct TextEdits {
    /// The replacements: ascending, disjoint.
    private(set) var list: [(range: Range<Int>, text: String)] = []

    /// Whether nothing is replaced.
    var isEmpty: Bool { list.isEmpty }

    /// Replaces a range, which must begin at or after the end of the last one.
    mutating func replace(_ range: Range<Int>, with text: String) {
        list.append((range, text))
    }

    /// Where ranges that no edit overlaps are after the edits.
    func moved(_ ranges: [Range<Int>]) -> [Range<Int>] {
        guard !list.isEmpty else { return ranges }
        // Ranges may come in any order: walk them by their start.
        let order = ranges.indices.sorted { ranges[$0].lowerBound < ranges[$1].lowerBound }
        var result = ranges
        var shift = 0
        var next = 0
        for index in order {
            let range = ranges[index]
            while next < list.count, list[next].range.upperBound <= range.lowerBound {
                shift += list[next].text.utf8.count - list[next].range.count
                next += 1
            }
            result[index] = range.lowerBound + shift..<range.upperBound + shift
        }
        return result
    }
}
