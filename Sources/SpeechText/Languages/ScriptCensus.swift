/// How much of each script a text holds, counted on UTF-8 without decoding more
/// than needed.
struct ScriptCensus: Sendable, Equatable {
    /// Words in Latin letters.
    var latinWords = 0
    /// Letters of the Latin script.
    var latinLetters = 0
    /// Hiragana.
    var hiragana = 0
    /// Katakana, half-width included.
    var katakana = 0
    /// Han characters.
    var han = 0
    /// Hangul syllables and letters.
    var hangul = 0
    /// Letters of a script that one language stands for, by its tag's place in
    /// ``languages``.
    var others = [Int](repeating: 0, count: ScriptCensus.languages.count)
    /// Whether the last letter is hiragana, as at the end of a Japanese predicate.
    var endsInHiragana = false

    /// The languages that `others` counts for.
    static let languages = [
        "el", "ru", "hy", "he", "ar", "hi", "bn", "pa", "gu", "ta", "te", "kn", "ml", "si", "th",
        "lo", "my", "ka", "am", "km",
    ]

    /// Hiragana and katakana.
    var kana: Int { hiragana + katakana }
    /// Kana and Han.
    var cjk: Int { kana + han }

    /// Counts a text.
    ///
    /// - Parameter quotesCount: Whether what stands between quotes or brackets
    ///   counts.
    init(_ bytes: UnsafeBufferPointer<UInt8>, quotesCount: Bool = true) {
        var offset = 0
        var inWord = false
        var depth = 0
        var straight = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x80 {
                offset += 1
                if (0x41...0x5A).contains(byte & 0xDF) {
                    if depth == 0 && !straight {
                        latinLetters += 1
                        if !inWord { latinWords += 1 }
                        endsInHiragana = false
                    }
                    inWord = true
                } else {
                    if byte != 0x27 { inWord = false }
                    if !quotesCount {
                        if byte == 0x22 { straight.toggle() }
                        if byte == 0x28 { depth += 1 }
                        if byte == 0x29 { depth = max(0, depth - 1) }
                    }
                }
                continue
            }
            let (scalar, end) = UTF8Scan.scalar(bytes, at: offset)
            offset = end
            if !quotesCount {
                switch scalar {
                case 0x201C, 0x300A, 0x300C, 0x300E, 0xFF08, 0xAB: depth += 1
                case 0x201D, 0x300B, 0x300D, 0x300F, 0xFF09, 0xBB: depth = max(0, depth - 1)
                default: break
                }
                if depth > 0 || straight { continue }
            }
            count(scalar, &inWord)
        }
    }

    private mutating func count(_ scalar: UInt32, _ inWord: inout Bool) {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF:
            latinLetters += 1
            if !inWord { latinWords += 1 }
            inWord = true
            endsInHiragana = false
            return
        case 0x300...0x36F, 0x2019: return
        case 0x3041...0x309F:
            hiragana += 1
            endsInHiragana = true
        case 0x30A1...0x30FA, 0x30FD...0x30FF, 0xFF66...0xFF9D:
            katakana += 1
            endsInHiragana = false
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3005, 0x3007:
            han += 1
            endsInHiragana = false
        case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3130...0x318F: hangul += 1
        case 0x370...0x3FF, 0x1F00...0x1FFF: others[0] += 1
        case 0x400...0x52F: others[1] += 1
        case 0x531...0x587: others[2] += 1
        case 0x5D0...0x5F2: others[3] += 1
        case 0x620...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: others[4] += 1
        case 0x900...0x97F: others[5] += 1
        case 0x980...0x9FF: others[6] += 1
        case 0xA00...0xA7F: others[7] += 1
        case 0xA80...0xAFF: others[8] += 1
        case 0xB80...0xBFF: others[9] += 1
        case 0xC00...0xC7F: others[10] += 1
        case 0xC80...0xCFF: others[11] += 1
        case 0xD00...0xD7F: others[12] += 1
        case 0xD80...0xDFF: others[13] += 1
        case 0xE00...0xE7F: others[14] += 1
        case 0xE80...0xEFF: others[15] += 1
        case 0x1000...0x109F: others[16] += 1
        case 0x10A0...0x10FF, 0x1C90...0x1CBF: others[17] += 1
        case 0x1200...0x139F: others[18] += 1
        case 0x1780...0x17FF: others[19] += 1
        default: break
        }
        inWord = false
    }
}
