/// A text as the dictionary is asked for it: letters, digits, marks and kana in full width,
/// without what isn't said, each byte with its place in the text.
///
/// The dictionary knows Latin letters and digits in full width only. ゝ and ヽ become the kana
/// that they repeat; 々 is left to the dictionary, which has 人々 and 佐々木. Rare forms of
/// characters become usual ones (`JapaneseVariants`).
struct JapaneseText {
    private(set) var utf8: [UInt8] = []
    /// Of each byte, where the character it stands for begins and ends in the text.
    private var places: [Range<Int>] = []

    /// Makes it of a text.
    init(_ text: some Collection<UInt8>) {
        let bytes = Array(text)
        utf8.reserveCapacity(bytes.count + bytes.count / 2)
        places.reserveCapacity(bytes.count + bytes.count / 2)
        bytes.withUnsafeBufferPointer { buffer in
            var offset = 0
            var last: Unicode.Scalar?
            while offset < buffer.count {
                let (value, end) = UTF8Scan.scalar(buffer, at: offset)
                if let scalar = Unicode.Scalar(value) { take(scalar, offset..<end, &last) }
                offset = end
            }
        }
    }

    /// The text.
    var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The place in the source text of a range.
    func place(of range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last, places.indices.contains(last) else {
            return 0..<0
        }
        return places[first].lowerBound..<max(places[first].lowerBound, places[last].upperBound)
    }

    private mutating func append(_ scalar: Unicode.Scalar, _ place: Range<Int>) {
        for byte in String(scalar).utf8 {
            utf8.append(byte)
            places.append(place)
        }
    }

    /// Takes a character; `last` is the one before it, as it is written.
    private mutating func take(
        _ scalar: Unicode.Scalar, _ place: Range<Int>, _ last: inout Unicode.Scalar?
    ) {
        var said = scalar
        switch scalar.value {
        case 0x2D: said = "−"
        case 0x7E: said = "〜"
        case 0x22: said = "”"
        case 0x27, 0x2019: said = "’"
        case 0x5C: said = "￥"
        case 0x21...0x7D: said = Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
        case 0x20, 0x09...0x0D, 0xA0: said = "　"
        case 0xFF9E, 0xFF9F:
            // The voicing mark of a half-width kana belongs to it.
            if let last, let marked = Self.marked(last, scalar.value == 0xFF9E) {
                replaceLast(with: marked, place)
                return
            }
            return
        case 0x3099, 0x309A:
            if let last, let marked = Self.marked(last, scalar.value == 0x3099) {
                replaceLast(with: marked, place)
            }
            return
        case 0xFF61...0xFF9D: said = HalfWidthKatakana.wide(scalar) ?? scalar
        case 0x309D, 0x30FD:
            if let last, Self.isKana(last) { said = Self.marked(last, nil) ?? last }
        case 0x309E, 0x30FE:
            if let last, Self.isKana(last) { said = Self.marked(last, true) ?? last }
        case 0xFFFD, 0xFE00...0xFE0F, 0x200B...0x200F, 0xFEFF: return
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .unassigned, .privateUse, .surrogate: return
            case .lineSeparator, .paragraphSeparator, .spaceSeparator: said = "　"
            default: break
            }
        }
        if let plain = JapaneseVariants.plain(said) {
            for scalar in plain.unicodeScalars { append(scalar, place) }
        } else {
            append(said, place)
        }
        last = said
    }

    private mutating func replaceLast(with scalar: Unicode.Scalar, _ place: Range<Int>) {
        guard let old = places.last else { return }
        while let last = places.last, last == old {
            places.removeLast()
            utf8.removeLast()
        }
        append(scalar, old.lowerBound..<place.upperBound)
    }

    private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        (0x3041...0x3096).contains(scalar.value) || (0x30A1...0x30FA).contains(scalar.value)
    }

    /// A kana with a voicing mark (true), a half-voicing mark (false), or without (nil); nil
    /// where there is none such.
    private static func marked(_ kana: Unicode.Scalar, _ isVoiced: Bool?) -> Unicode.Scalar? {
        let isHiragana = kana.value < 0x30A0
        let value = isHiragana ? kana.value + 0x60 : kana.value
        guard let wide = Unicode.Scalar(value) else { return nil }
        let found: Unicode.Scalar? =
            switch isVoiced {
            case true?: HalfWidthKatakana.voiced[wide]
            case false?: HalfWidthKatakana.halfVoiced[wide]
            case nil: HalfWidthKatakana.plain[wide]
            }
        return found.flatMap { isHiragana ? Unicode.Scalar($0.value - 0x60) : $0 }
    }
}
