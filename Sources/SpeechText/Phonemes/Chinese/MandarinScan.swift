/// Divides a spoken text into runs of Chinese characters, Latin words, given pronunciations and
/// pauses.
struct MandarinScan {
    /// A run of one kind of writing.
    struct Run {
        var content: MandarinWord.Content
        var range: Range<Int>
        /// Of Chinese characters: them, and where each begins.
        var characters: [Unicode.Scalar] = []
        var starts: [Int] = []
        var pause = PhrasePause.none
    }

    private let utf8: UnsafeBufferPointer<UInt8>
    private(set) var runs: [Run] = []
    /// Whether the next letter belongs to the last run.
    private var isOpen = false

    /// The runs of a text.
    ///
    /// - Parameter given: The ranges of pronunciations; ascending, disjoint.
    static func runs(of utf8: UnsafeBufferPointer<UInt8>, given: [Range<Int>]) -> [Run] {
        var scan = MandarinScan(utf8: utf8)
        scan.run(given)
        return scan.runs
    }

    private init(utf8: UnsafeBufferPointer<UInt8>) { self.utf8 = utf8 }

    private mutating func run(_ given: [Range<Int>]) {
        var offset = 0
        var next = 0
        while offset < utf8.count {
            if next < given.count, offset >= given[next].lowerBound {
                isOpen = false
                let end = min(given[next].upperBound, utf8.count)
                if end > offset {
                    runs.append(Run(content: .given(next), range: offset..<end))
                    offset = end
                }
                next += 1
                continue
            }
            let (value, end) = UTF8Scan.scalar(utf8, at: offset)
            take(value, offset..<end)
            offset = end
        }
    }

    private mutating func take(_ value: UInt32, _ range: Range<Int>) {
        guard let scalar = Unicode.Scalar(value) else {
            isOpen = false
            return
        }
        if let character = Self.han(scalar, after: runs.last?.characters.last) {
            takeHan(character, range)
        } else if value < 0x80 ? UTF8Scan.isAlphanumeric(UInt8(value)) : Self.isLatin(scalar) {
            takeLatin(range)
        } else if Self.joins(value), isLatinOpen {
            // An apostrophe, a hyphen, a point or a space is within words where a letter follows.
            if !isBeforeLatin(range) { endRun(value, range) } else { takeLatin(range) }
        } else if scalar.properties.isAlphabetic {
            isOpen = false
            runs.append(Run(content: .unread, range: range))
        } else if isOpen, scalar.properties.generalCategory == .nonspacingMark {
            runs[runs.count - 1].range = runs[runs.count - 1].range.lowerBound..<range.upperBound
        } else {
            endRun(value, range)
        }
    }

    private var isLatinOpen: Bool {
        guard isOpen, case .latin = runs[runs.count - 1].content else { return false }
        return true
    }

    private static func joins(_ value: UInt32) -> Bool {
        value == 0x27 || value == 0x2019 || value == 0x2D || value == 0x2E || value == 0x20
    }

    private func isBeforeLatin(_ range: Range<Int>) -> Bool {
        guard range.upperBound < utf8.count else { return false }
        let (value, _) = UTF8Scan.scalar(utf8, at: range.upperBound)
        if value < 0x80 { return UTF8Scan.isAlphanumeric(UInt8(value)) }
        return Unicode.Scalar(value).map { Self.isLatin($0) } ?? false
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAA, 0xBA, 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF10...0xFF19, 0xFF21...0xFF3A,
            0xFF41...0xFF5A:
            scalar.properties.isAlphabetic || (0xFF10...0xFF19).contains(scalar.value)
        default: false
        }
    }

    /// The Chinese character that a scalar is or stands for.
    private static func han(
        _ scalar: Unicode.Scalar, after last: Unicode.Scalar?
    ) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: scalar
        case 0x3007: "零"
        // The mark that repeats a character.
        case 0x3005: last
        // の, as shops write 的.
        case 0x306E: "的"
        default: nil
        }
    }

    private mutating func takeHan(_ character: Unicode.Scalar, _ range: Range<Int>) {
        if isOpen, case .han = runs[runs.count - 1].content {
            runs[runs.count - 1].characters.append(character)
            runs[runs.count - 1].starts.append(range.lowerBound)
            runs[runs.count - 1].range = runs[runs.count - 1].range.lowerBound..<range.upperBound
        } else {
            runs.append(
                Run(
                    content: .han, range: range, characters: [character],
                    starts: [range.lowerBound]))
        }
        isOpen = true
    }

    private mutating func takeLatin(_ range: Range<Int>) {
        if isLatinOpen {
            runs[runs.count - 1].range = runs[runs.count - 1].range.lowerBound..<range.upperBound
        } else {
            runs.append(Run(content: .latin, range: range))
        }
        isOpen = true
    }

    private mutating func endRun(_ mark: UInt32, _ range: Range<Int>) {
        isOpen = false
        guard !runs.isEmpty else { return }
        runs[runs.count - 1].pause = max(runs[runs.count - 1].pause, pause(of: mark, range))
    }

    private func pause(of mark: UInt32, _ range: Range<Int>) -> PhrasePause {
        switch mark {
        case 0x2E, 0x3A: isBeforeLatin(range) ? .none : .major
        case 0x3B, 0xFF1A, 0xFF1B: .major
        case 0x2C: isBeforeLatin(range) ? .none : .minor
        case 0x28, 0x29, 0x5B, 0x5D, 0xFF08, 0xFF09, 0x3010, 0x3011: .minor
        // The point within foreign names, and the wave of ranges and long vowels.
        case 0xB7, 0x30FB, 0x301C: .none
        case let mark where mark != 0x2026 && Punctuation.isWideClauseMark(mark): .minor
        case let mark where Punctuation.isTerminator(mark): .major
        default: .none
        }
    }
}
