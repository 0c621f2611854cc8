/// Surnames that are read otherwise than the word that they are.
enum MandarinNames {
    /// Puts the readings of surnames in their place.
    static func apply(to words: inout [MandarinWord]) {
        let found = words.indices.compactMap { index in
            words[index].character.flatMap { surnames[$0] }.flatMap {
                isSurname(MandarinContext(words: words, index: index)) ? (index, $0) : nil
            }
        }
        for (index, syllable) in found {
            words[index].syllables = [syllable]
            words[index].kind = .person
        }
    }

    /// The surname that a word of one character would be.
    private static let surnames: [Unicode.Scalar: PinyinSyllable] = {
        let list = """
            单 shan4 曾 zeng1 仇 qiu2 解 xie4 任 ren2 华 hua4 朴 piao2 查 zha1 盖 ge3 区 ou1 翟 zhai2
            缪 miao4 冼 xian3 葛 ge3 纪 ji3 乐 yue4 燕 yan1 应 ying1 覃 qin2 柏 bai3 薄 bo2 召 shao4
            盛 sheng4 石 shi2 员 yun4 郇 xun2 祭 zhai4 折 she2 繁 po2 秘 bi4 宁 ning4 晁 chao2
            瞿 qu2 俞 yu2 洗 xian3 牟 mu4 卜 bu3 哈 ha3 车 che1 尉 wei4 沈 shen3 甄 zhen1 谌 chen2
            """
        let fields = list.split { $0 == " " || $0 == "\n" }
        var table: [Unicode.Scalar: PinyinSyllable] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            if let scalar = fields[index].unicodeScalars.first {
                table[scalar] = PinyinSyllable(fields[index + 1])
            }
        }
        return table
    }()

    /// Whether a character is a surname here: before a title or a given name, behind what one
    /// is called by.
    private static func isSurname(_ context: MandarinContext) -> Bool {
        guard let next = context.next else { return context.isBehind("姓 小 老 姓氏 阿") }
        if titles.contains(next.text) || context.isBefore("某 总经理") { return true }
        if context.isBehind("姓") { return true }
        if next.kind == .person, next.characters.count <= 2 { return true }
        guard
            context.previous == nil
                || context.isBehind("叫 是 和 与 跟 同学 老师 名叫 演员 作家 记者 教授 歌手 主席 对 请 让")
        else { return false }
        // One or two single characters that are no words between.
        guard next.character != nil, [.other, .noun, .adjective].contains(next.kind),
            !common.contains(next.text)
        else { return false }
        guard let further = context.after(2) else { return true }
        return further.character == nil
            || [.other, .noun, .adjective, .verb, .adverb, .particle].contains(further.kind)
    }

    private static let titles: Set<String> = [
        "先生", "女士", "小姐", "老师", "教授", "医生", "经理", "总", "局长", "校长", "部长", "博士", "同学", "主任",
        "师傅", "太太", "夫人", "律师", "警官", "记者", "队长", "院长", "董事长", "秘书", "书记", "大夫", "导演", "工",
        "老板", "阿姨", "叔叔", "大爷", "大妈", "哥", "姐", "氏", "家", "姓",
    ]

    private static let common: Set<String> = [
        "的", "了", "在", "是", "有", "人", "不", "个", "上", "下", "里", "中", "大", "小", "多", "好", "高", "新",
        "老",
        "长", "名", "位", "块", "本", "年", "月", "日", "家", "事", "钱", "水", "门", "头", "手",
    ]
}
