/// Finds where sentences end.
///
/// The candidates are ICU's sentence boundaries (UAX #29, chapter 5) and, which it
/// leaves out, the places behind an ellipsis and between a full stop and a number;
/// each is then judged by the words around it.
struct SentenceFinder {
    /// The most bytes of one sentence; what is longer is cut, at a clause mark if
    /// there is one in its second half, else between two words, else between two
    /// characters.
    static let longest = 4096

    /// How far behind a candidate one has to see to judge it.
    static let lookahead = 64

    let bytes: UnsafeBufferPointer<UInt8>
    let whole: [Range<Int>]

    /// The ends of the sentences in a text: ascending, the last at the end of the
    /// text if that is closed. An open text may end inside a sentence, which is
    /// then left out, unless it is too long already.
    ///
    /// - Parameter whole: Parts that no end may divide, ascending.
    static func ends(
        in text: [UInt8], isClosed: Bool, whole: [Range<Int>] = []
    ) -> [Int] {
        text.withUnsafeBufferPointer {
            SentenceFinder(bytes: $0, whole: whole).ends(isClosed: isClosed)
        }
    }

    private func ends(isClosed: Bool) -> [Int] {
        var result: [Int] = []
        let extra = extraCandidates(from: 0)
        var nextExtra = 0
        let last = isClosed ? bytes.count : bytes.count - Self.lookahead
        BreakIterator.forEachBoundary(.sentence, in: bytes) { candidate in
            while nextExtra < extra.count, extra[nextExtra] < candidate {
                take(extra[nextExtra], before: last, &result)
                nextExtra += 1
            }
            take(candidate, before: last, &result)
            return candidate < last
        }
        if isClosed {
            if let end = result.last ?? (bytes.isEmpty ? nil : 0), end < bytes.count {
                divide(before: bytes.count, &result)
                result.append(bytes.count)
            }
        } else {
            cut(before: bytes.count, &result)
        }
        return result
    }

    /// Judges a candidate, and adds the end that it may be.
    ///
    /// - Parameter last: The last place where an end may be.
    func take(_ boundary: Int, before last: Int, _ result: inout [Int]) {
        var candidate = boundary
        // ICU takes every bracket and quote for a closing one.
        while let (value, start) = UTF8Scan.scalar(bytes, before: candidate),
            Punctuation.isOpener(value), !Punctuation.isCloser(value)
        {
            candidate = start
        }
        guard candidate > (result.last ?? 0), candidate <= last else { return }
        if candidate < bytes.count, !isEnd(candidate) { return }
        divide(before: candidate, &result)
        result.append(candidate)
    }

    /// Divides what lies between the last end and the next around quotations in
    /// another script, and where it is too long.
    private func divide(before end: Int, _ result: inout [Int]) {
        for place in ForeignQuotes.places(in: bytes, (result.last ?? 0)..<end)
        where isDivisible(place) {
            cut(before: place, &result)
            result.append(place)
        }
        cut(before: end, &result)
    }

    private func isDivisible(_ place: Int) -> Bool {
        whole.isEmpty || !whole.contains { $0.lowerBound < place && place < $0.upperBound }
    }

    /// Divides what lies between the last end and the next where it is too long.
    private func cut(before end: Int, _ result: inout [Int]) {
        while end - (result.last ?? 0) > Self.longest {
            let start = result.last ?? 0
            result.append(start + Self.cut(UnsafeBufferPointer(rebasing: bytes[start..<end])))
        }
    }

    private static func cut(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let window = UnsafeBufferPointer(
            rebasing: bytes[..<UTF8Scan.aligned(bytes, Self.longest)])
        if let clause = ClauseMarks.ends(in: window).last, clause > longest / 2 { return clause }
        var offset = window.count
        while offset > longest / 2 {
            if window[offset - 1] == 0x20 { return offset }
            offset -= 1
        }
        var last = 0
        BreakIterator.forEachBoundary(.word, in: window) {
            if $0 < window.count { last = $0 }
            return true
        }
        if last > longest / 2 { return last }
        BreakIterator.forEachBoundary(.character, in: window) {
            if $0 < window.count { last = $0 }
            return true
        }
        return last > longest / 2 ? last : window.count
    }

    /// Places that ICU does not offer: behind `…`, and between a full stop and a
    /// digit.
    func extraCandidates(from start: Int) -> [Int] {
        var result: [Int] = []
        var offset = start
        while offset + 2 < bytes.count {
            let byte = bytes[offset]
            if byte == 0x2E {
                if bytes[offset + 1] == 0x20, (0x30...0x39).contains(bytes[offset + 2]) {
                    result.append(offset + 2)
                }
                offset += 1
            } else if byte == 0xE2, bytes[offset + 1] == 0x80, bytes[offset + 2] == 0xA6 {
                var end = offset + 3
                while end < bytes.count {
                    let (value, next) = UTF8Scan.scalar(bytes, at: end)
                    guard Punctuation.isCloser(value) || value == 0x2026 else { break }
                    end = next
                }
                let mark = end
                while end < bytes.count, bytes[end] == 0x20 { end += 1 }
                if end > mark { result.append(end) }
                offset = max(end, offset + 3)
            } else {
                offset += 1
            }
        }
        return result
    }

    /// Whether a sentence really ends at a candidate inside the text.
    private func isEnd(_ candidate: Int) -> Bool {
        guard isDivisible(candidate) else { return false }
        var end = candidate
        while let (value, start) = UTF8Scan.scalar(bytes, before: end), UTF8Scan.isSpace(value) {
            end = start
        }
        let hasSpace = end < candidate
        let quoted = end
        while let (value, start) = UTF8Scan.scalar(bytes, before: end),
            Punctuation.isCloser(value)
        {
            end = start
        }
        let isQuoted = end < quoted
        guard let (mark, markStart) = UTF8Scan.scalar(bytes, before: end) else { return false }
        switch mark {
        case 0x2E:
            return isEnd(fullStop: markStart, candidate, hasSpace: hasSpace, isQuoted: isQuoted)
        case 0x21, 0x3F:
            if !hasSpace, !isQuoted, UTF8Scan.isAlphanumeric(bytes[candidate]) {
                // Inside an address (`page?id=1`), or a space forgotten.
                return UTF8Scan.isUppercase(UInt32(bytes[candidate])) && !isAddress(markStart)
            }
            return !(isQuoted && UTF8Scan.isLowercase(firstLetter(candidate)))
        case 0x2026:
            let next = firstLetter(candidate)
            return UTF8Scan.isUppercase(next) || (0x30...0x39).contains(next)
        case 0x3002, 0xFF01, 0xFF1F, 0xFF61, 0xFF0E:
            return !(isQuoted && isSaidClause(candidate))
        default:
            return true
        }
    }

    /// Judges a full stop.
    private func isEnd(
        fullStop stop: Int, _ candidate: Int, hasSpace: Bool, isQuoted: Bool
    ) -> Bool {
        let next = bytes[candidate]
        if !hasSpace, !isQuoted, UTF8Scan.isAlphanumeric(next) || next == 0x2F { return false }
        // An ellipsis of full stops.
        if stop > 0, bytes[stop - 1] == 0x2E {
            return !UTF8Scan.isLowercase(firstLetter(candidate))
        }
        var start = stop
        while start > 0, stop - start < 24 {
            let byte = bytes[start - 1]
            if byte <= 0x20 || byte == 0x28 || byte == 0x5B || byte == 0x22 || byte == 0x2F {
                break
            }
            start -= 1
        }
        while start < stop, UTF8Scan.isContinuation(bytes[start]) { start += 1 }
        while start < stop {
            let (value, end) = UTF8Scan.scalar(bytes, at: start)
            guard Punctuation.isOpener(value) else { break }
            start = end
        }
        guard start < stop else { return true }
        if (0x30...0x39).contains(bytes[start]) {
            return isEnd(number: start..<stop, candidate)
        }
        let isLetter = UTF8Scan.scalar(bytes, at: start).end == stop
        if isLetter, UTF8Scan.isUppercase(UTF8Scan.scalar(bytes, at: start).value) {
            return isEnd(initial: start, candidate)
        }
        guard stop - start <= 14 else { return true }
        let word = String(
            decoding: bytes[start..<stop].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 },
            as: UTF8.self)
        let isNumber = (0x30...0x39).contains(next)
        switch Abbreviations.kind(of: word) {
        case .leading: return false
        case .either:
            if isNumber { return !Abbreviations.standsBeforeNumbers(word) }
            return Abbreviations.beginsSentences(self.word(at: candidate))
        case .numbered: return !isNumber && !isRomanNumeral(at: candidate)
        case nil:
            // Letters with full stops between them are an abbreviation that nobody
            // has to list.
            if word.utf8.contains(0x2E), word.utf8.count <= 7,
                word.split(separator: ".").allSatisfy({ $0.count == 1 })
            {
                return Abbreviations.beginsSentences(self.word(at: candidate))
            }
            // Between a full stop and a digit, a short word may be shortened.
            return !isNumber || stop - start > 3
        }
    }

    /// `3. Oktober`; `1. First point`.
    private func isEnd(number range: Range<Int>, _ candidate: Int) -> Bool {
        let isPlain = bytes[range].allSatisfy { (0x30...0x39).contains($0) }
        guard isPlain, range.count <= 3 else { return true }
        if bytes[..<range.lowerBound].allSatisfy({ $0 == 0x20 }) { return false }
        return !Abbreviations.isGermanMonth(word(at: candidate))
    }

    /// `J. R. R. Tolkien`, but `So did I. He…`, `Vitamin C. It…`.
    private func isEnd(initial start: Int, _ candidate: Int) -> Bool {
        if start == 0 { return false }
        let next = word(at: candidate)
        if next.utf8.count == 1, next != "I", next != "A" { return false }
        if bytes[start] == 0x49 {
            // Behind a word in small letters it is the pronoun.
            var before = start
            while before > 0, bytes[before - 1] == 0x20 { before -= 1 }
            if before > 0, (0x61...0x7A).contains(bytes[before - 1]) {
                var first = before
                while first > 0, bytes[first - 1] > 0x20 { first -= 1 }
                if (0x61...0x7A).contains(bytes[first]) { return true }
            }
        }
        return Abbreviations.beginsSentences(next)
    }

    /// Whether the word that holds an offset looks like an address.
    private func isAddress(_ offset: Int) -> Bool {
        var start = offset
        while start > 0, bytes[start - 1] > 0x20, offset - start < 128 {
            start -= 1
            if bytes[start] == 0x2F || bytes[start] == 0x40 || bytes[start] == 0x3D { return true }
        }
        return false
    }

    /// Whether what follows a closing quote belongs to the sentence with the quote:
    /// 「…。」と言った, “…。”他说.
    private func isSaidClause(_ candidate: Int) -> Bool {
        guard candidate < bytes.count else { return false }
        let (first, end) = UTF8Scan.scalar(bytes, at: candidate)
        switch first {
        case 0x3068, 0x3001, 0xFF0C: return true  // と 、 ，
        case 0x3063:  // って
            return end < bytes.count && UTF8Scan.scalar(bytes, at: end).value == 0x3066
        default: break
        }
        var offset = candidate
        var count = 0
        while offset < bytes.count, count < 6 {
            let (value, next) = UTF8Scan.scalar(bytes, at: offset)
            switch value {
            // 说 說 道 问 問 喊: said, asked, shouted.
            case 0x8BF4, 0x8AAA, 0x9053, 0x95EE, 0x554F, 0x558A: return true
            case 0x4E00...0x9FFF: break
            default: return false
            }
            offset = next
            count += 1
        }
        return false
    }

    /// The first letter at or behind an offset, quotes and brackets skipped; 0 if
    /// there is none.
    private func firstLetter(_ offset: Int) -> UInt32 {
        var offset = offset
        while offset < bytes.count {
            let (value, end) = UTF8Scan.scalar(bytes, at: offset)
            if !Punctuation.isOpener(value), !UTF8Scan.isSpace(value) { return value }
            offset = end
        }
        return 0
    }

    /// The word at an offset, quotes before it skipped; at most 24 bytes of it.
    private func word(at offset: Int) -> String {
        var start = offset
        while start < bytes.count {
            let (value, end) = UTF8Scan.scalar(bytes, at: start)
            guard Punctuation.isOpener(value) else { break }
            start = end
        }
        var end = start
        while end < bytes.count, end - start < 24,
            UTF8Scan.isAlphanumeric(bytes[end]) || bytes[end] >= 0x80
        {
            // A curly apostrophe or quote ends the word.
            if bytes[end] == 0xE2 { break }
            end += 1
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private func isRomanNumeral(at offset: Int) -> Bool {
        var end = offset
        while end < bytes.count, "IVXLCDM".utf8.contains(bytes[end]) { end += 1 }
        return end > offset && (end == bytes.count || !UTF8Scan.isAlphanumeric(bytes[end]))
    }
}
