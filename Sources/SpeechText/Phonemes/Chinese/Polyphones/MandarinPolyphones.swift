/// Readings of single characters that depend on their neighbours. What stands in words of the
/// dictionary is read there.
enum MandarinPolyphones {
    /// The reading of a word of one character; nil where it is its usual one.
    static func reading(at context: MandarinContext) -> PinyinSyllable? {
        guard let character = context.word.character, let rule = rules[character] else {
            return nil
        }
        return rule(context).flatMap { PinyinSyllable($0) }
    }

    /// Whether there is a rule for a character.
    static func hasRule(for character: Unicode.Scalar) -> Bool { rules[character] != nil }

    /// The reading of a word of several characters that its dictionary can't know; nil for most.
    static func wordReading(at context: MandarinContext) -> [PinyinSyllable]? {
        guard let rule = wordRules[context.word.text] else { return nil }
        return rule(context).flatMap { PinyinSyllable.word($0) }
    }

    private static let wordRules: [String: Rule] = [
        // People on their way are yi1xing2, a line and a trade yi1hang2.
        "一行": { context in
            if context.isBefore("人 他们 来到 抵达")
                || context.isBeforeNumber && !context.isBehind("这 第 那")
            {
                return nil
            }
            return context.isBehind("们 代表团 团 先生 总理 主席") ? nil : "yi1hang2"
        },
        "点着": { $0.isBefore("了") ? "dian3zhao2" : nil },
        "这场": { $0.isBefore("雨 大雨 雪 大雪 病 大病 梦 战争 风雨") ? "zhe4chang2" : nil },
        "那场": { $0.isBefore("雨 大雨 雪 大雪 病 大病 梦 战争 风雨") ? "na4chang2" : nil },
        "一数": { $0.isBehind("从") ? "yi1shu3" : nil },
        "得了": { context in
            context.previous.map { $0.kind == .verb && $0.character != nil } == true
                && context.next == nil ? "de5liao3" : nil
        },
        "朝阳": { context in
            context.isBefore("区 门 公园 路 医院 大街") || context.isBehind("北京 北京市 辽宁 辽宁省")
                ? "chao2yang2" : nil
        },
        "地方": { context in
            context.isBefore("政府 官 性 法规 戏 志 财政 人大 税 保护 武装 分权 当局 特色 组织 经济")
                ? "di4fang1" : nil
        },
        "大意": { context in
            context.isBehind("粗心 太 疏忽 一时 麻痹 千万别") || context.isBefore("失") ? "da4yi5" : nil
        },
        "穿着": { context in
            context.isBehind("的 他的 她的") && !context.isBefore("一 件") ? "chuan1zhuo2" : nil
        },
    ]

    /// A reading in Pinyin where neighbours ask for one.
    typealias Rule = @Sendable (MandarinContext) -> String?

    private static let rules: [Unicode.Scalar: Rule] = [
        "得": de, "地": particleDi, "了": le, "着": zhe, "行": hang, "长": chang, "重": chong,
        "还": huan, "为": wei, "只": zhi, "种": zhong, "数": shu, "教": jiao, "觉": jue,
        "调": tiao, "假": jia, "空": kong, "背": bei, "倒": dao, "中": hit, "量": liang,
        "切": { _ in "qie1" }, "卷": volume,
        "担": { $0.isCounted ? "dan4" : nil }, "系": ji, "传": chuan,
        "哪": { $0.next == nil && $0.previous != nil ? "na5" : nil },
        "石": { $0.isCounted && $0.isBefore("米 粮 大米 粮食") ? "dan4" : nil },
        "载": { $0.isCounted ? "zai3" : nil }, "冲": { $0.isBefore("着 我 你 他 她") ? "chong4" : nil },
        "差": { $0.isBehind("出 公") ? "chai1" : nil },
        "相": { $0.isBehind("照 照了 拍 一张") ? "xiang4" : nil },
        "都": { $0.isBehind("之 故 旧 建 定 迁") ? "du1" : nil },
        "划": { $0.isBefore("船 着 了 破 桨 一") ? "hua2" : nil },
        "吐": { $0.isBefore("了 血") && !$0.isBefore("了口气 了舌头 了一口") ? "tu4" : nil },
        "缝": { $0.isBefore("衣 好 了 上 补 被 在 着") ? "feng2" : nil },
        "应": { $0.isBefore("了 声 约 邀") ? "ying4" : nil },
        "好": { $0.isBehind("喜 爱") ? "hao4" : nil },
        "处": { $0.isBefore("得 在 理") ? "chu3" : nil },
        "发": { $0.isBehind("白 黑 长 短 理 染 烫 剪") ? "fa4" : nil },
        "尽": { $0.isBefore("快 量 早 管") ? "jin3" : nil },
        "给": { $0.isBehind("补 供 配") ? "ji3" : nil },
        "曲": { $0.isCounted || $0.isBehind("首 支 名 歌 这") ? "qu3" : nil },
        "分": { $0.isBehind("成 养 水") ? "fen4" : nil },
        "扇": { $0.isBefore("扇子 风 了") ? "shan1" : nil },
        "闷": { $0.isBefore("热 得 死") ? "men1" : nil },
        "卡": { $0.isBefore("在 住 了") ? "qia3" : nil }, "削": { $0.isBefore("减 弱") ? "xue1" : nil },
        "挨": { $0.isBefore("打 骂 饿 批 揍 冻 了") ? "ai2" : nil },
        "转": { $0.isBefore("圈 了一圈 了几圈 个不停") ? "zhuan4" : nil },
        "乐": { $0.isBehind("奏 国 民 声") ? "yue4" : nil },
        "炸": { $0.isBefore("鸡 薯 油 虾 鱼 酱 春卷 丸子") ? "zha2" : nil },
        "粘": { $0.isBehind("很 太 有点 有点儿 真") ? "nian2" : nil },
        "场": {
            $0.isBehind("一 这 那 两 几 三") && $0.isBefore("雨 大雨 雪 大雪 病 大病 空 梦 战 风") ? "chang2" : nil
        },
        "称": { $0.isBefore("一称 了称 体重 一下") ? "cheng1" : nil },
        "没": { $0.isBefore("过 入 顶") && $0.isBehind("水 雪 草") ? "mo4" : nil },
        "盛": { $0.isBefore("饭 汤 了 满 着 碗") ? "cheng2" : nil },
        "藏": {
            $0.isBehind("青 川 滇 入 进 援 回 在") || $0.isBefore("传 族 语 文 历 医 药 区 民 香 袍 獒") ? "zang4" : nil
        },
        "干": gan,
    ]
}
