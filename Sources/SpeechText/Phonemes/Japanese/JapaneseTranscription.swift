/// A pronunciation that a text gives in kana, with the accent as Japanese dictionaries write it:
/// `ハ'シ` falls behind ハ, `ハシ'` behind シ, `ハシ` doesn't.
///
/// A space or a slash divides accent phrases. ’ is an apostrophe too, and so is ꜜ.
struct JapaneseTranscription: Equatable {
    /// An accent phrase.
    struct Phrase: Equatable {
        /// Katakana; ’ behind a mora makes its vowel voiceless.
        var kana: String
        /// The mora after which the voice falls, from 1; 0 where it doesn't.
        var accent: Int
        var morae: Int
    }

    /// The phrases, at least one.
    private(set) var phrases: [Phrase] = []

    /// Reads kana; nil where there is anything else, or nothing.
    init?(_ text: String) {
        let parts = text.unicodeScalars.split {
            $0 == "/" || $0 == "／" || $0.properties.isWhitespace
        }
        for part in parts {
            var kana = ""
            var accent = 0
            for scalar in part {
                if "'’′＇ꜜ".unicodeScalars.contains(scalar) {
                    accent = JapaneseMora.morae(of: kana).count
                } else if JapaneseKana.isKana(scalar) {
                    kana.unicodeScalars.append(JapaneseKana.katakana(scalar))
                } else {
                    return nil
                }
            }
            let morae = JapaneseMora.morae(of: kana).count
            if morae > 0 { phrases.append(Phrase(kana: kana, accent: accent, morae: morae)) }
        }
        if phrases.isEmpty { return nil }
    }

    /// Reads the International Phonetic Alphabet; nil where a sound makes no mora, as those of
    /// other languages.
    init?(ipa: String) {
        let reading = IPAReading(.japanese)
        for word in ipa.unicodeScalars.split(whereSeparator: {
            $0.properties.isWhitespace || $0 == "|" || $0 == "‖"
        }) {
            let (symbols, fall) = reading.pitchedSymbols(Array(word))
            guard !symbols.isEmpty else { continue }
            var kana = ""
            var consonant: PhonemeSymbol?
            for symbol in symbols {
                guard symbol.carriesStress else {
                    if consonant != nil { return nil }
                    consonant = symbol
                    continue
                }
                let voiced = JapaneseSounds.voiced[symbol]
                guard let mora = Self.kana[Sound(consonant: consonant, vowel: voiced ?? symbol)]
                else { return nil }
                kana += mora + (voiced == nil ? "" : "’")
                consonant = nil
            }
            guard consonant == nil else { return nil }
            phrases.append(
                Phrase(kana: kana, accent: fall, morae: JapaneseMora.morae(of: kana).count))
        }
        if phrases.isEmpty { return nil }
    }

    /// The same in the International Phonetic Alphabet, ꜜ where the voice falls.
    var ipa: String {
        phrases.map { phrase in
            var text = ""
            var last: Phoneme?
            for (index, mora) in JapaneseMora.morae(of: phrase.kana).enumerated() {
                let phonemes = JapaneseSounds.phonemes(of: mora, isHigh: false, after: last)
                text += phonemes.map(\.symbol.ipa).joined()
                last = phonemes.last ?? last
                if index + 1 == phrase.accent { text += "ꜜ" }
            }
            return text
        }.joined(separator: " ")
    }

    private struct Sound: Hashable {
        var consonant: PhonemeSymbol?
        /// Or the consonant that is a mora.
        var vowel: PhonemeSymbol
    }

    /// Morae by their sounds; of several kana the first in the order of their numbers that is no
    /// small one.
    private static let kana: [Sound: String] = {
        var table: [Sound: String] = [:]
        let small = "ァィゥェォャュョヮヵヶヰヱヲヂヅヷヸヹヺ"
        for (kana, sounds) in JapaneseKana.sounds {
            let isSmall = kana.count == 1 && small.contains(kana) || kana.hasPrefix("ヂ")
            let names = (sounds.consonant, sounds.vowel)
            let sound: Sound? =
                switch names {
                case (let consonant?, let vowel?):
                    JapaneseSounds.symbols[vowel].map {
                        Sound(consonant: JapaneseSounds.symbols[consonant], vowel: $0)
                    }
                case (let only?, nil), (nil, let only?):
                    JapaneseSounds.symbols[only].map { Sound(consonant: nil, vowel: $0) }
                case (nil, nil): nil
                }
            if let sound, !isSmall || table[sound] == nil { table[sound] = kana }
        }
        return table
    }()
}
