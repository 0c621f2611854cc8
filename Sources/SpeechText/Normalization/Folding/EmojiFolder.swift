internal import CICU

/// Finds emoji and their names.
struct EmojiFolder {
    let reading: EmojiReading
    let language: Language

    /// The length of the emoji at an offset with its modifiers, joined parts and
    /// flag letters; nil where none begins.
    func length(_ text: ByteText, at start: Int) -> Int? {
        guard start < text.limit else { return nil }
        let (value, size) = text.scalar(at: start)
        if Self.isRegional(value) {
            let next = text.scalar(at: start + size)
            return Self.isRegional(next.value) ? size + next.length : size
        }
        let hasSelector = text.scalar(at: start + size).value == 0xFE0F
        guard Self.isEmoji(value) || (hasSelector && Self.isSymbolEmoji(value)) else { return nil }
        var end = start + size
        while end < text.limit {
            let (next, length) = text.scalar(at: end)
            if Self.isModifier(next) {
                end += length
            } else if next == 0x200D {
                let joined = text.scalar(at: end + length)
                end += length
                guard Self.isEmoji(joined.value) || Self.isSymbolEmoji(joined.value) else { break }
                end += joined.length
            } else {
                break
            }
        }
        return end - start
    }

    /// Selectors, skin tones, keycaps and tags: no emoji of their own.
    private static func isModifier(_ value: UInt32) -> Bool {
        value == 0xFE0F || value == 0xFE0E || value == 0x20E3
            || (0x1F3FB...0x1F3FF).contains(value) || (0xE0020...0xE007F).contains(value)
    }

    private static func isRegional(_ value: UInt32) -> Bool {
        (0x1F1E6...0x1F1FF).contains(value)
    }

    /// Characters that are pictures by themselves.
    private static func isEmoji(_ value: UInt32) -> Bool {
        switch value {
        case 0x1F000...0x1F0FF, 0x1F18E, 0x1F191...0x1F19A, 0x1F201...0x1F265, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF:
            true
        case 0x231A, 0x231B, 0x23E9...0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2600...0x26FF,
            0x2705, 0x270A...0x270B, 0x2708...0x270D, 0x2728, 0x274C, 0x274E, 0x2753...0x2757,
            0x2763, 0x2764, 0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55:
            true
        default: false
        }
    }

    /// Symbols that a selector makes pictures of.
    private static func isSymbolEmoji(_ value: UInt32) -> Bool {
        switch value {
        case 0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x2194...0x21AA, 0x2328, 0x23CF,
            0x23ED...0x23F2, 0x23F8...0x23FA, 0x24C2, 0x25AA...0x25FC, 0x2600...0x27BF, 0x2934,
            0x2935, 0x2B05...0x2B07, 0x3030, 0x303D, 0x3297, 0x3299:
            true
        default: false
        }
    }

    /// What an emoji is called, if emoji are named.
    func name(_ text: ByteText, _ range: Range<Int>) -> String? {
        guard reading == .named else { return nil }
        let (value, size) = text.scalar(at: range.lowerBound)
        if Self.isRegional(value) {
            let next = text.scalar(at: range.lowerBound + size).value
            guard range.count > size, Self.isRegional(next) else { return nil }
            let letters = [value, next].compactMap { Unicode.Scalar($0 - 0x1F1E6 + 0x41) }
            return flag(String(String.UnicodeScalarView(letters)))
        }
        if let known = EmojiNames.name(of: value, in: language) { return known }
        let name = ICUText.read(capacity: 128) { cicu_character_name(value, $0, $1) }
        guard let name, !name.hasPrefix("<") else { return nil }
        return name.lowercased()
    }

    private func flag(_ region: String) -> String? {
        let name = ICUText.read(capacity: 256) {
            cicu_region_name(region, language.primary, $0, $1)
        }
        guard let name, name != region else { return nil }
        return switch language.primary {
        case "ja": name + "の旗"
        case "zh": name + "旗"
        case "pt": "bandeira: " + name
        case "en": "flag of " + name
        default: name
        }
    }
}
