/// Finds quotations in another script than the sentence around them, long enough
/// to be said in their own language.
enum ForeignQuotes {
    /// How many words of Latin letters, or characters of Han and kana, make a
    /// quotation long enough.
    private static let fewestWords = 6
    private static let fewestCharacters = 8

    /// The places before and behind such quotations in a range of a text: ascending,
    /// strictly inside the range.
    static func places(
        in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> [Int] {
        guard isMixed(bytes, range) else { return [] }
        var places: [Int] = []
        var open: (closer: UInt32, start: Int, inside: Int)?
        var offset = range.lowerBound
        var outside = ScriptCensus(UnsafeBufferPointer(rebasing: bytes[range]), quotesCount: false)
        if outside.latinWords + outside.cjk == 0 { return [] }
        outside.latinWords += outside.hangul
        while offset < range.upperBound {
            let (scalar, end) = UTF8Scan.scalar(bytes, at: offset)
            if let (closer, start, inside) = open {
                if scalar == closer {
                    let quote = ScriptCensus(UnsafeBufferPointer(rebasing: bytes[inside..<offset]))
                    let isLatin = quote.latinWords >= fewestWords && quote.cjk == 0
                    let isCJK = quote.cjk >= fewestCharacters && quote.latinWords == 0
                    if (isLatin && outside.cjk > outside.latinWords)
                        || (isCJK && outside.latinWords > outside.cjk)
                    {
                        if start > range.lowerBound { places.append(start) }
                        if end < range.upperBound { places.append(end) }
                    }
                    open = nil
                }
            } else if let closer = closer(of: scalar) {
                open = (closer, offset, end)
            }
            offset = end
        }
        return places
    }

    private static func closer(of opener: UInt32) -> UInt32? {
        switch opener {
        case 0x22: 0x22
        case 0x28: 0x29
        case 0x201C: 0x201D
        case 0xAB: 0xBB
        case 0x300A, 0x300C, 0x300E: opener + 1
        case 0xFF08: 0xFF09
        default: nil
        }
    }

    /// Whether a text holds Latin letters as well as Han or kana.
    private static func isMixed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Bool {
        var hasLatin = false
        var hasCJK = false
        for byte in bytes[range] {
            if byte < 0x80 {
                if (0x41...0x5A).contains(byte & 0xDF) { hasLatin = true }
            } else if (0xE3...0xE9).contains(byte) {
                hasCJK = true
            }
            if hasLatin && hasCJK { return true }
        }
        return false
    }
}
