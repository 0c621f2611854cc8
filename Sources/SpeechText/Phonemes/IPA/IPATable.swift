/// What the symbols of the International Phonetic Alphabet are in one language.
struct IPATable: Sendable {
    /// Two symbols that are read as one, such as `eɪ`.
    var pairs: [String: [PhonemeSymbol]]
    /// Single symbols.
    var singles: [Unicode.Scalar: [PhonemeSymbol]]
    /// Sounds that a vowel without stress is written with instead of its own.
    var unstressed: [PhonemeSymbol: String]
    /// What stands behind a vowel that is nasal, where the language has no such vowels.
    var nasal: PhonemeSymbol?
    /// The vowel before a consonant that makes a syllable.
    var syllabic: PhonemeSymbol?
    /// Clusters of consonants that words begin with, as the symbols' numbers; single ones are
    /// always good but for those that never begin a syllable.
    var onsets: Set<[PhonemeSymbol]>
    /// Consonants that never begin a syllable.
    var neverBegins: Set<PhonemeSymbol>
    /// Whether a syllable has a tone instead of a stress.
    var isTonal = false
    /// Whether a mora is high or low instead of stressed.
    var isPitched = false

    /// English, General American. What English lacks becomes what its speakers say instead
    /// (`x` a K, `y` an UW).
    static let english: IPATable = {
        let known = Dictionary(
            uniqueKeysWithValues: PhonemeInventory.arpabet.map { ($0.name, $0.symbol) })
        func symbols(_ text: some StringProtocol) -> [PhonemeSymbol] {
            text.split(separator: " ").compactMap { known[String($0)] }
        }
        var pairs: [String: [PhonemeSymbol]] = [:]
        for (phones, forms) in englishPairs {
            for form in forms.split(separator: " ") { pairs[String(form)] = symbols(phones) }
        }
        var singles: [Unicode.Scalar: [PhonemeSymbol]] = [:]
        for (phones, forms) in englishSingles {
            for scalar in forms.unicodeScalars { singles[scalar] = symbols(phones) }
        }
        return IPATable(
            pairs: pairs, singles: singles,
            unstressed: [symbols("AH")[0]: "ə", symbols("ER")[0]: "ɚ"],
            nasal: symbols("N")[0], syllabic: symbols("AH")[0],
            onsets: Set(englishOnsets.split(separator: ",").map { symbols($0) }),
            neverBegins: Set(symbols("NG ZH")))
    }()

    private static let englishPairs: [(String, String)] = [
        ("EY", "eɪ ɛɪ ei"), ("AY", "aɪ ɑɪ ai"), ("OY", "ɔɪ oi ɔi oɪ"), ("AW", "aʊ ɑʊ au"),
        ("OW", "oʊ əʊ ɔʊ ou"), ("CH", "tʃ"), ("JH", "dʒ"), ("IH R", "ɪə"), ("EH R", "eə ɛə"),
        ("UH R", "ʊə"), ("ER", "ɜr ər əɹ ɜɹ ɝɹ ɚɹ ɜ˞ ə˞"),
    ]

    private static let englishSingles: [(String, String)] = [
        ("IY", "i"), ("IH", "ɪɨᵻ"), ("EH", "eɛ"), ("AE", "æɶ"), ("AA", "aɑɒ"), ("AO", "ɔ"),
        ("OW", "o"), ("UH", "ʊɵɤʏ"), ("UW", "uʉɯy"), ("AH", "ʌəɐɘ"), ("ER", "ɜɝɚɞøœ"), ("P", "p"),
        ("B", "bɓ"), ("T", "tʈ"), ("D", "dɖɗɾ"), ("K", "kxχcq"), ("G", "gɡɣɟɢɠ"), ("F", "fɸ"),
        ("V", "vβʋ"), ("TH", "θ"), ("DH", "ð"), ("S", "s"), ("Z", "z"), ("SH", "ʃçʂɕɧ"),
        ("ZH", "ʒʐʑ"), ("HH", "hɦħʜ"), ("M", "mɱ"), ("N", "nɳɴ"), ("NG", "ŋ"), ("L", "lɫɬɭʟɮɺ"),
        ("R", "rɹʁʀɻɽʙ"), ("W", "wʍɰ"), ("Y", "jʝɥ"), ("CH", "ʧ"), ("JH", "ʤ"), ("N Y", "ɲ"),
        ("L Y", "ʎ"), ("T S", "ʦ"), ("D Z", "ʣ"),
    ]

    private static let englishOnsets =
        "P L,P R,P Y,B L,B R,B Y,T R,T W,D R,D W,K L,K R,K W,K Y,G L,G R,G W,F L,F R,F Y,TH R,"
        + "TH W,SH R,S P,S T,S K,S M,S N,S F,S W,S L,S P L,S P R,S P Y,S T R,S K R,S K W,S K Y,"
        + "HH Y,V Y,M Y,HH W"
}
