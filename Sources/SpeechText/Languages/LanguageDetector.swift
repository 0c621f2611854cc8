/// Tells the language of sentences, one after the other.
///
/// The script decides first; within the Latin script, function words, endings and
/// accents (``LatinLanguages``). A sentence without evidence of its own has the
/// language of the one before, the first one the default.
struct LanguageDetector: Sendable {
    /// The last language found for Latin letters.
    private var latin: Language
    /// The last language found for Han characters.
    private var han: Language?
    /// The last language of all.
    private var last: Language
    private let fallback: Language

    init(default language: Language) {
        last = language
        fallback = language
        let isHan = language.matches(.japanese) || language.matches(.chinese)
        latin = isHan ? .english : language
        han = isHan ? language : nil
    }

    /// Takes note of a stretch of text that a sentence stands in, so that its short
    /// sentences are judged in its light.
    ///
    /// A stretch with kana makes sentences of Han alone in it Japanese.
    mutating func note(context bytes: UnsafeBufferPointer<UInt8>, upTo limit: Int = 1024) {
        let part = UnsafeBufferPointer(rebasing: bytes[..<UTF8Scan.aligned(bytes, limit)])
        let census = ScriptCensus(part)
        if census.cjk > 0, let language = cjkLanguage(part, census) { han = language }
        if census.latinWords > 3, census.latinLetters > 2 * census.cjk {
            latin = LatinLanguages.language(of: part, prior: latin)
            if han == nil, census.cjk == 0 { last = latin }
        }
    }

    /// The language of a sentence.
    mutating func language(of bytes: UnsafeBufferPointer<UInt8>) -> Language {
        let language = detect(bytes)
        last = language
        return language
    }

    private mutating func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> Language {
        if let language = plainLatin(bytes) { return language }
        let census = ScriptCensus(bytes)
        var most = max(census.latinLetters, census.hangul * 2, census.cjk * 2)
        var other: Int?
        for (index, count) in census.others.enumerated() where count > most {
            most = count
            other = index
        }
        if let other { return language(ofScript: other, bytes) }
        if census.hangul > 0, census.hangul * 2 >= max(census.latinLetters / 3, census.cjk * 2) {
            return Language("ko") ?? fallback
        }
        if census.cjk > 0 {
            if census.latinWords == 0 || !isLatin(bytes, census) {
                let language = cjkLanguage(bytes, census) ?? han ?? .chinese
                han = language
                return language
            }
        }
        if census.latinWords > 0 {
            latin = LatinLanguages.language(of: bytes, prior: latin)
            return latin
        }
        return last
    }

    /// The common case without a census: all ASCII.
    private mutating func plainLatin(_ bytes: UnsafeBufferPointer<UInt8>) -> Language? {
        var letters = false
        for byte in bytes {
            if byte >= 0x80 { return nil }
            if (0x41...0x5A).contains(byte & 0xDF) { letters = true }
        }
        guard letters else { return last }
        latin = LatinLanguages.language(of: bytes, prior: latin)
        return latin
    }

    /// Whether a sentence of Latin letters and Han or kana is one of the former: by
    /// what stands outside quotes, unless everything stands in them. A function
    /// word speaks for its grammar, as does hiragana at the end of a sentence.
    private func isLatin(_ bytes: UnsafeBufferPointer<UInt8>, _ census: ScriptCensus) -> Bool {
        var census = census
        let outside = ScriptCensus(bytes, quotesCount: false)
        let quotesAreAll = outside.latinWords + outside.cjk == 0
        if !quotesAreAll { census = outside }
        let functionWords =
            quotesAreAll || outside.latinWords > 0
            ? LatinLanguages.functionWords(in: bytes) : 0
        let forLatin = census.latinWords + 3 * min(functionWords, census.latinWords)
        let forCJK = census.cjk + (census.endsInHiragana ? 6 : 0)
        return forLatin > forCJK
    }

    /// Japanese or Chinese; nil where the text itself doesn't tell.
    private func cjkLanguage(
        _ bytes: UnsafeBufferPointer<UInt8>, _ census: ScriptCensus
    ) -> Language? {
        let evidence = census.han > 0 ? HanLanguage.evidence(bytes) : 0
        if census.kana > 0 {
            // One kana as an ornament makes no Japanese of a Chinese sentence.
            return evidence > 2 * census.kana ? .chinese : .japanese
        }
        if evidence > 1 { return .chinese }
        if evidence < 0 { return .japanese }
        return nil
    }

    private func language(ofScript index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Language {
        var tag = ScriptCensus.languages[index]
        if tag == "ru" || tag == "ar" {
            var offset = 0
            while offset < bytes.count {
                let (scalar, end) = UTF8Scan.scalar(bytes, at: offset)
                offset = end
                switch scalar {
                // Ukrainian і ї є ґ, Belarusian ў, Serbian ј љ њ ћ ђ џ.
                case 0x45E: return Language("be") ?? fallback
                case 0x456, 0x457, 0x454, 0x491: tag = "uk"
                case 0x452, 0x458...0x45B, 0x45F: tag = "sr"
                // Urdu ٹ ڈ ڑ ے before Persian پ چ ژ گ, which it writes too.
                case 0x679, 0x688, 0x691, 0x6D2: return Language("ur") ?? fallback
                case 0x67E, 0x686, 0x698, 0x6AF, 0x6A9, 0x6CC: tag = "fa"
                default: break
                }
            }
        }
        return Language(tag) ?? fallback
    }
}
