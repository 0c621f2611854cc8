/// Forms of characters that the dictionary lacks, most of them in names: 髙橋 is 高橋.
///
/// Forms that it has (濱, 澤, 渡邊) it reads itself.
enum JapaneseVariants {
    /// What a character is read as; nil where it is itself.
    static func plain(_ scalar: Unicode.Scalar) -> String? { table[scalar] }

    private static let table: [Unicode.Scalar: String] = {
        // Those of one block of compatibility by number: editors may replace them unasked.
        var table: [Unicode.Scalar: String] = [
            "\u{FA10}": "塚", "\u{FA11}": "崎", "\u{FA12}": "晴", "\u{FA16}": "猪", "\u{FA17}": "益",
            "\u{FA18}": "礼", "\u{FA19}": "神", "\u{FA1A}": "祥", "\u{FA1B}": "福", "\u{FA1C}": "靖",
            "\u{FA1D}": "精", "\u{FA1E}": "羽", "\u{FA22}": "諸", "\u{FA26}": "都", "\u{FA2A}": "飯",
            "\u{FA2B}": "飼", "\u{FA2C}": "館", "\u{FA2D}": "鶴", "\u{F9DC}": "隆", "\u{F929}": "朗",
            "㈱": "株式会社", "㍿": "株式会社", "㈲": "有限会社", "㈳": "社団法人", "㈶": "財団法人", "㈻": "学校法人",
        ]
        let pairs = """
            髙高 𠮷吉 濵浜 邉辺 邊辺 齋斎 德徳 瀨瀬 黑黒 槗橋 𣘺橋 栁柳 㐂喜 曻昇 𡈽土 桒桑 靏鶴 增増 緖緒 郞郎
            鄕郷 淸清 靑青 賴頼 橫横
            """
        for pair in pairs.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if let rare = pair.unicodeScalars.first { table[rare] = String(pair.dropFirst()) }
        }
        return table
    }()
}
