/// The search for sentence ends in a window of text that is not full yet: finds those
/// that whatever comes can't move.
///
/// What is found is the beginning of what ``SentenceFinder`` finds in the full window.
/// An end is certain when the word behind it is there, and a letter at which the
/// rule of UAX #29 that looks furthest (SB8) stops. Each byte is looked at a bounded
/// number of times, however small the pieces are that the text comes in.
struct SentenceSearch: Sendable {
    /// The last end found.
    private var lastEnd = 0
    /// The last of ICU's boundaries that is certain; ICU starts anew at each.
    private var boundary = 0
    /// How far the text has been searched for marks that may end a sentence, and
    /// whether there is one behind ``boundary``.
    private var markScan = 0
    private var hasMark = false
    /// The length of the text when it was last looked at in vain.
    private var attempt = 0

    /// The ends not found before.
    ///
    /// - Parameters:
    ///   - text: What is there of the window; it only ever grows.
    ///   - window: The length of the window when full.
    mutating func ends(in text: [UInt8], window: Int) -> [Int] {
        text.withUnsafeBufferPointer { bytes in
            lookForMark(bytes)
            guard hasMark else { return [] }
            // A long stretch without an end is looked at again when a sixteenth has
            // come on top.
            let open = bytes.count - boundary
            guard open <= 1024 || bytes.count - attempt >= open / 16 else { return [] }
            attempt = bytes.count
            let found = SentenceFinder.certainEnds(
                in: bytes, behind: lastEnd, from: boundary, window: window)
            lastEnd = found.ends.last ?? lastEnd
            if found.boundary > boundary {
                boundary = found.boundary
                markScan = boundary
                hasMark = false
            }
            return found.ends
        }
    }

    private mutating func lookForMark(_ bytes: UnsafeBufferPointer<UInt8>) {
        while !hasMark, markScan < bytes.count {
            let (value, end) = UTF8Scan.scalar(bytes, at: markScan)
            markScan = end
            if value < 0x80 {
                hasMark = value == 0x2E || value == 0x21 || value == 0x3F
            } else {
                hasMark =
                    Punctuation.isTerminator(value)
                    || Unicode.Scalar(value)?.properties.isSentenceTerminal ?? false
            }
        }
    }
}

extension SentenceFinder {
    /// The ends that are certain in a window that is not full yet.
    ///
    /// - Parameters:
    ///   - lastEnd: The last end known.
    ///   - start: The last of ICU's boundaries known.
    ///   - window: The length of the window when full; ends close to its end wait for
    ///     it, because the full window leaves them to the next one.
    /// - Returns: The new ends, and the last of ICU's boundaries that is certain.
    static func certainEnds(
        in bytes: UnsafeBufferPointer<UInt8>, behind lastEnd: Int, from start: Int, window: Int
    ) -> (ends: [Int], boundary: Int) {
        let finder = SentenceFinder(bytes: bytes, whole: [])
        var result = [lastEnd]
        var boundary = start
        let extra = finder.extraCandidates(from: start)
        var nextExtra = 0
        let last = window - lookahead
        func isCertain(_ candidate: Int) -> Bool {
            candidate <= last && finder.isCertain(candidate)
        }
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        BreakIterator.forEachBoundary(.sentence, in: rest) { offset in
            let candidate = start + offset
            while nextExtra < extra.count, extra[nextExtra] < candidate {
                guard isCertain(extra[nextExtra]) else { return false }
                finder.take(extra[nextExtra], before: last, &result)
                nextExtra += 1
            }
            guard isCertain(candidate) else { return false }
            finder.take(candidate, before: last, &result)
            boundary = candidate
            return true
        }
        return (Array(result.dropFirst()), boundary)
    }

    /// Whether what is there behind a candidate decides about it.
    private func isCertain(_ candidate: Int) -> Bool {
        var offset = candidate
        while offset < bytes.count {
            let (value, end) = UTF8Scan.scalar(bytes, at: offset)
            guard UTF8Scan.isSpace(value) || Punctuation.isOpener(value) else { break }
            offset = end
        }
        guard offset < bytes.count else { return false }
        // The word, or as much of it as is looked at; and all of a Roman numeral.
        var end = offset
        while end < bytes.count,
            UTF8Scan.isAlphanumeric(bytes[end]) || (bytes[end] >= 0x80 && end - offset < 32)
        {
            end += 1
        }
        guard end < bytes.count else { return false }
        // The letter, or the mark, at which SB8 stops.
        while offset < bytes.count {
            let (value, next) = UTF8Scan.scalar(bytes, at: offset)
            if value == 0x2E || value == 0x21 || value == 0x3F || UTF8Scan.isLetter(value) {
                return true
            }
            offset = next
        }
        return false
    }
}
