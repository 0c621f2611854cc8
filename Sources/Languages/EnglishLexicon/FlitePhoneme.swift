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

    /// A pronunciation with one primary stress. flite knows no secondary one, so that long words
    /// have several, and a few of its entries have none.
    ///
    /// The strongest of several is the last (ìnformátion), but not a word's last syllable
    /// (yésterdày) unless that is where verbs with a prefix have it (ùnderstánd), nor right behind
    /// the first, as in compounds (gátekèeper).
    static func stressed(_ phonemes: [Phoneme], of word: String) -> [Phoneme] {
        var phonemes = phonemes
        let vowels = phonemes.indices.filter { phonemes[$0].isVowel }
        let stressed = vowels.filter { phonemes[$0].stress == .primary }
        switch stressed.count {
        case 0:
            let full = vowels.first { phonemes[$0].symbol != schwa }
            if let place = full ?? vowels.first { phonemes[place].stress = .primary }
        case 1: break
        default:
            var strongest = stressed.count - 1
            if stressed[strongest] == vowels.last, !isStressedLast(word) { strongest -= 1 }
            if strongest == 1, stressed[0] == vowels[0], stressed[1] == vowels[1],
                stressed[1] != vowels.last, !prefixes.contains(where: { word.hasPrefix($0) })
            {
                strongest = 0
            }
            for (index, place) in stressed.enumerated() where index != strongest {
                phonemes[place].stress = .secondary
            }
        }
        return phonemes
    }

    private static func isStressedLast(_ word: String) -> Bool {
        lastStressPrefixes.contains { word.hasPrefix($0) }
            || lastStressEndings.contains { word.hasSuffix($0) }
    }

    private static let prefixes = ["un", "re", "dis", "in", "mis", "non", "pre", "de", "ex", "en"]
    private static let lastStressPrefixes = [
        "under", "over", "inter", "intro", "disa", "dise", "disi", "reco", "reap", "represen",
        "compre", "misunder", "after", "my", "your", "him", "her", "them", "our",
    ]
    private static let lastStressEndings = [
        "ee", "eer", "ese", "ette", "oon", "ique", "esque", "aire", "teen",
    ]

    private static let schwa = PhonemeInventory.english.phoneme(named: "AH")?.symbol
}
