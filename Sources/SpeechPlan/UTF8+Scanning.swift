/// Reading valid UTF-8 in place, without making strings of it.
extension Array<UInt8> {
    /// The scalar that begins at an offset, and where it ends. Bytes that are not
    /// UTF-8 count as U+FFFD, one each.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, end: Int) {
        let lead = self[offset]
        let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0x80 else { return (Unicode.Scalar(lead), offset + 1) }
        guard length > 1, offset + length <= count else { return ("\u{FFFD}", offset + 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for byte in self[offset + 1..<offset + length] {
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", offset + length)
    }

    /// Where the scalar begins that ends at an offset.
    func scalarStart(before offset: Int) -> Int {
        var start = offset - 1
        while start > 0, offset - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// Whether an offset is between two scalars, or at an end.
    func isScalarBoundary(_ offset: Int) -> Bool {
        offset == 0 || offset == count || (offset < count && self[offset] & 0xC0 != 0x80)
    }

    /// How long the white space is that begins at an offset; 0 if none does.
    func spaceLength(at offset: Int) -> Int {
        let byte = self[offset]
        if byte == 0x20 || (0x09...0x0D).contains(byte) { return 1 }
        // White space beyond ASCII: U+0085, U+00A0, U+1680, U+2000...U+3000.
        guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
        let (scalar, end) = scalar(at: offset)
        return scalar.properties.isWhitespace ? end - offset : 0
    }

    /// The first offset from here on, up to a bound, that is not white space.
    func skippingSpace(from offset: Int, to bound: Int) -> Int {
        var offset = offset
        while offset < bound {
            let length = spaceLength(at: offset)
            if length == 0 { break }
            offset += length
        }
        return Swift.min(offset, bound)
    }

    /// The least offset, down to a bound, behind which there is only white space
    /// up to here.
    func droppingSpace(before offset: Int, downTo bound: Int) -> Int {
        var offset = offset
        while offset > bound {
            let start = scalarStart(before: offset)
            guard start >= bound, spaceLength(at: start) == offset - start else { break }
            offset = start
        }
        return offset
    }

    /// Whether there is something to say in a range, as opposed to punctuation.
    func isSpeakable(in range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let (scalar, end) = scalar(at: offset)
            if scalar.isSpeakable { return true }
            offset = end
        }
        return false
    }

    /// The ends of the extended grapheme clusters in a range that begins with one.
    func characterEnds(in range: Range<Int>) -> [Int] {
        var end = range.lowerBound
        return String(decoding: self[range], as: UTF8.self).map { character in
            end += character.utf8.count
            return end
        }
    }
}

extension Unicode.Scalar {
    /// Whether the scalar belongs to a script that writes words together: Han and
    /// kana with their punctuation and full-width forms, Thai, Lao, Myanmar, Khmer.
    /// Hangul writes spaces.
    var isOfSpacelessScript: Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
        case 0x2E80...0x312F, 0x3190...0xA4CF, 0xF900...0xFAFF, 0xFF00...0xFFEF: true
        case 0x1B000...0x1B16F, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// Whether two sentences that meet at this scalar need no space between them.
    var joinsWithoutSpace: Bool {
        isOfSpacelessScript && !(0x0E00...0x17FF).contains(value)
    }

    /// Whether there is something to say in the scalar, as opposed to punctuation.
    var isSpeakable: Bool {
        properties.isAlphabetic || properties.numericType != nil
            || properties.generalCategory == .otherSymbol
    }

    /// Whether the scalar must stay with what stands before it.
    var clingsToPrevious: Bool {
        switch properties.generalCategory {
        case .closePunctuation, .finalPunctuation, .otherPunctuation, .dashPunctuation,
            .nonspacingMark, .spacingMark, .enclosingMark, .modifierLetter, .format:
            true
        default: false
        }
    }

    /// Whether the scalar must stay with what stands behind it.
    var clingsToNext: Bool {
        switch properties.generalCategory {
        case .openPunctuation, .initialPunctuation: true
        default: false
        }
    }
}
