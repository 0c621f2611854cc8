/// A word of an English text as the scan finds it.
struct EnglishWord {
    /// How its letters are written.
    struct Shape: OptionSet {
        let rawValue: UInt8
        /// The first letter is a capital.
        static let capital = Shape(rawValue: 1)
        /// All letters are capitals.
        static let allCapitals = Shape(rawValue: 2)
        /// A capital stands behind a small letter: GitHub.
        static let innerCapital = Shape(rawValue: 4)
        /// A hyphen joins it to the word behind it.
        static let joinsNext = Shape(rawValue: 8)
        /// It stands at the beginning of a sentence.
        static let first = Shape(rawValue: 16)
        /// An apostrophe stands before it: 'em.
        static let apostropheBefore = Shape(rawValue: 32)
        /// An apostrophe stands behind it: doin', the boys'.
        static let apostropheAfter = Shape(rawValue: 64)
        /// It is a letter of an acronym that was written in one: A and I of AI.
        static let ofAcronym = Shape(rawValue: 128)
    }

    /// Where it stands in the spoken text, in UTF-8 bytes.
    var range: Range<Int>
    /// In small letters of ASCII, with digits and inner apostrophes; empty where it can't be
    /// read.
    var letters: String
    /// As it was written, in ASCII, where an inner capital divides it.
    var written = ""
    var shape: Shape = []
    var pause: PhrasePause = .none
    /// Which pronunciation of the text's own it is said with.
    var given: Int?

    func has(_ shape: Shape) -> Bool { self.shape.contains(shape) }
}

/// Divides a spoken text into words and the pauses between them.
struct EnglishWordScan {
    /// The longest word in one piece; longer ones are cut.
    static let longestWord = 48

    private let utf8: UnsafeBufferPointer<UInt8>
    private(set) var words: [EnglishWord] = []
    private var start = 0
    private var letters: [UInt8] = []
    /// Letters that ASCII has no kin of.
    private var foreign = String.UnicodeScalarView()
    /// Whether a sentence begins here.
    private var begins = true
    private var hasApostropheBefore = false

    /// The words of a text.
    ///
    /// - Parameter given: The ranges of pronunciations; ascending, disjoint.
    static func words(
        of utf8: UnsafeBufferPointer<UInt8>, given: [Range<Int>]
    ) -> [EnglishWord] {
        var scan = EnglishWordScan(utf8: utf8)
        scan.words.reserveCapacity(utf8.count / 5)
        scan.letters.reserveCapacity(longestWord)
        scan.run(given)
        return scan.words
    }

    private init(utf8: UnsafeBufferPointer<UInt8>) { self.utf8 = utf8 }

    private mutating func run(_ given: [Range<Int>]) {
        var offset = 0
        var next = 0
        while offset < utf8.count {
            if next < given.count, offset >= given[next].lowerBound {
                endWord(at: offset)
                let end = min(given[next].upperBound, utf8.count)
                if end > offset {
                    append(EnglishWord(range: offset..<end, letters: "", given: next))
                    offset = end
                }
                next += 1
                continue
            }
            let byte = utf8[offset]
            if UTF8Scan.isAlphanumeric(byte) {
                take(byte, at: offset)
                offset += 1
            } else if byte < 0x80 {
                takeMark(UInt32(byte), offset..<offset + 1)
                offset += 1
            } else {
                let (value, end) = UTF8Scan.scalar(utf8, at: offset)
                takeScalar(value, offset..<end)
                offset = end
            }
        }
        endWord(at: utf8.count)
    }

    private var isInWord: Bool { !letters.isEmpty || !foreign.isEmpty }

    /// Takes a letter or digit of ASCII.
    private mutating func take(_ byte: UInt8, at offset: Int) {
        if letters.count >= Self.longestWord { endWord(at: offset) }
        if !isInWord { start = offset }
        if !foreign.isEmpty {
            foreign.append(Unicode.Scalar(byte))
        } else {
            letters.append(byte)
        }
    }

    private mutating func takeScalar(_ value: UInt32, _ range: Range<Int>) {
        guard let scalar = Unicode.Scalar(value) else { return }
        if let folded = LatinFolding.ascii(of: scalar) {
            if folded.utf8.allSatisfy({ UTF8Scan.isAlphanumeric($0) }) {
                for byte in folded.utf8 { take(byte, at: range.lowerBound) }
                return
            }
            if folded == "'" { return takeMark(0x27, range) }
            // Dashes and the ellipsis fold to what does not tell them apart.
            return takeMark(value, range)
        }
        let properties = scalar.properties
        // Marks belong to the letter before them; a letter without them is read.
        if isInWord, properties.generalCategory == .nonspacingMark {
            if !foreign.isEmpty { foreign.append(scalar) }
            return
        }
        guard properties.isAlphabetic else { return takeMark(value, range) }
        if foreign.count >= Self.longestWord { endWord(at: range.lowerBound) }
        if !isInWord { start = range.lowerBound }
        if foreign.isEmpty {
            foreign = String.UnicodeScalarView(letters.map { Unicode.Scalar($0) })
            letters.removeAll(keepingCapacity: true)
        }
        foreign.append(scalar)
    }

    private mutating func takeMark(_ mark: UInt32, _ range: Range<Int>) {
        if mark == 0x27 { return takeApostrophe(range) }
        endWord(at: range.lowerBound)
        switch mark {
        case 0x20: hasApostropheBefore = false
        case 0x2D, 0x2010, 0x2011: takeHyphen(range)
        case 0x2C:
            if !isBetweenDigits(range) { pause(.minor) }
        case 0x3A, 0x3B:
            if !isBetweenDigits(range), mark == 0x3B || isBeforeGap(range) { pause(.major) }
        case 0x2E:
            if isBeforeGap(range) { endSentence() }
        case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: pause(.minor)
        case 0x2013, 0x2012:
            if isBeforeGap(range) { pause(.minor) }
        case let mark where mark != 0x2026 && Punctuation.isWideClauseMark(mark): pause(.minor)
        case let mark where Punctuation.isTerminator(mark): endSentence()
        default: break
        }
    }

    /// An apostrophe between two letters is a part of the word.
    private mutating func takeApostrophe(_ range: Range<Int>) {
        let isBeforeLetter = range.upperBound < utf8.count && isLetter(utf8[range.upperBound])
        guard isInWord else {
            hasApostropheBefore = isBeforeLetter
            return
        }
        if isBeforeLetter, letters.last != 0x27, letters.count < Self.longestWord {
            if foreign.isEmpty { letters.append(0x27) } else { foreign.append("'") }
        } else {
            endWord(at: range.lowerBound)
            words[words.count - 1].shape.insert(.apostropheAfter)
        }
    }

    private mutating func takeHyphen(_ range: Range<Int>) {
        let isBehindLetter =
            range.lowerBound > 0
            && (UTF8Scan.isAlphanumeric(utf8[range.lowerBound - 1])
                || utf8[range.lowerBound - 1] >= 0x80)
        let isBeforeLetter =
            range.upperBound < utf8.count
            && (UTF8Scan.isAlphanumeric(utf8[range.upperBound]) || utf8[range.upperBound] >= 0xC3)
        if isBehindLetter, isBeforeLetter {
            if !words.isEmpty { words[words.count - 1].shape.insert(.joinsNext) }
        } else if !isBeforeLetter {
            pause(.minor)
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || byte >= 0xC3
    }

    private func isBetweenDigits(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && range.upperBound < utf8.count
            && (0x30...0x39).contains(utf8[range.lowerBound - 1])
            && (0x30...0x39).contains(utf8[range.upperBound])
    }

    /// Whether no letter or digit follows: a point inside a word makes no pause.
    private func isBeforeGap(_ range: Range<Int>) -> Bool {
        range.upperBound >= utf8.count
            || !(UTF8Scan.isAlphanumeric(utf8[range.upperBound])
                || utf8[range.upperBound] >= 0xC3
                    && utf8[range.upperBound] != 0xE2)
    }

    private mutating func pause(_ pause: PhrasePause) {
        guard let last = words.indices.last else { return }
        words[last].pause = max(words[last].pause, pause)
    }

    private mutating func endSentence() {
        pause(.major)
        begins = true
    }

    private mutating func append(_ word: EnglishWord) {
        var word = word
        if begins { word.shape.insert(.first) }
        if hasApostropheBefore { word.shape.insert(.apostropheBefore) }
        begins = false
        hasApostropheBefore = false
        words.append(word)
    }

    /// Ends the word being collected, if there is one.
    private mutating func endWord(at end: Int) {
        if !foreign.isEmpty { return endForeign(at: end) }
        guard !letters.isEmpty else { return }
        append(Self.word(letters[...], start..<end))
        letters.removeAll(keepingCapacity: true)
    }

    /// Puts letters of another script into Latin ones, in one word or several.
    private mutating func endForeign(at end: Int) {
        let latin = Array(ForeignLetters.ascii(String(foreign)).utf8)
        foreign = String.UnicodeScalarView()
        let parts = latin.split { !UTF8Scan.isAlphanumeric($0) }
        if parts.isEmpty { append(EnglishWord(range: start..<end, letters: "")) }
        for part in parts { append(Self.word(part.prefix(Self.longestWord), start..<end)) }
    }

    private static func word(_ bytes: ArraySlice<UInt8>, _ range: Range<Int>) -> EnglishWord {
        var capitals = 0
        var small = 0
        var hasInner = false
        for byte in bytes {
            if (0x41...0x5A).contains(byte) {
                capitals += 1
                if small > 0 { hasInner = true }
            } else if (0x61...0x7A).contains(byte) {
                small += 1
            }
        }
        var word = EnglishWord(
            range: range,
            letters: capitals == 0
                ? String(decoding: bytes, as: UTF8.self)
                : String(
                    decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 },
                    as: UTF8.self))
        if let first = bytes.first, (0x41...0x5A).contains(first) { word.shape.insert(.capital) }
        if capitals > 0, small == 0 { word.shape.insert(.allCapitals) }
        if hasInner {
            word.shape.insert(.innerCapital)
            word.written = String(decoding: bytes, as: UTF8.self)
        }
        return word
    }
}
