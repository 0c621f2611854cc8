import SpeechText

/// Where a chunk ends when no mark is near.
extension Chunker {
    /// The last word end within the limit; else the end of the first word, if a
    /// word may be so long; else a place inside it.
    func wordCut(_ limits: ChunkLimits) -> Cut {
        var weight = 0.0
        var bytes = 0
        for index in 0..<queue.count {
            let sentence = queue[index]
            let lower = index == 0 ? start : sentence.content.lowerBound
            let whole = sentence.weight - (index == 0 ? startWeight : 0)
            let end = bytes + sentence.content.upperBound - lower
            guard PlanLength.of(weight: weight + whole, bytes: end) > limits.limit else {
                weight += whole
                bytes = end
                if index + 1 < queue.count, isSpaced(index) {
                    weight += 1
                    bytes += 1
                }
                continue
            }
            let bound = sentence.offset(
                from: lower, limit: limits.limit, weight: weight, bytes: bytes)
            if let end = lastWordEnd(in: sentence, lower..<bound, whole: true) {
                return cut(index, at: end, from: lower, weight: weight, [.noMark])
            }
            if index > 0 { return endCut(index - 1, weight: weightOf(upTo: index), [.noMark]) }
            return cutLongWord(sentence, lower, bound, limits)
        }
        // Asked only when the queue holds more than the limit.
        return endCut(queue.count - 1, weight: weightOf(upTo: queue.count), [])
    }

    /// Decides for a first word that is longer than the limit.
    private func cutLongWord(
        _ sentence: PlannedSentence, _ lower: Int, _ bound: Int, _ limits: ChunkLimits
    ) -> Cut {
        let wordBound = sentence.offset(from: lower, limit: limits.word, weight: 0, bytes: 0)
        // Better between two words of a long pronunciation than inside a word.
        let wordEnd =
            firstWordEnd(in: sentence, lower, after: bound, upTo: wordBound, whole: true)
            ?? lastWordEnd(in: sentence, lower..<bound, whole: false)
            ?? firstWordEnd(in: sentence, lower, after: bound, upTo: wordBound, whole: false)
        if let wordEnd {
            if wordEnd == sentence.content.upperBound {
                return endCut(0, weight: sentence.weight - startWeight, [.noMark])
            }
            return cut(0, at: wordEnd, from: lower, weight: 0, [.noMark])
        }
        let end = lastCharacterEnd(in: sentence, lower..<bound)
        return cut(0, at: end, from: lower, weight: 0, [.wordCut])
    }

    private func cut(
        _ index: Int, at end: Int, from lower: Int, weight: Double, _ warnings: [PlanWarning]
    ) -> Cut {
        let sentence = queue[index]
        let before = index == 0 ? startWeight : 0
        let next = sentence.utf8.skippingSpace(from: end, to: sentence.content.upperBound)
        let dropped = sentence.utf8.droppingSpace(before: end, downTo: lower)
        let textEnd = dropped > lower ? dropped : end
        let text = sentence.weight(of: lower..<textEnd)
        let mark = Mark(
            textEnd: textEnd, next: next, weight: before + text,
            nextWeight: before + text + sentence.weight(of: textEnd..<next))
        return Cut(
            entry: index, mark: mark, isEnd: false, weight: weight + text, boundary: .word,
            warnings: warnings)
    }

    private func endCut(_ index: Int, weight: Double, _ warnings: [PlanWarning]) -> Cut {
        let sentence = queue[index]
        return Cut(
            entry: index, mark: sentence.end, isEnd: true,
            weight: weight, boundary: sentence.boundary, warnings: warnings)
    }

    /// The weight of a chunk of all sentences before one.
    private func weightOf(upTo end: Int) -> Double {
        var weight = -startWeight
        for index in 0..<end {
            weight += queue[index].weight
            if index + 1 < end, isSpaced(index) { weight += 1 }
        }
        return weight
    }

    /// The last place in a range, its end included, at which a word ends.
    ///
    /// - Parameter whole: Whether pronunciations and expressions have to stay whole.
    private func lastWordEnd(
        in sentence: PlannedSentence, _ range: Range<Int>, whole: Bool
    ) -> Int? {
        let utf8 = sentence.utf8
        let isAllowed = { !whole || !sentence.sentence.isIndivisible(at: $0) }
        var offset = range.upperBound
        var spaced: Int?
        while offset > range.lowerBound {
            if offset < sentence.content.upperBound, utf8.spaceLength(at: offset) > 0 {
                let end = utf8.droppingSpace(before: offset, downTo: range.lowerBound)
                if end > range.lowerBound, isAllowed(end) {
                    spaced = end
                    break
                }
            }
            offset = utf8.scalarStart(before: offset)
        }
        let rest = (spaced ?? range.lowerBound)..<range.upperBound
        guard utf8.hasSpacelessScript(in: rest) else { return spaced }
        let ends = wordEnds(in: sentence, from: rest.lowerBound, upTo: rest.upperBound)
        return ends.last { $0 > rest.lowerBound && isAllowed($0) } ?? spaced
    }

    /// The first place behind one offset, up to another, at which a word ends.
    private func firstWordEnd(
        in sentence: PlannedSentence, _ lower: Int, after bound: Int, upTo wordBound: Int,
        whole: Bool
    ) -> Int? {
        let utf8 = sentence.utf8
        let isAllowed = { !whole || !sentence.sentence.isIndivisible(at: $0) }
        var offset = bound
        var spaced: Int?
        while offset <= wordBound {
            if offset == sentence.content.upperBound
                || (utf8.spaceLength(at: offset) > 0 && isAllowed(offset))
            {
                spaced = offset
                break
            }
            offset = utf8.scalar(at: offset).end
        }
        let end = spaced ?? wordBound
        guard utf8.hasSpacelessScript(in: lower..<end) else { return spaced }
        let ends = wordEnds(in: sentence, from: lower, upTo: end)
        return ends.first { $0 > bound && isAllowed($0) } ?? spaced
    }

    /// Where words end between scripts without spaces, or beside one.
    private func wordEnds(in sentence: PlannedSentence, from lower: Int, upTo upper: Int) -> [Int] {
        let utf8 = sentence.utf8
        // Some characters more, so that a word at the end is seen whole.
        var context = upper
        for _ in 0..<16 where context < sentence.content.upperBound {
            context = utf8.scalar(at: context).end
        }
        return planner.words.wordEnds(sentence.sentence, lower..<context).filter { end in
            guard end > lower, end <= upper, end < sentence.content.upperBound,
                utf8.isScalarBoundary(end)
            else { return false }
            let before = utf8.scalar(at: utf8.scalarStart(before: end)).scalar
            let behind = utf8.scalar(at: end).scalar
            return (before.isOfSpacelessScript || behind.isOfSpacelessScript)
                && !behind.clingsToPrevious && !before.clingsToNext
                && utf8.spaceLength(at: end) == 0
                && !before.properties.isWhitespace
        }
    }

    /// The last place in a range, its end included, between two characters; between
    /// two scalars of a character that is longer than the range; behind the first
    /// character if the range is empty.
    private func lastCharacterEnd(in sentence: PlannedSentence, _ range: Range<Int>) -> Int {
        let utf8 = sentence.utf8
        var context = range.upperBound
        for _ in 0..<8 where context < sentence.content.upperBound {
            context = utf8.scalar(at: context).end
        }
        let ends = utf8.characterEnds(in: range.lowerBound..<context)
        if range.isEmpty { return ends.first ?? context }
        return ends.last { $0 <= range.upperBound } ?? range.upperBound
    }
}

extension Array<UInt8> {
    /// Whether a script without spaces between words is written in a range.
    func hasSpacelessScript(in range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard self[offset] >= 0xE0 else {
                offset += 1
                continue
            }
            let (scalar, end) = scalar(at: offset)
            if scalar.isOfSpacelessScript { return true }
            offset = end
        }
        return false
    }
}
