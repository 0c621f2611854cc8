import CFlite
import SpeechText

/// flite's phones as ours: ARPAbet in small letters, with `ax` for the vowel without stress.
enum FlitePhoneme {
    /// By flite's number; those that aren't in use are the pause.
    private static let table: [Phoneme] = (0..<256).map { number in
        guard let name = cflite_phone_name(Int32(number)) else { return Phoneme(.pause) }
        return phoneme(named: String(cString: name)) ?? Phoneme(.pause)
    }

    /// Whether all of flite's phones are among ours.
    static let areKnown: Bool = {
        let names = (1..<256).compactMap { cflite_phone_name(Int32($0)) }
        return !names.isEmpty && names.allSatisfy { phoneme(named: String(cString: $0)) != nil }
    }()

    /// The phoneme of a number.
    static func phoneme(_ number: UInt8) -> Phoneme { table[Int(number)] }

    /// The phoneme of a name, such as `ax0`; nil for another.
    static func phoneme(named name: String) -> Phoneme? {
        let name = name.hasPrefix("ax") ? "ah" + name.dropFirst(2) : name
        return PhonemeInventory.english.phoneme(named: name.uppercased())
    }

    /// A pronunciation in which one syllable is stressed: some of the lexicon's have none.
    static func stressed(_ phonemes: [Phoneme]) -> [Phoneme] {
        guard !phonemes.contains(where: { $0.stress != .none }),
            let first = phonemes.firstIndex(where: \.isVowel)
        else { return phonemes }
        var phonemes = phonemes
        let full = phonemes.firstIndex { $0.isVowel && $0.symbol != schwa }
        phonemes[full ?? first].stress = .primary
        return phonemes
    }

    private static let schwa = PhonemeInventory.english.phoneme(named: "AH")?.symbol
}
