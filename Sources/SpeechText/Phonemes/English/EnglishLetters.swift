/// How letters and digits are called in English.
enum EnglishLetters {
    /// The name of a small letter or digit of ASCII; empty for others.
    static func name(of character: UInt8) -> [Phoneme] {
        switch character {
        case 0x61...0x7A: letters[Int(character - 0x61)]
        case 0x30...0x39: digits[Int(character - 0x30)]
        default: []
        }
    }

    private static let letters = [
        "EY1", "B IY1", "S IY1", "D IY1", "IY1", "EH1 F", "JH IY1", "EY1 CH", "AY1", "JH EY1",
        "K EY1", "EH1 L", "EH1 M", "EH1 N", "OW1", "P IY1", "K Y UW1", "AA1 R", "EH1 S", "T IY1",
        "Y UW1", "V IY1", "D AH1 B AH0 L Y UW0", "EH1 K S", "W AY1", "Z IY1",
    ].map { ARPAbet.phonemes($0) }

    private static let digits = [
        "Z IH1 R OW0", "W AH1 N", "T UW1", "TH R IY1", "F AO1 R", "F AY1 V", "S IH1 K S",
        "S EH1 V AH0 N", "EY1 T", "N AY1 N",
    ].map { ARPAbet.phonemes($0) }

    /// The article before a word: "a".
    static let article = ARPAbet.phonemes("AH0")
    /// The pronoun, which has little weight.
    static let pronounI = ARPAbet.phonemes("AY0")
}
