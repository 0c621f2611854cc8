/// What tones become beside each other: 一 and 不, the third tone, the neutral one.
///
/// Words come with dictionary tones and get those that are said. A pause, a Latin word and a
/// given pronunciation end what tones have to do with each other.
enum MandarinTones {
    /// Puts the tones of words as they are said.
    static func apply(to words: inout [MandarinWord]) {
        var syllables: [Place] = []
        for index in words.indices {
            words[index].spoken = words[index].syllables
            if words[index].isHan {
                for number in words[index].syllables.indices {
                    syllables.append(Place(word: index, syllable: number))
                }
            }
            if !words[index].isHan || words[index].pause != .none {
                change(syllables, in: &words)
                syllables.removeAll(keepingCapacity: true)
            }
        }
        change(syllables, in: &words)
    }

    /// A syllable of a phrase.
    struct Place {
        var word: Int
        var syllable: Int
    }

    private static func change(_ places: [Place], in words: inout [MandarinWord]) {
        guard places.count > 1 else { return }
        var phrase = MandarinPhrase(places, in: words)
        phrase.neutralise()
        phrase.changeOneAndNot()
        phrase.changeThirdTones()
        for (index, place) in places.enumerated() {
            words[place.word].spoken[place.syllable].tone = phrase.tones[index]
        }
    }
}

/// The syllables between two pauses, with the characters that they read.
private struct MandarinPhrase {
    /// The tones, as they are said so far.
    private(set) var tones: [UInt8]
    private let characters: [Unicode.Scalar]
    private let syllables: [PinyinSyllable]
    /// Where the word of each syllable begins and ends.
    private let words: [Range<Int>]
    private let kinds: [MandarinWordKind]
    /// How many characters the first part of each syllable's word has, if it has three.
    private let heads: [Int]
    private let count: Int

    init(_ places: [MandarinTones.Place], in all: [MandarinWord]) {
        characters = places.map { all[$0.word].characters[$0.syllable] }
        syllables = places.map { all[$0.word].syllables[$0.syllable] }
        tones = syllables.map(\.tone)
        var words: [Range<Int>] = []
        var start = 0
        while start < places.count {
            let length = all[places[start].word].syllables.count
            for _ in 0..<length { words.append(start..<start + length) }
            start += length
        }
        self.words = words
        kinds = places.map { all[$0.word].kind }
        heads = places.map { all[$0.word].head }
        count = places.count
    }

    private func character(_ index: Int) -> Unicode.Scalar? {
        characters.indices.contains(index) ? characters[index] : nil
    }

    // MARK: The neutral tone

    /// 不 and 一 between a verb and itself or its complement: 好不好, 看一看, 看不见.
    mutating func neutralise() {
        guard count > 2 else { return }
        for index in 1..<(count - 1) {
            let isDoubled =
                characters[index - 1] == characters[index + 1]
                && !Self.numerals.contains(characters[index - 1])
            if characters[index] == "不", syllables[index].tone == 4 {
                if isDoubled || isComplement(at: index) { tones[index] = 5 }
            } else if characters[index] == "一", isDoubled, characters[index - 1] != "第" {
                tones[index] = 5
            }
        }
    }

    /// Whether 不 stands between a verb and what it can't come to, within a word or beside one
    /// of the complements.
    private func isComplement(at index: Int) -> Bool {
        let word = words[index]
        if word.count == 3, word.lowerBound == index - 1 {
            return kinds[index] != .number && !Self.beforeNot.contains(characters[index - 1])
        }
        // 搬 + 不 + 动, 找 + 不到.
        let verb = words[index - 1]
        return word.lowerBound == index && verb.count == 1 && kinds[index - 1] == .verb
            && !Self.modal.contains(characters[index - 1])
            && words[index + 1].upperBound == index + 2
            && Self.complements.contains(characters[index + 1])
    }

    /// Verbs before a 不 that belongs to what follows.
    private static let modal: Set<Unicode.Scalar> = [
        "是", "有", "会", "能", "要", "来", "去", "说", "想", "让", "使", "叫", "可", "该", "肯", "敢", "为", "在",
    ]
    private static let complements: Set<Unicode.Scalar> = [
        "动", "到", "出", "见", "起", "住", "完", "了", "开", "下", "上", "懂", "着", "清", "成", "过", "及", "掉",
        "通", "进", "惯", "够", "好", "倒", "透", "尽",
    ]

    /// Words before a 不 that keeps its tone: 毫不…, 从不….
    private static let beforeNot: Set<Unicode.Scalar> = [
        "毫", "从", "并", "决", "绝", "永", "也", "都", "再", "更", "很", "太", "要", "若", "岂", "何",
    ]

    // MARK: 一 and 不

    mutating func changeOneAndNot() {
        for index in 0..<count {
            switch characters[index] {
            case "一" where tones[index] == 1: tones[index] = toneOfOne(at: index)
            case "不" where tones[index] == 4:
                if let next = following(index), next == 4 { tones[index] = 2 }
            default: break
            }
        }
    }

    /// The tone in which what follows a syllable is said, for 一 and 不: of 个 its own.
    private func following(_ index: Int) -> UInt8? {
        guard index + 1 < count else { return nil }
        return characters[index + 1] == "个" ? 4 : tones[index + 1]
    }

    private func toneOfOne(at index: Int) -> UInt8 {
        guard let next = following(index), let after = character(index + 1), next != 5 else {
            return 1
        }
        let before = character(index - 1)
        // 第一, 初一, 十一, 二一: as a number.
        if let before, Self.numerals.contains(before) || before == "第" || before == "初" {
            // 一百一十 says it so too, but 三万一千 changes it.
            if !Self.powers.contains(after) || before == "第" || before == "初" { return 1 }
        }
        if Self.digits.contains(after) || after == "点" && isOClock(index) { return 1 }
        if after == "十" { return 1 }
        // 从一数到十.
        if before == "从", after == "数" || after == "到" { return 1 }
        // 一月, 一号, 一楼 count in order; 一年级 too.
        if Self.ordinal.contains(after) && !(after == "月" && before == "个")
            || after == "年" && character(index + 2) == "级"
        {
            return 1
        }
        // 统一, 唯一: it ends its word.
        if words[index].upperBound == index + 1, words[index].count > 1,
            words[index].lowerBound < index
        {
            return 1
        }
        return next == 4 ? 2 : 4
    }

    /// Whether 一点 is a time: before minutes, or behind a part of the day.
    private func isOClock(_ index: Int) -> Bool {
        if let before = character(index - 1), let further = character(index - 2) {
            let pair = String(String.UnicodeScalarView([further, before]))
            if Self.dayParts.contains(pair) { return true }
        }
        guard let next = character(index + 2) else { return false }
        return next == "半" || next == "钟" || next == "整" || next == "零" || next == "多"
            || next == "三" && character(index + 3) == "刻"
            || Self.numerals.contains(next) && next != "点"
                && (character(index + 3) == "分" || character(index + 4) == "分"
                    || character(index + 5) == "分")
    }

    private static let dayParts: Set<String> = [
        "上午", "下午", "中午", "早上", "晚上", "凌晨", "夜里", "深夜", "半夜", "傍晚", "午夜", "清晨",
    ]
    private static let digits: Set<Unicode.Scalar> = [
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "幺", "〇",
    ]
    private static let numerals = digits.union(["十", "百", "千", "万", "亿", "两", "点"])
    private static let powers: Set<Unicode.Scalar> = ["百", "千", "万", "亿", "兆"]
    private static let ordinal: Set<Unicode.Scalar> = ["月", "号", "楼", "班", "日", "线", "中"]

    // MARK: The third tone

    /// Before another third tone the third becomes the second: within words from their parts
    /// on, and then between words from the end of the phrase on.
    mutating func changeThirdTones() {
        var index = 0
        while index < count {
            changeWithin(words[index])
            index = words[index].upperBound
        }
        // From the end on: whether a syllable changes depends on what the next became.
        for index in (0..<(count - 1)).reversed() where words[index] != words[index + 1] {
            if tones[index] == 3, tones[index + 1] == 3 { tones[index] = 2 }
        }
        changeBeforeNeutral()
    }

    /// A word of two parts of two, or two and one, or one and two.
    private mutating func changeWithin(_ word: Range<Int>) {
        guard word.count > 1 else { return }
        func isThird(_ index: Int) -> Bool { tones[index] == 3 }
        let parts = parts(of: word)
        for part in parts where part.count == 2 && isThird(part.lowerBound) {
            if isThird(part.lowerBound + 1) { tones[part.lowerBound] = 2 }
        }
        for (part, next) in zip(parts, parts.dropFirst()).reversed() {
            let end = part.upperBound - 1
            if isThird(end), isThird(next.lowerBound) { tones[end] = 2 }
        }
    }

    /// How a word of three or more syllables is put together: 展览 + 馆, 小 + 老虎, two and two.
    private func parts(of word: Range<Int>) -> [Range<Int>] {
        guard word.count > 2 else { return [word] }
        var start = word.lowerBound
        var parts: [Range<Int>] = []
        if word.count == 3 ? heads[start] == 1 : word.count % 2 == 1 {
            parts.append(start..<start + 1)
            start += 1
        }
        while start < word.upperBound {
            let end = min(start + 2, word.upperBound)
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    /// A third tone before a neutral one that was a third itself: 想想, 哪里, 小姐; not before
    /// 子, which has become an ending, nor in names of kin such as 姐姐.
    private mutating func changeBeforeNeutral() {
        for index in 0..<(count - 1) where tones[index] == 3 && tones[index + 1] == 5 {
            let pair = String(String.UnicodeScalarView(characters[index...(index + 1)]))
            let isVerbTwice =
                characters[index] == characters[index + 1] && !Self.kin.contains(characters[index])
            if isVerbTwice || Self.changing.contains(pair) { tones[index] = 2 }
        }
    }

    private static let kin: Set<Unicode.Scalar> = [
        "姐", "奶", "姥", "婶", "嫂", "宝", "嚷", "痒", "饺", "狗",
    ]
    private static let changing: Set<String> = [
        "哪里", "小姐", "手里", "眼里", "嘴里", "水里", "海里", "老鼠", "打点", "讲讲", "把手", "早起", "等等",
        "法子", "可以", "所以", "指甲", "本领", "晌午",
    ]
}
