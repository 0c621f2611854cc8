/// Reads and writes the International Phonetic Alphabet in the phonemes of one language.
///
/// Symbols that the language lacks become what its speakers use for them; marks that change a
/// sound only slightly (length, aspiration, ties) are passed over. A word without any stress
/// mark is stressed on its first full vowel.
public struct IPAReading: Sendable {
    let table: IPATable

    /// Makes a reading into the phonemes of an inventory.
    public init(_ inventory: PhonemeInventory) { table = inventory.ipa }

    /// The words of a transcription, those without a sound left out.
    public func words(of ipa: String) -> [[Phoneme]] {
        ipa.unicodeScalars.split { $0.properties.isWhitespace || $0 == "|" || $0 == "‖" }
            .map { word(Array($0)) }.filter { !$0.isEmpty }
    }

    /// The phonemes of a transcription, whatever words it has.
    public func phonemes(of ipa: String) -> [Phoneme] { words(of: ipa).flatMap { $0 } }

    private func word(_ scalars: [Unicode.Scalar]) -> [Phoneme] {
        if table.isTonal { return tonalWord(scalars) }
        if table.isPitched { return pitchedWord(scalars) }
        var result: [Phoneme] = []
        var next = Stress.none
        var hasMark = false
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "ˈ", "'", "ˌ":
                next = scalar == "ˌ" ? .secondary : .primary
                hasMark = true
                continue
            case "\u{0303}":
                if let nasal = table.nasal, result.last?.isVowel == true {
                    result.append(Phoneme(nasal))
                }
                continue
            case "\u{0329}", "\u{030D}":
                if let vowel = table.syllabic, let consonant = result.last, !consonant.isVowel {
                    result[result.count - 1] = Phoneme(vowel, next)
                    result.append(consonant)
                    next = .none
                }
                continue
            default: break
            }
            guard let (symbols, length) = match(scalars[(index - 1)...]) else { continue }
            for symbol in symbols {
                result.append(Phoneme(symbol, next))
                if symbol.isVowel { next = .none }
            }
            index += length - 1
        }
        if !hasMark { stressFirst(&result) }
        return result
    }

    /// Stresses the first vowel that is no schwa, or else the first.
    private func stressFirst(_ phonemes: inout [Phoneme]) {
        let vowels = phonemes.indices.filter { phonemes[$0].isVowel }
        let full = vowels.first { phonemes[$0].symbol != table.syllabic }
        if let place = full ?? vowels.first { phonemes[place].stress = .primary }
    }

    /// The symbols of the longest sign that a text begins with, and how many scalars it takes.
    private func match(
        _ text: ArraySlice<Unicode.Scalar>
    ) -> (symbols: [PhonemeSymbol], length: Int)? {
        guard let first = text.first else { return nil }
        // A tie may stand inside a pair, and a length mark before an r.
        var second = text.startIndex + 1
        while second < text.endIndex, "\u{0361}\u{035C}ː".unicodeScalars.contains(text[second]) {
            second += 1
        }
        if second < text.endIndex,
            let symbols = table.pairs[String(String.UnicodeScalarView([first, text[second]]))]
        {
            return (symbols, second - text.startIndex + 1)
        }
        return table.singles[first].map { ($0, 1) }
    }

    /// The transcription of a word. Stress marks stand before the syllable; a point divides
    /// symbols that would be read as one. Reading it gives the phonemes back.
    public func ipa(of word: some Collection<Phoneme>) -> String { signs(of: word).joined() }

    /// What each phoneme of a word has in its transcription, the marks before it included.
    public func signs(of word: some Collection<Phoneme>) -> [String] {
        let word = Array(word)
        if table.isTonal { return tonalSigns(of: word) }
        if table.isPitched { return pitchSigns(of: word) }
        let marks = syllableStarts(word)
        var last: Unicode.Scalar?
        return word.enumerated().map { index, phoneme in
            var sign = String.UnicodeScalarView()
            let text =
                phoneme.stress == .none
                ? table.unstressed[phoneme.symbol] ?? phoneme.symbol.ipa : phoneme.symbol.ipa
            if let mark = marks[index], mark != .none {
                sign.append(mark == .primary ? "ˈ" : "ˌ")
            } else if let last, let first = text.unicodeScalars.first, isPair(last, first) {
                sign.append(".")
            }
            sign.append(contentsOf: text.unicodeScalars)
            last = sign.last ?? last
            return String(sign)
        }
    }

    private func isPair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        table.pairs[String(String.UnicodeScalarView([first, second]))] != nil
    }

    /// The stress of the syllables by the places where they begin.
    private func syllableStarts(_ word: [Phoneme]) -> [Int: Stress] {
        var starts: [Int: Stress] = [:]
        var last = -1
        for index in word.indices where word[index].isVowel {
            var start = index
            // As many consonants as a word may begin with go to the syllable behind them.
            while start - 1 > last, isOnset(word[(start - 1)..<index].map(\.symbol)) { start -= 1 }
            if last < 0 { start = 0 }
            starts[start] = word[index].stress
            last = index
        }
        return starts
    }

    private func isOnset(_ cluster: [PhonemeSymbol]) -> Bool {
        cluster.count == 1
            ? !table.neverBegins.contains(cluster[0]) : table.onsets.contains(cluster)
    }
}
