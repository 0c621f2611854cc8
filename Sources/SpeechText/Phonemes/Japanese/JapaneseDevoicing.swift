/// Which vowels are voiceless: i and u between voiceless consonants, as in Tokyo.
///
/// After Open JTalk's njd_set_unvoiced_vowel (rules 0 to 5). What the dictionary says of a word
/// comes first.
enum JapaneseDevoicing {
    /// A mora with its word and its place in its accent phrase.
    struct Place {
        var mora: JapaneseMora
        /// The index of its word.
        var word: Int
        /// Whether the voice falls behind it.
        var isNucleus = false
        /// Whether it is no mora, but a pause.
        var isPause = false
        /// Whether it is the mark of a question.
        var isQuestion = false
    }

    /// Decides for each mora.
    static func decide(_ places: inout [Place], _ words: [JapaneseWord]) {
        for index in places.indices where !places[index].isPause {
            decide(&places, index, words)
        }
    }

    private static func decide(_ places: inout [Place], _ index: Int, _ words: [JapaneseWord]) {
        let next = index + 1 < places.count ? index + 1 : nil
        let third = index + 2 < places.count ? index + 2 : nil
        // 1: です and ます.
        if let next, let third, places[index].word == places[next].word,
            places[next].word != places[third].word,
            places[index].mora.kana == "マ" || places[index].mora.kana == "デ",
            places[next].mora.kana == "ス",
            [.verb, .auxiliary, .interjection].contains(words[places[next].word].kind)
        {
            let isLong = words[places[third].word].pronunciation == "ー"
            places[next].mora.isVoiceless = !(places[third].isQuestion || isLong)
        }
        // 2: し of verbs and particles, before its neighbours.
        if let next, places[index].mora.isVoiceless != true, places[next].mora.isVoiceless == nil,
            third.map({ places[$0].mora.isVoiceless != true }) ?? true,
            words[places[next].word].pronunciation == "シ",
            [.verb, .auxiliary, .particle].contains(words[places[next].word].kind)
        {
            if places[next].isNucleus {
                places[next].mora.isVoiceless = false
            } else {
                places[next].mora.isVoiceless = isVoiceless(
                    places[next].mora.kana, before: third.map { places[$0].mora.kana })
            }
            if places[next].mora.isVoiceless == true {
                if places[index].mora.isVoiceless == nil { places[index].mora.isVoiceless = false }
                if let third, places[third].mora.isVoiceless == nil {
                    places[third].mora.isVoiceless = false
                }
            }
        }
        guard places[index].mora.isVoiceless == nil else {
            protect(&places, index, next)
            return
        }
        let word = words[places[index].word]
        if word.kind == .filler || places[index].isNucleus {
            places[index].mora.isVoiceless = false
        } else if let next, places[next].mora.isVoiceless == true {
            // 3: never two in a row.
            places[index].mora.isVoiceless = false
        } else {
            places[index].mora.isVoiceless = isVoiceless(
                places[index].mora.kana, before: next.map { places[$0].mora.kana })
        }
        protect(&places, index, next)
    }

    /// Behind a voiceless vowel comes none.
    private static func protect(_ places: inout [Place], _ index: Int, _ next: Int?) {
        if let next, places[index].mora.isVoiceless == true, places[next].mora.isVoiceless == nil {
            places[next].mora.isVoiceless = false
        }
    }

    /// Whether the consonants allow it; nil where the vowel is none that may be.
    private static func isVoiceless(_ mora: String, before next: String?) -> Bool? {
        guard let next else { return false }
        guard let followers = followers[mora], let first = next.first else { return nil }
        return followers.contains(first)
    }

    /// The first kana that may follow a mora with a voiceless vowel. Behind s comes no s or sh,
    /// behind h and f no h or f.
    private static let followers: [String: Set<Character>] = {
        let k = "カキクケコ"
        let s = "サシスセソ"
        let t = "タチツテト"
        let h = "ハヒフヘホ"
        let p = "パピプペポ"
        var table: [String: Set<Character>] = [:]
        for mora in ["スィ", "ス"] { table[mora] = Set(k + t + h + p) }
        for mora in ["フィ", "ヒ", "フ"] { table[mora] = Set(k + s + t + p) }
        for mora in [
            "キュ", "シュ", "チュ", "ツィ", "ヒュ", "ピュ", "テュ", "トゥ", "ティ", "キ", "ク", "シ", "チ", "ツ", "ピ",
            "プ",
        ] { table[mora] = Set(k + s + t + h + p) }
        return table
    }()
}
