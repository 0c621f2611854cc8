/// Reads one word in its sentence.
struct EnglishWordReader: Sendable {
    /// How a word is said.
    struct Reading {
        var phonemes: [Phoneme]
        var origin: PhonemeSequence.Origin
        var sense: WordSense?
        /// What the last vowel becomes before another: the, to.
        var linking: PhonemeSymbol?
    }

    let lexicon: any PronunciationLexicon

    /// The reading of the word at a place.
    func reading(of context: EnglishContext, isShouted: Bool) -> Reading {
        let word = context.word
        let letters = word.letters
        guard !letters.isEmpty else { return Reading(phonemes: [], origin: .unread) }
        if letters.utf8.count == 1 { return letterReading(context) }
        var closed = EnglishWordClass.closed(letters)
        if word.has(.joinsNext), let prefix = Self.prefixes[letters] {
            return Reading(phonemes: prefix, origin: .lexicon)
        }
        if word.has([.apostropheBefore]), let short = Self.shortened[letters] {
            return Reading(phonemes: short, origin: .lexicon)
        }
        // Capitals among small letters are said with weight: "IT", "OR".
        if word.has(.allCapitals), !isShouted { closed = nil }
        // The month, and the name.
        if word.has(.capital), !word.has(.first), letters == "may" || letters == "will" {
            closed = nil
        }
        let isWeak = closed.map { self.isWeak(context, $0) } ?? false
        guard let entry = lexicon.entry(for: letters) else {
            var reading = derivedReading(context, isShouted: isShouted)
            if isWeak { reading.phonemes = Self.weakened(reading.phonemes) }
            return reading
        }
        return lexiconReading(context, entry, isWeak: isWeak)
    }

    /// Whether a function word has no weight here.
    private func isWeak(_ context: EnglishContext, _ tags: EnglishWordClass) -> Bool {
        let word = context.word
        if word.has(.joinsNext) {
            // In the middle of joined words, as in state-of-the-art, but not in on-line.
            return context.index > 0 && context.words[context.index - 1].has(.joinsNext)
                && tags.has([.weak, .alwaysWeak])
        }
        return tags.has(.alwaysWeak) || tags.has(.weak) && word.pause == .none
    }

    /// A word that the dictionary has.
    private func lexiconReading(
        _ context: EnglishContext, _ entry: LexiconEntry, isWeak: Bool
    ) -> Reading {
        let word = context.word
        guard case .several(let senses) = entry else {
            let phonemes = entry.phonemes(as: .noun)
            return Reading(phonemes: isWeak ? Self.weakened(phonemes) : phonemes, origin: .lexicon)
        }
        if isWeak, let weak = senses[.weak] {
            return Reading(
                phonemes: weak, origin: .lexicon, sense: .weak,
                linking: word.letters == "the"
                    ? ARPAbet.iy : word.letters == "to" ? ARPAbet.uw : nil)
        }
        let others = Set(senses.keys).subtracting([.weak])
        guard others.count > 1 else {
            let phonemes = entry.phonemes(as: others.first ?? .noun)
            return Reading(phonemes: isWeak ? Self.weakened(phonemes) : phonemes, origin: .lexicon)
        }
        let sense = EnglishHomographs.sense(at: context, of: others)
        let phonemes = entry.phonemes(as: sense)
        return Reading(
            phonemes: isWeak ? Self.weakened(phonemes) : phonemes, origin: .lexicon, sense: sense)
    }

    /// A syllable without weight.
    private static func weakened(_ phonemes: [Phoneme]) -> [Phoneme] {
        guard phonemes.lazy.filter(\.isVowel).count == 1 else { return phonemes }
        return phonemes.map { Phoneme($0.symbol) }
    }

    // MARK: Letters

    /// A letter alone: the article, or its name.
    private func letterReading(_ context: EnglishContext) -> Reading {
        let word = context.word
        let byte = word.letters.utf8.first ?? 0
        if byte == 0x61, !isLetterA(context) {
            return Reading(phonemes: EnglishLetters.article, origin: .lexicon, sense: .weak)
        }
        if byte == 0x69, word.has(.capital), !isAmongLetters(context) {
            return Reading(phonemes: EnglishLetters.pronounI, origin: .lexicon)
        }
        return Reading(phonemes: EnglishLetters.name(of: byte), origin: .spelled)
    }

    /// Whether an A is the letter rather than the article: among other single letters, before
    /// a mark, or as a capital within a sentence that is no headline.
    private func isLetterA(_ context: EnglishContext) -> Bool {
        let words = context.words
        let word = context.word
        if word.pause != .none || word.has(.joinsNext) || context.index == words.count - 1 {
            return true
        }
        guard word.has(.capital) else { return false }
        if isAmongLetters(context) { return true }
        return !word.has(.first) && !words[context.index + 1].has(.capital)
    }

    /// Whether another single capital stands beside a letter, as in a spelt acronym. "I" counts
    /// only before it: "A I am" is none.
    private func isAmongLetters(_ context: EnglishContext) -> Bool {
        if context.word.has(.ofAcronym) { return true }
        let words = context.words
        let index = context.index
        func isLetter(_ index: Int) -> Bool {
            words.indices.contains(index) && words[index].has(.capital)
                && (words[index].letters.utf8.count == 1
                    || words[index].letters.utf8.dropFirst().first == 0x27
                        && !words[index].letters.hasPrefix("i'"))
        }
        if isLetter(index - 1), words[index - 1].pause == .none { return true }
        return words[index].pause == .none && isLetter(index + 1)
            && words[index + 1].letters != "i"
    }

    /// Letters without a vowel; a small s behind them is a plural's: tvs.
    private func spelledWord(_ letters: String) -> [Phoneme] {
        guard letters.utf8.count > 2, letters.hasSuffix("s"), !letters.hasSuffix("ss") else {
            return spelled(letters.utf8)
        }
        let stem = spelled(letters.utf8.dropLast())
        return stem + EnglishEndings.s(after: stem)
    }

    private func spelled(_ letters: some Collection<UInt8>) -> [Phoneme] {
        letters.flatMap { EnglishLetters.name(of: $0) }
    }

    // MARK: Words that the dictionary lacks

    private func derivedReading(_ context: EnglishContext, isShouted: Bool) -> Reading {
        let word = context.word
        let letters = word.letters
        if let mark = letters.lastIndex(of: "'") {
            return contractedReading(context, mark, isShouted: isShouted)
        }
        if letters.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            return Reading(phonemes: mixed(letters), origin: .spelled)
        }
        if word.has(.innerCapital) {
            let parts = Self.humps(of: word.written)
            if parts.count > 1 {
                let read = parts.map { part(of: $0) }
                return Reading(phonemes: read.flatMap { $0 }, origin: .derived)
            }
        }
        if word.has(.apostropheAfter), letters.hasSuffix("in"), letters.utf8.count > 3,
            let whole = known(letters + "g")
        {
            // doin': without its g.
            return Reading(phonemes: whole.dropLast() + [Phoneme(ARPAbet.n)], origin: .derived)
        }
        if isSpelled(word, isShouted: isShouted) {
            return Reading(phonemes: spelledWord(letters), origin: .spelled)
        }
        if let derived = derived(letters, at: context) { return derived }
        return Reading(phonemes: lexicon.phonemes(byRules: letters), origin: .rules)
    }

    /// Capitals that make no word, and letters without a vowel.
    private func isSpelled(_ word: EnglishWord, isShouted: Bool) -> Bool {
        let count = word.letters.utf8.count
        let hasVowel = word.letters.utf8.contains { "aeiouy".utf8.contains($0) }
        if !hasVowel { return true }
        guard word.has(.allCapitals), !isShouted, count <= 6 else { return false }
        return count <= 3
            || !ExpressionReader.isPronounceable(word.letters.utf8.map { $0 & 0xDF })
    }

    /// The word before an apostrophe with what stands behind it.
    private func contractedReading(
        _ context: EnglishContext, _ mark: String.Index, isShouted: Bool
    ) -> Reading {
        let letters = context.word.letters
        let stem = String(letters[..<mark])
        let ending = letters[letters.index(after: mark)...]
        var words = context.words
        words[context.index].letters = stem
        words[context.index].written = ""
        words[context.index].shape.remove(.innerCapital)
        var base: Reading
        if ending == "s", words[context.index].has(.innerCapital) == false {
            // A possessive is a noun's.
            base = stemReading(EnglishContext(words: words, index: context.index), isShouted)
        } else {
            base = reading(
                of: EnglishContext(words: words, index: context.index), isShouted: isShouted)
        }
        guard let more = EnglishEndings.contracted(ending, after: base.phonemes) else {
            // D'Angelo, O'Brien: both parts are names.
            if stem != "o", let phonemes = known(stem + ending) {
                return Reading(phonemes: phonemes, origin: .derived)
            }
            let tail = stemOnly(String(ending))
            return Reading(phonemes: stemOnly(stem) + tail, origin: .derived)
        }
        base.phonemes += more
        base.linking = nil
        if base.origin == .lexicon { base.origin = .derived }
        return base
    }

    private func stemReading(_ context: EnglishContext, _ isShouted: Bool) -> Reading {
        let word = context.word
        if word.letters.utf8.count == 1 {
            return Reading(phonemes: spelled(word.letters.utf8), origin: .spelled)
        }
        if let entry = lexicon.entry(for: word.letters) {
            var phonemes = entry.phonemes(as: .noun)
            if EnglishWordClass.closed(word.letters)?.has([.weak, .alwaysWeak]) == true {
                phonemes = Self.weakened(phonemes)
            }
            return Reading(phonemes: phonemes, origin: .lexicon)
        }
        return reading(of: context, isShouted: isShouted)
    }

    private func stemOnly(_ letters: String) -> [Phoneme] {
        if letters.utf8.count == 1 { return letters == "o" ? Self.irishO : spelled(letters.utf8) }
        return known(letters) ?? lexicon.phonemes(byRules: letters.replacing("'", with: ""))
    }

    private static let irishO = ARPAbet.phonemes("OW0")

    /// Letters and digits in one word: mp3, covid19.
    private func mixed(_ letters: String) -> [Phoneme] {
        var result: [Phoneme] = []
        var run = ""
        func end() {
            guard !run.isEmpty else { return }
            result += part(of: run)
            run = ""
        }
        for byte in letters.utf8 {
            if (0x30...0x39).contains(byte) {
                end()
                result += EnglishLetters.name(of: byte)
            } else if byte != 0x27 {
                run.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        end()
        return result
    }

    /// A part of a word: by the dictionary, by its letters where they are few or capitals, or by
    /// rule.
    private func part(of written: String) -> [Phoneme] {
        let letters = written.lowercased()
        let isCapitals = written.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        if letters.utf8.count == 1 || isCapitals && letters.utf8.count <= 3 {
            return spelled(letters.utf8)
        }
        if let known = known(letters) { return known }
        let hasVowel = letters.utf8.contains { "aeiouy".utf8.contains($0) }
        if !hasVowel { return spelled(letters.utf8) }
        return lexicon.phonemes(byRules: letters)
    }

    /// The parts of a word with capitals inside: `GitHub`, `YouTube`, `MacOS`, `OpenAIs`.
    static func humps(of written: String) -> [String] {
        var parts: [String] = []
        var part = ""
        let bytes = Array(written.utf8)
        func isCapital(_ index: Int) -> Bool {
            bytes.indices.contains(index) && (0x41...0x5A).contains(bytes[index])
        }
        for index in bytes.indices {
            let isHump = isCapital(index) && !isCapital(index - 1)
            // The last of several capitals begins the next word: XMLReader.
            let isLast =
                isCapital(index) && isCapital(index - 1) && index + 1 < bytes.count
                && !isCapital(index + 1) && index + 2 < bytes.count
            if index > 0, isHump || isLast {
                parts.append(part)
                part = ""
            }
            part.unicodeScalars.append(Unicode.Scalar(bytes[index]))
        }
        parts.append(part)
        return parts
    }

    private func known(_ letters: String) -> [Phoneme]? {
        lexicon.entry(for: letters)?.phonemes(as: .noun)
    }

    /// A plural or third person of a known word, or a word of two.
    ///
    /// Other endings are left to the rules, which know them better than the dictionary's stems
    /// do: of the CMU dictionary's words in -ing that flite's edition lacks, the rules get 88 of
    /// 100 right, stem and ending 75.
    private func derived(_ letters: String, at context: EnglishContext) -> Reading? {
        if let stem = EnglishEndings.singular(of: letters), let entry = lexicon.entry(for: stem) {
            var sense: WordSense?
            if case .several(let senses) = entry, senses.count > 1 {
                sense = EnglishHomographs.sense(at: context, of: Set(senses.keys))
            }
            let phonemes = entry.phonemes(as: sense ?? .noun)
            return Reading(
                phonemes: phonemes + EnglishEndings.s(after: phonemes), origin: .derived,
                sense: sense)
        }
        return compound(letters)
    }

    /// A word of two words, where the rules know the first but have lost the second.
    private func compound(_ letters: String) -> Reading? {
        guard let parts = EnglishCompounds.parts(of: letters) else { return nil }
        let whole = lexicon.phonemes(byRules: letters).map(\.symbol)
        let first = known(parts.first) ?? lexicon.phonemes(byRules: parts.first)
        let second = known(parts.second) ?? lexicon.phonemes(byRules: parts.second)
        guard !first.isEmpty, whole.starts(with: first.map(\.symbol)),
            !whole.suffix(second.count).elementsEqual(second.map(\.symbol))
        else { return nil }
        return Reading(phonemes: first + EnglishCompounds.subordinate(second), origin: .derived)
    }

    /// What stands before a hyphen without being a word.
    private static let prefixes: [String: [Phoneme]] = [
        "re": "R IY1", "co": "K OW1", "pre": "P R IY1", "de": "D IY1", "ex": "EH1 K S",
        "anti": "AE1 N T IY0", "multi": "M AH1 L T IY0", "semi": "S EH1 M IY0",
        "non": "N AA1 N", "un": "AH1 N", "bi": "B AY1", "tri": "T R AY1", "pro": "P R OW1",
        "sub": "S AH1 B", "inter": "IH1 N T ER0", "vice": "V AY1 S",
    ].mapValues { ARPAbet.phonemes($0) }

    /// Words whose beginning an apostrophe stands for.
    private static let shortened: [String: [Phoneme]] = [
        "em": "AH0 M", "tis": "T IH1 Z", "twas": "T W AH1 Z", "cause": "K AH0 Z",
        "til": "T IH1 L", "n": "AH0 N", "bout": "B AW1 T", "twere": "T W ER1",
    ].mapValues { ARPAbet.phonemes($0) }
}
