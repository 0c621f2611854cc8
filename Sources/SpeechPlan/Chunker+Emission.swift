import SpeechText

/// Counts the spoken bytes that go in and come out, so that losing or repeating a
/// word stops the program instead of being heard. Costs a few additions a chunk.
struct Coverage: Sendable {
    private var pushed = 0
    private var taken = 0
    /// The bytes of the sentences that are queued, planned in part or not at all.
    private var queued = 0

    mutating func pushed(_ bytes: Int) {
        pushed += bytes
        queued += bytes
    }

    /// Notes that a sentence has left the queue.
    mutating func left(_ bytes: Int) { queued -= bytes }

    /// Checks that what chunks have taken and what is left are all there was.
    ///
    /// - Parameter begun: How much of the first queued sentence is planned.
    mutating func took(_ bytes: Int, begun: Int) {
        taken += bytes
        precondition(
            taken + queued - begun == pushed && begun >= 0,
            "the plan loses or repeats words: of \(pushed) bytes \(taken) are taken, "
                + "\(queued - begun) left")
    }
}

extension Chunker {
    /// Makes the chunk up to an end, and moves behind it.
    mutating func emit(_ cut: Cut) -> Chunk {
        var spoken = MappedText()
        var pronunciations: [Pronunciation] = []
        var warnings = cut.warnings
        var taken = 0
        for index in 0...cut.entry {
            let sentence = queue[index]
            let lower = index == 0 ? start : sentence.content.lowerBound
            let upper = index == cut.entry ? cut.mark.textEnd : sentence.content.upperBound
            let shift = spoken.utf8.count - lower
            spoken.append(sentence.sentence.spoken, range: lower..<upper)
            taken += upper - lower
            if !sentence.sentence.pronunciations.isEmpty {
                let isWhole = sentence.sentence.appendPronunciations(
                    of: lower..<upper, upTo: index == cut.entry ? cut.mark.next : upper,
                    shiftedBy: shift, to: &pronunciations)
                if !isWhole { warnings.append(.pronunciationLost) }
            }
            if index < cut.entry, isSpaced(index) {
                let end = spoken.spans.last?.source.upperBound ?? sentence.source.upperBound
                spoken.append([0x20], for: end..<end)
            }
        }
        let text = spoken.text
        precondition(
            text.utf8.count == spoken.utf8.count, "a chunk was cut inside a character's bytes")

        let last = queue[cut.entry]
        let style = last.style
        let pace = limits?.limits.secondsPerCharacter ?? 0
        let chunk = Chunk(
            index: count, text: text, pronunciations: pronunciations, style: style,
            source: takeSource(upTo: sourceEnd(of: cut)), map: spoken.map, boundary: cut.boundary,
            pauseAfter: cut.isEnd ? last.pauseAfter : nil,
            estimatedDuration: Self.duration(cut.weight, pace: pace, rate: style.prosody.rate),
            warnings: warnings)
        advance(behind: cut, taken: taken)
        count += 1
        hasSpoken = true
        planned += chunk.estimatedDuration
        return chunk
    }

    /// Makes a chunk that is only a pause.
    mutating func emitPause() -> Chunk {
        let sentence = queue[0]
        let chunk = Chunk(
            index: count, text: "", style: sentence.style,
            source: takeSource(upTo: sentence.source.upperBound), boundary: sentence.boundary,
            pauseAfter: sentence.pauseAfter, estimatedDuration: .zero)
        queue.removeFirst(1)
        startAtHead()
        count += 1
        return chunk
    }

    private mutating func advance(behind cut: Cut, taken: Int) {
        var gone = taken
        if cut.isEnd {
            for index in 0...cut.entry { coverage.left(queue[index].content.count) }
            queue.removeFirst(cut.entry + 1)
            startAtHead()
        } else {
            for index in 0..<cut.entry { coverage.left(queue[index].content.count) }
            queue.removeFirst(cut.entry)
            gone += cut.mark.next - cut.mark.textEnd
            (start, startWeight) = (cut.mark.next, cut.mark.nextWeight)
            scan = MarkScan()
        }
        let begun = queue.first.map { start - $0.content.lowerBound } ?? 0
        coverage.took(gone, begun: begun)
    }

    private mutating func startAtHead() {
        (start, startWeight) = (queue.first?.content.lowerBound ?? 0, 0)
        scan = MarkScan()
    }

    /// Where the source of a chunk ends.
    private func sourceEnd(of cut: Cut) -> Int {
        let sentence = queue[cut.entry]
        if cut.isEnd { return sentence.source.upperBound }
        // Inside a run that stands for something else in the source, all of that
        // belongs to the chunk in which it begins.
        let next = cut.mark.next
        let end = max(
            sentence.sentence.spoken.sourceOffset(of: next, roundingUp: false),
            sentence.sentence.spoken.sourceOffset(of: next, roundingUp: true))
        return min(end, sentence.source.upperBound)
    }

    private mutating func takeSource(upTo end: Int) -> Range<Int> {
        let start = sourceStart ?? 0
        let range = start..<max(start, end)
        sourceStart = range.upperBound
        return range
    }

    /// How long a weight takes; absurd paces and rates give at most eleven days.
    private static func duration(_ weight: Double, pace: Double, rate: Double) -> Duration {
        let seconds = weight * pace / rate
        return seconds.isFinite ? .seconds(min(max(0, seconds), 1_000_000)) : .zero
    }
}

extension Sentence {
    /// Appends the pronunciations within a range; false if one reaches beyond it, or
    /// begins in what is left out behind it.
    fileprivate func appendPronunciations(
        of range: Range<Int>, upTo next: Int, shiftedBy shift: Int, to result: inout [Pronunciation]
    ) -> Bool {
        var isWhole = true
        var index = pronunciationIndex(endingAfter: range.lowerBound)
        while index < pronunciations.count, pronunciations[index].range.lowerBound < next {
            var pronunciation = pronunciations[index]
            if pronunciation.range.lowerBound >= range.lowerBound,
                pronunciation.range.upperBound <= range.upperBound
            {
                pronunciation.range =
                    pronunciation.range.lowerBound + shift..<pronunciation.range.upperBound + shift
                result.append(pronunciation)
            } else {
                isWhole = false
            }
            index += 1
        }
        return isWhole
    }
}
