/// Plain text that arrives piece by piece, as a language model writes it: bytes in,
/// sentences out as soon as nothing that may follow could change them.
///
///     try text.push(piece)
///     while let sentence = text.next() { … }
///
/// Unless it is flushed, the sentences are those of a ``Document`` over the whole text,
/// source offsets included, whatever the pieces are. A sentence is handed out
/// - when the word behind it is there, and begins with a letter or digit: what says
///   nothing (a pause, a ruled line) still belongs to it;
/// - within the last 64 bytes of each 16 KiB (2 KiB at first) of a paragraph: when
///   these are there;
/// - behind a single line end of which only its paragraph's other lines tell whether
///   the line stands alone (no mark or a full stop at its end, a capital behind): when
///   they do, at the latest after 4 KiB;
/// - with pronunciations of the user's own, which may leave words out: when the
///   next sentence is complete.
///
/// There is **one difference** to a document. Its language detection looks ahead, 8 KiB
/// at the beginning and 1 KiB in each stretch of text, and judges sentences without
/// evidence of their own in that light: a first "OK.", a title of Han characters
/// alone. Here such a sentence has the language of the text before it, at first the
/// default; set ``TextOptions/language`` where it is known, and there is no
/// difference.
///
/// What was handed out is forgotten: memory does not grow with the text. Time is
/// linear in it, however small the pieces.
public struct ArrivingText: Sendable {
    private let options: TextOptions
    private var sentences: Document.Sentences
    /// Where the source that `sentences` reads begins in the whole.
    private var base = 0
    /// Where the source of the next sentence begins.
    private var covered = 0
    /// The beginning of a character whose other bytes are not there yet.
    private var tail: [UInt8] = []
    /// Sentences that a flush has completed.
    private var ready: [Sentence] = []
    private var nextReady = 0
    /// How many bytes were pushed.
    public private(set) var receivedBytes = 0
    /// Whether the text has been finished.
    public private(set) var isFinished = false

    /// Makes an empty text.
    public init(options: TextOptions = TextOptions()) {
        self.options = options
        sentences = Document.Sentences(
            parts: SentenceParts(PassageReader(arriving: [])),
            speaker: SentenceSpeaker(options: options, source: []), sourceCount: 0,
            usesContext: false)
    }

    /// Adds to the text. Bytes that are not valid UTF-8 are replaced by U+FFFD, which is
    /// never spoken; a character may be divided between pushes.
    ///
    /// - Throws: ``TextError/tooLarge(bytes:limit:)`` beyond
    ///   ``TextOptions/maximumBytes``; the text stays as it was.
    /// - Precondition: The text is not finished.
    public mutating func push(_ bytes: some Collection<UInt8>) throws(TextError) {
        precondition(!isFinished, "text pushed after its end")
        let limit = min(max(0, options.maximumBytes), Document.mostBytes)
        let (count, overflow) = receivedBytes.addingReportingOverflow(bytes.count)
        guard !overflow, count <= limit else {
            throw .tooLarge(bytes: overflow ? .max : count, limit: limit)
        }
        receivedBytes = count
        var piece = tail
        piece.append(contentsOf: bytes)
        let whole = piece.count - Self.cutBytes(atEndOf: piece)
        tail = Array(piece[whole...])
        piece.removeSubrange(whole...)
        if !piece.isEmpty { sentences.append(Document.repaired(piece)) }
    }

    /// The next sentence; nil while none is certain, and at the end.
    ///
    /// Every sentence handed out is final: what comes next has words of its own, or
    /// the text was flushed or finished behind it.
    public mutating func next() -> Sentence? {
        if nextReady < ready.count {
            defer { nextReady += 1 }
            return ready[nextReady]
        }
        if !ready.isEmpty {
            ready = []
            nextReady = 0
        }
        return arrive()
    }

    /// The text is complete up to here: all of it is handed out, and what follows begins
    /// a new sentence.
    public mutating func flush() {
        guard !isFinished else { return }
        if !tail.isEmpty {
            sentences.append(Document.repaired(tail))
            tail = []
        }
        collect()
        cut(at: sentences.state.source.endIndex)
    }

    /// The text is complete up to its last mark, of a clause or a sentence: that much is
    /// handed out, what is behind waits for more. For a writer who hesitates.
    ///
    /// - Returns: Whether that made anything ready.
    @discardableResult
    public mutating func flushToMark() -> Bool {
        guard !isFinished else { return false }
        collect()
        if let mark = LastMark.end(in: sentences.state.source) { cut(at: mark) }
        return nextReady < ready.count
    }

    /// Nothing more comes.
    public mutating func finish() {
        guard !isFinished else { return }
        isFinished = true
        if !tail.isEmpty {
            sentences.append(Document.repaired(tail))
            tail = []
        }
        sentences.close(as: .paragraph)
    }

    /// How much of the source is kept, in bytes.
    var keptBytes: Int { sentences.state.source.endIndex }

    /// The next sentence that has become certain by itself.
    private mutating func arrive() -> Sentence? {
        guard let sentence = sentences.next() else {
            if !isFinished { base += sentences.forget() }
            return nil
        }
        return placed(sentence, behind: base)
    }

    /// A sentence with its place in the whole source. What was flushed before it without
    /// having anything to say goes along with it.
    private mutating func placed(_ sentence: Sentence, behind offset: Int) -> Sentence {
        var sentence = sentence
        sentence.shiftSource(by: offset)
        sentence.source = covered..<max(covered, sentence.source.upperBound)
        covered = sentence.source.upperBound
        return sentence
    }

    /// Puts aside what is certain already.
    private mutating func collect() {
        if nextReady > 0 {
            ready.removeFirst(nextReady)
            nextReady = 0
        }
        while let sentence = arrive() { ready.append(sentence) }
    }

    /// Ends the text at a place in the source, and begins another there.
    private mutating func cut(at end: Int) {
        let (speaker, source, start) = sentences.state
        let done = Array(source[start..<end])
        var first = Document.Sentences(
            parts: SentenceParts(PassageReader(arriving: done)), speaker: speaker,
            sourceCount: done.count, usesContext: false)
        first.close(as: nil)
        while let sentence = first.next() { ready.append(placed(sentence, behind: base + start)) }
        let rest = Array(source[end...])
        sentences = Document.Sentences(
            parts: SentenceParts(PassageReader(arriving: rest)), speaker: first.state.speaker,
            sourceCount: rest.count, usesContext: false)
        base += end
    }

    /// How many bytes at the end are the beginning of a character that may go on.
    private static func cutBytes(atEndOf bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let lead = bytes[bytes.count - count]
            if UTF8Scan.isContinuation(lead) { continue }
            guard (0xC2...0xF4).contains(lead), UTF8Scan.length(lead: lead) > count else {
                return 0
            }
            guard count > 1 else { return 1 }
            // What can follow differs behind some leads (Unicode, table 3-7).
            let second = bytes[bytes.count - count + 1]
            let isPossible =
                switch lead {
                case 0xE0: second >= 0xA0
                case 0xED: second < 0xA0
                case 0xF0: second >= 0x90
                case 0xF4: second < 0x90
                default: true
                }
            return isPossible ? count : 0
        }
        return 0
    }
}

/// Finds the last mark behind which one may stop speaking for a while.
enum LastMark {
    /// The place behind the last mark of a clause or sentence in a part of a source, with
    /// the closing quotes and white space that follow; nil where there is none.
    ///
    /// A full stop behind a known abbreviation, and a mark behind a digit at the very
    /// end, are none.
    static func end(in source: ArraySlice<UInt8>) -> Int? {
        source.withUnsafeBufferPointer { bytes in
            var found: Int?
            var offset = 0
            while offset < bytes.count {
                let (value, next) = UTF8Scan.scalar(bytes, at: offset)
                if isMark(value), let end = end(of: bytes, at: offset, next) { found = end }
                offset = next
            }
            return found.map { $0 + source.startIndex }
        }
    }

    private static func isMark(_ value: UInt32) -> Bool {
        [0x2C, 0x3A, 0x3B].contains(value) || Punctuation.isTerminator(value)
            || Punctuation.isWideClauseMark(value)
    }

    private static func end(
        of bytes: UnsafeBufferPointer<UInt8>, at mark: Int, _ next: Int
    ) -> Int? {
        var end = next
        while end < bytes.count {
            let (value, after) = UTF8Scan.scalar(bytes, at: end)
            guard Punctuation.isCloser(value) || isMark(value) else { break }
            end = after
        }
        let isAtEnd = end == bytes.count
        let isNarrow = bytes[mark] < 0x80
        if isNarrow {
            if isAtEnd, mark > 0, (0x30...0x39).contains(bytes[mark - 1]) { return nil }
            if !isAtEnd, !UTF8Scan.isSpace(UTF8Scan.scalar(bytes, at: end).value) { return nil }
            if bytes[mark] == 0x2E, isAbbreviation(bytes, before: mark) { return nil }
        }
        while end < bytes.count {
            let (value, after) = UTF8Scan.scalar(bytes, at: end)
            guard UTF8Scan.isSpace(value) else { break }
            end = after
        }
        return end
    }

    private static func isAbbreviation(
        _ bytes: UnsafeBufferPointer<UInt8>, before stop: Int
    ) -> Bool {
        var start = stop
        while start > 0, stop - start < 16,
            UTF8Scan.isAlphanumeric(bytes[start - 1]) || bytes[start - 1] == 0x2E
                || bytes[start - 1] >= 0x80
        {
            start -= 1
        }
        let word = String(decoding: bytes[start..<stop], as: UTF8.self).lowercased()
        if word.unicodeScalars.count == 1, word != "i" { return true }
        switch Abbreviations.kind(of: word) {
        case .leading, .numbered: return true
        default: return false
        }
    }
}
