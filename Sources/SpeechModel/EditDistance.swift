/// How alike two names are, for errors that propose what may have been meant.
public enum EditDistance {
    /// The number of letters to insert, delete, replace or swap with their
    /// neighbour to turn one text into another (optimal string alignment).
    ///
    /// - Complexity: O(*n* × *m*); texts beyond 64 letters are cut there.
    public static func between(_ a: some StringProtocol, _ b: some StringProtocol) -> Int {
        let a = Array(a.lowercased().unicodeScalars.prefix(64))
        let b = Array(b.lowercased().unicodeScalars.prefix(64))
        guard !a.isEmpty else { return b.count }
        guard !b.isEmpty else { return a.count }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let same = a[i - 1] == b[j - 1]
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }

    /// The names most like a mistaken one, best first: those within a third of
    /// its length (at least two edits), or that contain it.
    public static func near(_ name: String, among names: [String], most: Int = 4) -> [String] {
        let reach = max(2, min(name.count, 64) / 3)
        return names.compactMap { candidate -> (String, Int)? in
            // `slt` should find `flite/slt`: the part behind the slash counts as well.
            let short = candidate.split(separator: "/").last.map(String.init) ?? candidate
            let distance = min(between(name, candidate), between(name, short))
            if distance <= reach { return (candidate, distance) }
            let contained = name.count >= 3 && candidate.lowercased().contains(name.lowercased())
            return contained ? (candidate, reach) : nil
        }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        .prefix(most).map(\.0)
    }
}
