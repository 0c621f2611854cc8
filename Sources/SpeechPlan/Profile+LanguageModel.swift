extension Profile {
    /// From so many parameters on, a language model is taken for one that is waited
    /// for: ``cinematic`` instead of ``fast``.
    ///
    /// Models up to 9 billion parameters answer within a conversation's pace on one
    /// consumer graphics card; at 1.5 billion `fast` is asked for and at 14 billion
    /// `cinematic`, and the usual sizes between are 3, 4, 7, 8, 9 and 12, 13.
    public static let cinematicParameters = 10e9

    /// The profile for speech that a language model writes, chosen by the parameter
    /// count in its name: `qwen2.5-1.5b` is ``fast``, `qwen2.5-14b` ``cinematic``.
    ///
    /// - Returns: nil where the name tells no count, as `gpt-4o` doesn't.
    public static func forLanguageModel(named name: String) -> Profile? {
        guard let count = parameterCount(inModelName: name) else { return nil }
        return count >= cinematicParameters ? cinematic : fast
    }

    /// The parameter count that a language model's name tells: `0.6b`, `135M`,
    /// `70B-instruct`, `8x7b` (all experts counted), `1.5-b`, `E4B`, `1T`; the
    /// largest if there are several. Version numbers (`qwen2.5`, `llama-3.1`),
    /// context lengths (`128k`) and bit widths (`8bit`) are none.
    public static func parameterCount(inModelName name: String) -> Double? {
        let bytes = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var largest: Double?
        var index = 0
        while index < bytes.count {
            guard bytes[index].isDigit else {
                index += 1
                continue
            }
            let start = index
            var scan = CountScan(bytes: bytes, index: index)
            let count = scan.count(startsWord: startsWord(bytes, start))
            index = max(scan.index, start + 1)
            if let count { largest = max(largest ?? 0, count) }
        }
        return largest
    }

    /// Whether a number at an offset begins a word of its own; `e4b`, for effective
    /// parameters, counts as one.
    private static func startsWord(_ bytes: [UInt8], _ start: Int) -> Bool {
        func isFree(_ index: Int) -> Bool {
            index < 0 || !(bytes[index].isDigit || bytes[index].isLetter || bytes[index] == 0x2E)
        }
        return isFree(start - 1) || (bytes[start - 1] == UInt8(ascii: "e") && isFree(start - 2))
    }
}

/// Reads one number with its unit.
private struct CountScan {
    let bytes: [UInt8]
    var index: Int

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The count, or nil if the number has no unit of parameters.
    mutating func count(startsWord: Bool) -> Double? {
        var value = number()
        if byte == UInt8(ascii: "x"), index + 1 < bytes.count, bytes[index + 1].isDigit {
            index += 1
            value *= number()
        }
        guard startsWord else { return nil }
        if let factor = unit(at: index) { return value * factor }
        // `1.5-b`, `7 B`: the unit apart; only billions, for `-m` is a size name.
        guard let separator = byte, [0x20, 0x2D, 0x5F].contains(separator),
            index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "b")
        else { return nil }
        return unit(at: index + 1).map { value * $0 }
    }

    private mutating func number() -> Double {
        let start = index
        while let byte, byte.isDigit { index += 1 }
        if byte == 0x2E, index + 1 < bytes.count, bytes[index + 1].isDigit {
            index += 1
            while let byte, byte.isDigit { index += 1 }
        }
        return Double(String(decoding: bytes[start..<index], as: UTF8.self)) ?? 0
    }

    private func unit(at index: Int) -> Double? {
        guard index < bytes.count else { return nil }
        if index + 1 < bytes.count, bytes[index + 1].isLetter || bytes[index + 1].isDigit {
            return nil
        }
        return switch bytes[index] {
        case UInt8(ascii: "t"): 1e12
        case UInt8(ascii: "b"): 1e9
        case UInt8(ascii: "m"): 1e6
        default: nil
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self) || self >= 0x80 }
}
