extension PhonemeInventory {
    /// General American English: the 39 phones of the CMU Pronouncing Dictionary.
    public static let english = PhonemeInventory(
        language: .english,
        names: arpabet.map { ($1, $0) }, stresses: [.none, .primary, .secondary], ipa: .english)

    /// The names of the CMU dictionary and their symbols, which are numbered in this order.
    static let arpabet: [(name: String, symbol: PhonemeSymbol)] = [
        "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH",
        "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH",
        "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ].enumerated().map { ($1, PhonemeSymbol(known: $0 + 1)) }
}

/// English phonemes by their names, for the rules of this folder.
enum ARPAbet {
    /// Phonemes written as in the CMU dictionary. A name that is none is a mistake in this
    /// program.
    static func phonemes(_ names: String) -> [Phoneme] {
        guard let phonemes = PhonemeInventory.english.phonemes(named: names) else {
            preconditionFailure("not ARPAbet: \(names)")
        }
        return phonemes
    }

    static func symbol(_ name: String) -> PhonemeSymbol { phonemes(name)[0].symbol }

    static let ah = symbol("AH")
    static let d = symbol("D")
    static let er = symbol("ER")
    static let g = symbol("G")
    static let ih = symbol("IH")
    static let l = symbol("L")
    static let m = symbol("M")
    static let n = symbol("N")
    static let ng = symbol("NG")
    static let r = symbol("R")
    static let s = symbol("S")
    static let t = symbol("T")
    static let uw = symbol("UW")
    static let v = symbol("V")
    static let z = symbol("Z")
    static let iy = symbol("IY")
    /// Behind these a plural's S is a syllable.
    static let sibilants = Set(["S", "Z", "SH", "ZH", "CH", "JH"].map(symbol))
    /// Consonants without voice: a plural's S has none behind them, a past's D becomes T.
    static let voiceless = Set(["P", "T", "K", "F", "TH", "S", "SH", "CH"].map(symbol))
}
