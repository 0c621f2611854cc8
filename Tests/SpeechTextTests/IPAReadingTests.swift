import Testing

@testable import SpeechText

@Suite struct `IPA reading` {
    let reading = IPAReading(.english)

    @Test(arguments: [
        ("həˈloʊ", "HH AH0 L OW1"), ("wɜːld", "W ER1 L D"), ("ˈsɪɹɪŋks", "S IH1 R IH0 NG K S"),
        ("ˌɪn.fɚˈmeɪ.ʃən", "IH2 N F ER0 M EY1 SH AH0 N"), ("t͡ʃɜːt͡ʃ", "CH ER1 CH"),
        ("ˈnʌt.ʃɛl", "N AH1 T SH EH0 L"), ("ˈbʌtn̩", "B AH1 T AH0 N"), ("bɔ̃", "B AO1 N"),
        ("bax", "B AA1 K"), ("fɑːðə", "F AA1 DH AH0"), ("nɪə", "N IH1 R"), ("ɡi", "G IY1"),
        ("əˈbaʊt", "AH0 B AW1 T"), ("ʔə", "AH1"), ("…", ""), ("", ""),
    ])
    func `transcriptions`(ipa: String, names: String) {
        #expect(PhonemeInventory.english.names(of: reading.phonemes(of: ipa)) == names)
    }

    @Test func `words are divided`() {
        #expect(reading.words(of: " həˈloʊ  ˈwɜːld | ˈ ").count == 2)
    }

    @Test(arguments: [
        ("HH AH0 L OW1", "həˈloʊ"), ("IH2 N F ER0 M EY1 SH AH0 N", "ˌɪnfɚˈmeɪʃən"),
        ("N AH1 T SH EH0 L", "ˈnʌt.ʃɛl"), ("EH1 K S T R AH0", "ˈɛkstɹə"), ("DH AH0", "ðə"),
        ("S IH1 NG ER0", "ˈsɪŋɚ"),
    ])
    func `is written`(names: String, ipa: String) throws {
        let phonemes = try #require(PhonemeInventory.english.phonemes(named: names))
        #expect(reading.ipa(of: phonemes) == ipa)
    }

    @Test func `what is written is read back`() {
        var chance = SeededGenerator(seed: 3)
        let symbols = PhonemeInventory.english.symbols
        for _ in 0..<5000 {
            var word = (0..<Int.random(in: 1...9, using: &chance)).map { _ in
                Phoneme(
                    symbols.randomElement(using: &chance)!,
                    PhonemeInventory.english.stresses.randomElement(using: &chance)!)
            }
            // A word without stress is read with one.
            if let vowel = word.firstIndex(where: \.isVowel),
                !word.contains(where: { $0.stress != .none })
            {
                word[vowel].stress = .primary
            }
            let ipa = reading.ipa(of: word)
            #expect(reading.phonemes(of: ipa) == word, "\(ipa)")
        }
    }

    @Test func `hostile transcriptions end`() {
        var chance = SeededGenerator(seed: 4)
        let scalars = Array("ˈˌ'.ːə\u{303}\u{329}\u{361}tʃɹ ̆ɑ1\u{0}\u{FFFD}漢".unicodeScalars)
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...40, using: &chance) {
                text.append(scalars.randomElement(using: &chance)!)
            }
            _ = reading.words(of: String(text))
        }
        #expect(reading.phonemes(of: String(repeating: "ə", count: 100_000)).count == 100_000)
    }
}
