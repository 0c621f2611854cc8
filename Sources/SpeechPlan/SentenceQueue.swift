import SpeechText

/// Sentences in order, taken from the front.
struct SentenceQueue: Sendable {
    private var sentences: [PlannedSentence] = []
    private var head = 0

    var count: Int { sentences.count - head }
    var isEmpty: Bool { count == 0 }
    var first: PlannedSentence? { isEmpty ? nil : sentences[head] }

    subscript(_ index: Int) -> PlannedSentence {
        _read { yield sentences[head + index] }
    }

    mutating func append(_ sentence: PlannedSentence) {
        if !isEmpty { sentences[sentences.count - 1].meet(sentence) }
        sentences.append(sentence)
    }

    /// Adds a sentence without words to the last of the queue; false if there is
    /// none.
    mutating func absorb(_ sentence: Sentence) -> Bool {
        guard !isEmpty else { return false }
        let last = sentences.count - 1
        if let pause = sentence.pauseAfter {
            sentences[last].pauseAfter =
                (sentences[last].pauseAfter ?? .zero) + pause
        }
        let source = sentences[last].source
        sentences[last].source =
            source.lowerBound..<max(source.upperBound, sentence.source.upperBound)
        sentences[last].boundary = max(
            sentences[last].boundary, sentence.boundary)
        return true
    }

    /// Makes the last sentence one behind which nothing comes.
    mutating func endText() {
        guard !isEmpty else { return }
        sentences[sentences.count - 1].endsText = true
    }

    /// Makes the last sentence one to which nothing will be added.
    mutating func settle() {
        guard !isEmpty else { return }
        sentences[sentences.count - 1].isSettled = true
    }

    mutating func removeFirst(_ count: Int) {
        head += count
        // Moving what is left costs no more than what has been taken.
        if head * 2 >= sentences.count {
            sentences.removeFirst(head)
            head = 0
        }
    }
}
