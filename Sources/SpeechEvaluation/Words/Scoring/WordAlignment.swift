/// A word that was heard otherwise than it was said.
public struct WordEdit: Sendable, Equatable {
    /// What became of a word.
    public enum Kind: String, Sendable, Codable {
        case substitution, deletion, insertion
    }

    /// What became of the word.
    public let kind: Kind
    /// The word's place in the reference, from 0; for an insertion that of the word before
    /// which it was heard.
    public let position: Int
    /// What was said; nil for an insertion.
    public let reference: String?
    /// What was heard; nil for a deletion.
    public let hypothesis: String?
}

/// Which words of a reference were heard, by the least number of edits.
///
/// Of alignments with equally few edits the one with the fewest substitutions is taken, that is
/// with the most correct words. NIST's sclite weighs likewise: a substitution costs it 4, an
/// insertion or deletion 3 (SCTK, doc/sclite.htm, "sclite's string alignment"), so that a deletion
/// and an insertion around a correct word are preferred to two substitutions. Unlike sclite, the
/// number of errors is always the smallest, as usual for word error rates. Both numbers
/// together leave no choice among the three kinds.
public struct WordAlignment: Sendable, Equatable {
    /// What was not heard as it was said, in order.
    public let edits: [WordEdit]
    /// How many words of each kind there are.
    public let counts: WordCounts

    /// The most that the product of both lengths may be: the table takes a byte for each pair.
    public static let mostPairs = 1 << 28

    /// Aligns words.
    ///
    /// - Returns: nil where there are more pairs of words than ``mostPairs``.
    public init?(reference: [String], hypothesis: [String]) {
        let (pairs, overflows) = (reference.count + 1).multipliedReportingOverflow(
            by: hypothesis.count + 1)
        guard !overflows, pairs <= Self.mostPairs else { return nil }
        var numbers: [String: Int] = [:]
        func number(_ word: String) -> Int {
            if let known = numbers[word] { return known }
            numbers[word] = numbers.count
            return numbers.count - 1
        }
        let said = reference.map(number)
        let heard = hypothesis.map(number)
        let steps = Self.steps(said, heard)

        var edits: [WordEdit] = []
        var counts = WordCounts()
        var (row, column) = (said.count, heard.count)
        while row > 0 || column > 0 {
            switch steps[row * (heard.count + 1) + column] {
            case .correct:
                (row, column) = (row - 1, column - 1)
                counts.correct += 1
            case .substitution:
                (row, column) = (row - 1, column - 1)
                counts.substitutions += 1
                edits.append(
                    WordEdit(
                        kind: .substitution, position: row, reference: reference[row],
                        hypothesis: hypothesis[column]))
            case .deletion:
                row -= 1
                counts.deletions += 1
                edits.append(
                    WordEdit(
                        kind: .deletion, position: row, reference: reference[row],
                        hypothesis: nil))
            case .insertion:
                column -= 1
                counts.insertions += 1
                edits.append(
                    WordEdit(
                        kind: .insertion, position: row, reference: nil,
                        hypothesis: hypothesis[column]))
            }
        }
        self.edits = edits.reversed()
        self.counts = counts
    }

    private enum Step: UInt8 { case correct, substitution, deletion, insertion }

    /// The last step of the best way to each pair of lengths, row by row of the reference.
    private static func steps(_ said: [Int], _ heard: [Int]) -> [Step] {
        // Errors first, then substitutions; fewer than 2^28 of either.
        let edit = 1 << 32
        let width = heard.count + 1
        var steps = [Step](repeating: .insertion, count: (said.count + 1) * width)
        var costs = (0..<width).map { $0 * edit }
        for row in 1..<(said.count + 1) {
            var diagonal = costs[0]
            costs[0] = row * edit
            steps[row * width] = .deletion
            for column in 1..<width {
                let isEqual = said[row - 1] == heard[column - 1]
                var best = diagonal + (isEqual ? 0 : edit + 1)
                var step = isEqual ? Step.correct : .substitution
                diagonal = costs[column]
                if diagonal + edit < best { (best, step) = (diagonal + edit, .deletion) }
                if costs[column - 1] + edit < best {
                    (best, step) = (costs[column - 1] + edit, .insertion)
                }
                costs[column] = best
                steps[row * width + column] = step
            }
        }
        return steps
    }
}
