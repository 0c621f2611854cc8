/// What one language's writing is recognised by: suffixes, cue words,
/// abbreviations. The words to say are the ``Verbalizer``'s.
struct Lexicon: Sendable {
    /// How an abbreviation is read, by what stands beside it.
    enum Abbreviation: Sendable {
        /// Always the same.
        case always(String)
        /// The first before a name, else the second: `St.`, `Dr.`.
        case beforeName(String, otherwise: String)
        /// Only before a number: `No. 5`.
        case beforeNumber(String)
    }

    /// Words before a number that is a year.
    struct YearCues: Sendable {
        /// After these it is a year unless something is counted.
        var certain: Set<String>
        /// After these it is a year where it looks like a recent one.
        var possible: Set<String>
    }

    /// Whether `2º` and `2ª` are ordinals.
    var hasOrdinalMarks = false
    /// Suffixes that make an ordinal, with the gender they tell.
    var ordinalSuffixes: [String: GrammaticalGender] = [:]
    /// Words before digits that are a code.
    var codeWords: Set<String> = []
    /// nil where a year is read like any number, but for its hundreds.
    var yearCues: YearCues?
    /// Eras that stand behind a year, with their words.
    var eras: [String: String] = [:]
    /// Whether the English months are known.
    var hasMonthNames = false
    /// Months before which the first day is an ordinal: 1 de maio.
    var monthsAfterFirst: Set<String> = []
    /// Months before which a day has a point and is an ordinal: 3. Mai.
    var monthsAfterPoint: Set<String> = []
    /// What stands behind a time that has said it already: 15:30 Uhr.
    var hourWord: String?
    /// Whether `1980s` is a decade.
    var hasDecades = false
    /// Whether `15h30` is a time.
    var hasHourLetter = false
    /// Whether `am` and `pm` are known.
    var hasHalfDays = false
    /// Whether `5'10"` are feet and inches.
    var hasFeet = false
    /// Words before a telephone number of two equal groups.
    var telephoneWords: Set<String> = []
    /// Whether eleven digits from 13 on are a mobile number, as in China.
    var hasChineseMobiles = false
    /// What the point of a version is called.
    var point: String?
    /// Multipliers of money.
    var scales: [String: NumberScale] = [:]
    /// Letters that are words, as ASCII: no units after a space.
    var letterWords: Set<UInt8> = []
    /// Abbreviations without their point.
    var abbreviations: [String: Abbreviation] = [:]
    /// Abbreviations with points inside, in small letters, without the last.
    var dotted: [String: String] = [:]
    /// Capitals that are words, or that are words in capitals for stress.
    var capitalWords: Set<String> = []
    /// Words said in place of acronyms.
    var acronyms: [String: String] = [:]
    /// Words before a Roman numeral, in small letters.
    var romanCues: Set<String> = []
    /// Names of rulers, who are counted by ordinals.
    var rulers: Set<String> = []
    /// Words after a Roman numeral (century).
    var romanFollowers: Set<String> = []
    /// Whether runs of capitals are spelt.
    var spellsAcronyms = false
    /// Joined words of their own: `and/or`, `w/o`.
    var slashed: [String: String] = [:]
    /// Whether some of those are joined by hyphens.
    var hasHyphenedWords = false

    func isTelephoneWord(_ word: String) -> Bool { telephoneWords.contains(word.lowercased()) }

    func isMobileNumber(_ digits: [UInt8]) -> Bool {
        hasChineseMobiles && digits.count == 11 && digits[0] == 0x31 && digits[1] >= 0x33
    }

    /// The lexicon of a language.
    static func of(_ language: Language) -> Lexicon {
        switch language.primary {
        case "en": english
        case "ja": japanese
        case "zh", "yue": chinese
        case "pt": portuguese
        default: others[language.primary] ?? other
        }
    }
}
