extension Document {
    /// The sentences of a document.
    ///
    /// Each is held back until the next one is found, so that the last can take
    /// along what stands behind it.
    public struct Sentences: Sequence, IteratorProtocol, Sendable {
        private var parts: SentenceParts
        private var speaker: SentenceSpeaker
        private var pending: Sentence?
        /// Where the source of the next sentence begins.
        private var start = 0
        private var sourceCount: Int
        /// Whether the text around a sentence tells its language where it does not
        /// itself.
        private let usesContext: Bool
        /// What kind of place the end of the source is.
        private var endBoundary: Boundary? = .paragraph

        init(
            parts: SentenceParts, speaker: SentenceSpeaker, sourceCount: Int,
            usesContext: Bool = true
        ) {
            self.parts = parts
            self.speaker = speaker
            self.sourceCount = sourceCount
            self.usesContext = usesContext
        }

        /// The next sentence.
        public mutating func next() -> Sentence? {
            while let part = parts.next() {
                if usesContext, let context = parts.takeContext() { speaker.note(context: context) }
                let end = Swift.max(start, part.sourceEnd)
                if var sentence = speaker.sentence(of: part) {
                    sentence.source = start..<end
                    start = end
                    let ready = pending
                    pending = sentence
                    if let ready { return ready }
                } else if pending != nil || part.pause != nil {
                    absorb(part, until: end)
                }
            }
            if parts.isStarved {
                guard parts.beginsWithWords, speaker.keepsWords else { return nil }
                defer { pending = nil }
                return pending
            }
            guard var last = pending else { return nil }
            pending = nil
            last.source = last.source.lowerBound..<sourceCount
            if let endBoundary { last.boundary = endBoundary }
            return last
        }

        /// Lets the sentence before stand for a part that says nothing; where there
        /// is none, an empty sentence carries the pause.
        private mutating func absorb(_ part: Passage, until end: Int) {
            var sentence =
                pending
                ?? Sentence(
                    spoken: MappedText(), source: start..<end,
                    style: speaker.style(of: part), boundary: .sentence)
            sentence.source = sentence.source.lowerBound..<end
            start = end
            if let boundary = part.boundary {
                sentence.boundary = Swift.max(sentence.boundary, boundary)
            }
            if let pause = part.pause {
                let longest = Duration.milliseconds(InlinePause.longest)
                sentence.pauseAfter = Swift.min((sentence.pauseAfter ?? .zero) + pause, longest)
            }
            pending = sentence
        }
    }
}

// Plain text that arrives little by little.
extension Document.Sentences {
    /// More of the source: whole characters.
    mutating func append(_ bytes: [UInt8]) {
        parts.append(bytes)
        sourceCount += bytes.count
    }

    /// The source ends here.
    ///
    /// - Parameter boundary: What kind of place that is; nil: as the last mark says.
    mutating func close(as boundary: Boundary?) {
        endBoundary = boundary
        parts.close(as: boundary)
    }

    /// The source behind the last sentence handed out, and the judge of languages, for
    /// whoever goes on there.
    var state: (speaker: SentenceSpeaker, source: ArraySlice<UInt8>, start: Int) {
        let start = pending?.source.lowerBound ?? start
        return (speaker, parts.source[Swift.max(0, start)...], start)
    }

    /// Forgets source that nobody will look at again; all offsets become so much
    /// smaller. Costs as much as what is kept, so only where that is worth it.
    ///
    /// - Returns: How many bytes.
    mutating func forget() -> Int {
        let count = Swift.min(parts.forgettable, state.start)
        guard count >= 16384 else { return 0 }
        parts.forget(count)
        sourceCount -= count
        start -= count
        if pending != nil { pending?.shiftSource(by: -count) }
        return count
    }
}

extension Sentence {
    /// Moves the places in the source that the sentence stands for.
    mutating func shiftSource(by distance: Int) {
        guard distance != 0 else { return }
        source = source.shifted(by: distance)
        spoken.shiftSource(by: distance)
    }
}
