extension ExpressionReader {
    /// Reads what begins beyond ASCII: letters stay, symbols are said or dropped.
    mutating func readHigh(at start: Int) -> Int {
        let (value, length) = text.scalar(at: start)
        let end = start + length
        switch value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x1FFF:
            return max(end, text.wordEnd(start))
        case 0x3041...0x30FF, 0x3400...0x4DB5, 0xAC00...0xD7A3: return end
        case 0x4E00...0x9FFF: return readHan(value, at: start)
        default: break
        }
        if let (over, under, _) = vulgarFraction(at: start) {
            say(words.fraction(whole: nil, over: over, under: under), for: start..<end)
            return end
        }
        if let (power, stop) = powerMark(at: start) {
            if isFree(before: start) {
                drop(start..<stop)
            } else {
                say(words.power(power), for: start..<stop)
            }
            return stop
        }
        if Currency.named(symbol: value, in: language) != nil {
            return readCurrency(at: start, length: length)
        }
        switch value {
        case 0x2212:  // minus
            if text[end].isDigit, let stop = readSigned(at: start, digitsAt: end) { return stop }
            return readRun(at: start, .minus)
        case 0x2018, 0x2019: return readApostrophe(at: start, length: length)
        case 0x301C, 0xFF5E, 0x223C: return readTilde(at: start, length: length)
        case 0x2116:
            say(words.symbol(.number) ?? "", for: start..<end)
            return end
        case 0xD7: return readTimes(at: start)
        default: break
        }
        if let symbol = Self.symbols[value] { return readRun(at: start, symbol) }
        if Self.isSilent(value) { drop(start..<end) }
        return end
    }

    /// `3×4` is by, `3 × 4` times.
    private mutating func readTimes(at start: Int) -> Int {
        let end = start + 2
        let isSpaced = text[end] == 0x20
        let isFactor =
            isSpaced || !(start > 0 && text.bytes[start - 1].isDigit) || !text[end].isDigit
        say(words.symbol(isFactor ? .times : .by) ?? "", for: start..<end)
        return end
    }

    private static let symbols: [UInt32: Symbol] = [
        0xF7: .dividedBy, 0xB1: .plusOrMinus, 0xA7: .section, 0xB6: .paragraph, 0xA9: .copyright,
        0xB0: .degrees, 0x2192: .to, 0x21D2: .to, 0x2264: .atMost, 0x2266: .atMost,
        0x2265: .atLeast, 0x2267: .atLeast, 0x2260: .notEqual, 0x2248: .about, 0x2252: .about,
        0x221E: .infinity, 0x221A: .squareRoot, 0x2126: .ohm, 0x22C5: .times, 0x2030: .percent,
    ]

    /// Symbols that have no words: geometric shapes, arrows, bullets, signs of
    /// trade, lines and blocks.
    private static func isSilent(_ value: UInt32) -> Bool {
        switch value {
        case 0xA6, 0xA8, 0xAC, 0xAE, 0xAF, 0xB4, 0xB8, 0x2122, 0x2120, 0x2020...0x2023,
            0x2032...0x2038, 0x203B...0x203E, 0x2040...0x2043, 0x204A...0x205E, 0x2190...0x23FF,
            0x2400...0x245F, 0x24EB...0x27EF, 0x27F0...0x2BFF, 0x3004, 0x3010...0x3013,
            0x3014...0x301B, 0x3020, 0x2024, 0x2025:
            true
        default: false
        }
    }
}
