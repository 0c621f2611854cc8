/// The sounds of a syllable: initial, glide, vowel, ending, in which the vowel has the tone.
enum MandarinSounds {
    /// The phonemes of a syllable.
    static func phonemes(of syllable: PinyinSyllable) -> [Phoneme] {
        guard let tone = Stress(rawValue: Stress.tone1.rawValue + syllable.tone - 1) else {
            preconditionFailure("no such tone")
        }
        let isApical = syllable.final == .i && apical.contains(syllable.initial)
        let sounds =
            syllable.isRhotic
            ? isApical ? "ə ɻ" : rhotic[syllable.final] : isApical ? "ɨ" : finals[syllable.final]
        return symbols((initials[syllable.initial] ?? "") + " " + (sounds ?? "")).map {
            // ɻ and the nasals take no tone: they are no vowels.
            Phoneme($0, tone)
        }
    }

    /// Behind these i is no i, but the consonant's own voice.
    private static let apical: Set<PinyinSyllable.Initial> = [.zh, .ch, .sh, .r, .z, .c, .s]

    private static let initials: [PinyinSyllable.Initial: String] = [
        .b: "p", .p: "pʰ", .m: "m", .f: "f", .d: "t", .t: "tʰ", .n: "n", .l: "l", .g: "k",
        .k: "kʰ", .h: "x", .j: "tɕ", .q: "tɕʰ", .x: "ɕ", .zh: "ʈʂ", .ch: "ʈʂʰ", .sh: "ʂ", .r: "ɻ",
        .z: "ts", .c: "tsʰ", .s: "s",
    ]

    private static let finals: [PinyinSyllable.Final: String] = [
        .a: "a", .o: "w o", .e: "ɤ", .ê: "ɛ", .ai: "aɪ", .ei: "eɪ", .ao: "aʊ", .ou: "oʊ",
        .an: "a n", .en: "ə n", .ang: "ɑ ŋ", .eng: "ə ŋ", .ong: "ʊ ŋ", .er: "ə ɻ", .i: "i",
        .ia: "j a", .ie: "j e", .iao: "j aʊ", .iu: "j oʊ", .ian: "j ɛ n", .in: "i n",
        .iang: "j ɑ ŋ", .ing: "i ŋ", .iong: "j ʊ ŋ", .io: "j o", .iai: "j aɪ", .u: "u",
        .ua: "w a", .uo: "w o", .uai: "w aɪ", .ui: "w eɪ", .uan: "w a n", .un: "w ə n",
        .uang: "w ɑ ŋ", .ueng: "w ə ŋ", .ü: "y", .üe: "ɥ e", .üan: "ɥ ɛ n", .ün: "y n",
        .m: "ə m", .n: "ə n", .ng: "ə ŋ",
    ]

    /// With 儿: what can't be said with the tongue curled goes (i, n), or becomes ə.
    /// Lin and Wang, "A course in phonetics" (Peking University Press), chapter 7.
    private static let rhotic: [PinyinSyllable.Final: String] = [
        .a: "ɑ ɻ", .o: "w o ɻ", .e: "ɤ ɻ", .ê: "ɛ ɻ", .ai: "ɑ ɻ", .ei: "ə ɻ", .ao: "aʊ ɻ",
        .ou: "oʊ ɻ", .an: "ɑ ɻ", .en: "ə ɻ", .ang: "ɑ ɻ", .eng: "ə ɻ", .ong: "ʊ ɻ", .er: "ə ɻ",
        .i: "j ə ɻ", .ia: "j ɑ ɻ", .ie: "j e ɻ", .iao: "j aʊ ɻ", .iu: "j oʊ ɻ", .ian: "j ɑ ɻ",
        .in: "j ə ɻ", .iang: "j ɑ ɻ", .ing: "j ə ɻ", .iong: "j ʊ ɻ", .io: "j o ɻ", .iai: "j ɑ ɻ",
        .u: "u ɻ", .ua: "w ɑ ɻ", .uo: "w o ɻ", .uai: "w ɑ ɻ", .ui: "w ə ɻ", .uan: "w ɑ ɻ",
        .un: "w ə ɻ", .uang: "w ɑ ɻ", .ueng: "w ə ɻ", .ü: "ɥ ə ɻ", .üe: "ɥ e ɻ", .üan: "ɥ ɑ ɻ",
        .ün: "ɥ ə ɻ", .m: "ə ɻ", .n: "ə ɻ", .ng: "ə ɻ",
    ]

    private static let byIPA = Dictionary(
        uniqueKeysWithValues: (0..<PhonemeSymbol.count).compactMap { PhonemeSymbol(id: $0) }
            .map { ($0.ipa, $0) })

    /// Symbols by their IPA; one that there isn't is a mistake in this program.
    static func symbols(_ text: String) -> [PhonemeSymbol] {
        text.split(separator: " ").map {
            guard let symbol = byIPA[String($0)] else { preconditionFailure("no symbol \($0)") }
            return symbol
        }
    }
}

/// The sounds of all syllables that have been asked for, by the syllable.
struct MandarinSoundTable {
    private var known: [PinyinSyllable: [Phoneme]] = [:]

    /// The phonemes of a syllable.
    mutating func phonemes(of syllable: PinyinSyllable) -> [Phoneme] {
        if let phonemes = known[syllable] { return phonemes }
        var phonemes = MandarinSounds.phonemes(of: syllable)
        // 哦 is no 我.
        if syllable.initial == .none, syllable.final == .o { phonemes.removeFirst() }
        known[syllable] = phonemes
        return phonemes
    }
}
