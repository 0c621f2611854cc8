public import SpeechText

extension LabelledSentences {
    /// The share of sentences whose character a phonemizer reads as people do, whatever rules or
    /// models it has.
    public func share(readBy phonemizer: MandarinPhonemizer) -> Double {
        let right = sentences.count { sentence in
            Self.syllable(at: sentence.place, in: sentence.text, by: phonemizer)
                == sentence.reading
        }
        return Double(right) / Double(sentences.count)
    }

    /// How the character at a place is read; nil where it isn't.
    private static func syllable(
        at place: Int, in text: String, by phonemizer: MandarinPhonemizer
    ) -> PinyinSyllable? {
        let reading = phonemizer.readings(of: text).first { $0.range.contains(place) }
        guard let reading else { return nil }
        let before = text.utf8.prefix(place).dropFirst(reading.range.lowerBound)
        let index = String(decoding: Array(before), as: UTF8.self).unicodeScalars.count
        // 儿 is a part of the syllable before it.
        let syllables = reading.syllables.flatMap { syllable -> [PinyinSyllable] in
            guard syllable.isRhotic else { return [syllable] }
            var plain = syllable
            plain.isRhotic = false
            return [plain, PinyinSyllable(.none, .er, tone: 5)]
        }
        return index < syllables.count ? syllables[index] : nil
    }
}
