import SpeechText

/// The end of a chunk.
struct Cut: Sendable {
    /// The queued sentence in which it is, the first being 0.
    var entry: Int
    /// The place there.
    var mark: Mark
    /// Whether it is the end of that sentence.
    var isEnd: Bool
    /// The weight of the chunk.
    var weight: Double
    var boundary: Boundary
    var warnings: [PlanWarning] = []
}

/// How far the search for a chunk's end has come. It is kept while sentences are
/// missing, so that no mark is looked at twice for one chunk.
struct MarkScan: Sendable {
    /// The sentence and the mark to look at next.
    var entry = 0
    var mark = 0
    /// Weight and bytes of the chunk's text before that sentence, the space that
    /// joins it included.
    var weight = 0.0
    var bytes = 0
    /// Whether there is something to say in that text.
    var isSpeakable = false
    /// The last permitted mark within the limit.
    var within: Cut?
    /// The last clause mark within the limit and the first one beyond, where those
    /// are the second choice.
    var clauseWithin: Cut?
    var clauseBeyond: Cut?
}

extension Chunker {
    /// The end of the next chunk, or nil while it depends on what is to come.
    mutating func findEnd(_ limits: ChunkLimits) -> Cut? {
        while scan.entry < queue.count {
            let marks = queue[scan.entry].marks.count
            while scan.mark < marks {
                switch look(limits) {
                case .decided(let cut): return cut
                case .unknown: return nil
                case .further: scan.mark += 1
                }
            }
            enterNextSentence()
        }
        return nil
    }

    private enum Look {
        case decided(Cut)
        case unknown
        case further
    }

    /// Looks at one mark.
    private mutating func look(_ limits: ChunkLimits) -> Look {
        let index = scan.entry
        let sentence = queue[index]
        let mark = sentence.marks[scan.mark]
        let lower = index == 0 ? start : sentence.content.lowerBound
        if mark.textEnd <= lower { return .further }
        let weight = scan.weight + mark.weight - (index == 0 ? startWeight : 0)
        let length = PlanLength.of(
            weight: weight, bytes: scan.bytes + mark.textEnd - lower)
        if length > limits.limit, let within = scan.within { return .decided(within) }
        if length > limits.reach {
            return .decided(scan.clauseWithin ?? scan.clauseBeyond ?? wordCut(limits))
        }
        let isEnd = scan.mark == sentence.marks.count - 1
        let boundary = isEnd ? sentence.boundary : .clause
        let cut = Cut(
            entry: index, mark: mark, isEnd: isEnd, weight: weight, boundary: boundary)
        if isEnd {
            if isHardEnd(index), !isLast(index) || sentence.isSettled { return .decided(cut) }
            if isLast(index) {
                // What comes may make it a hard end: the same where it is one anyway.
                guard sentence.isSettled, limits.isFirst else { return .unknown }
                guard case .decided = note(cut, length, limits, from: lower) else {
                    return .unknown
                }
            }
        }
        return note(cut, length, limits, from: lower)
    }

    /// Decides for a mark that need not be taken, or remembers it.
    private mutating func note(
        _ cut: Cut, _ length: Double, _ limits: ChunkLimits, from lower: Int
    ) -> Look {
        guard cut.boundary > .word, isSpeakable(cut.entry, lower..<cut.mark.textEnd)
        else { return .further }
        if cut.boundary == .clause, !limits.allowsClauses {
            if length <= limits.limit {
                scan.clauseWithin = cut
            } else if scan.clauseBeyond == nil {
                scan.clauseBeyond = cut
            }
            return .further
        }
        if limits.isFirst || length > limits.limit { return .decided(cut) }
        scan.within = cut
        return .further
    }

    private mutating func enterNextSentence() {
        let index = scan.entry
        let sentence = queue[index]
        let lower = index == 0 ? start : sentence.content.lowerBound
        scan.isSpeakable = isSpeakable(index, lower..<sentence.content.upperBound)
        scan.weight += sentence.weight - (index == 0 ? startWeight : 0)
        scan.bytes += sentence.content.upperBound - lower
        if index + 1 < queue.count, isSpaced(index) {
            scan.weight += 1
            scan.bytes += 1
        }
        scan.entry += 1
        scan.mark = 0
    }

    /// Whether the sentence behind a queued one is not there yet, but will be.
    private func isLast(_ index: Int) -> Bool {
        index == queue.count - 1 && !queue[index].endsText
    }

    /// Whether no chunk may run from a queued sentence into the one behind it.
    private func isHardEnd(_ index: Int) -> Bool {
        queue[index].endsText || queue[index].boundary == .paragraph
            || queue[index].pauseAfter != nil || queue[index].isApart
    }

    /// Whether a space joins a queued sentence to the one behind it.
    func isSpaced(_ index: Int) -> Bool { queue[index].isSpaced }

    /// Whether there is something to say up to a place in a queued sentence; taken
    /// for granted where that is far.
    private func isSpeakable(_ index: Int, _ range: Range<Int>) -> Bool {
        guard !scan.isSpeakable, range.count <= 24 else { return true }
        return queue[index].utf8.isSpeakable(in: range)
    }
}
