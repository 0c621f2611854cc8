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

    private typealias Rule = @Sendable (MandarinContext) -> String?

    private static let rules: [Unicode.Scalar: Rule] = [
        "得": de, "地": particleDi, "了": le, "着": zhe, "行": hang, "长": chang, "重": chong,
        "还": huan, "为": wei, "只": zhi, "种": zhong, "数": shu, "教": jiao, "觉": jue,
        "调": tiao, "假": jia, "空": kong, "背": bei, "倒": dao, "中": hit, "量": liang,
        "切": { _ in "qie1" }, "卷": { $0.isCounted || $0.isBehind("第 这 那") ? "juan4" : nil },
        "担": { $0.isCounted ? "dan4" : nil }, "系": ji, "传": chuan, "朝": { _ in nil },
        "哪": { $0.next == nil && $0.previous != nil ? "na5" : nil },
        "石": { $0.isCounted && $0.isBefore("米 粮 大米 粮食") ? "dan4" : nil },
        "载": { $0.isCounted ? "zai3" : nil }, "冲": { $0.isBefore("着 我 你 他 她") ? "chong4" : nil },
        "差": { $0.isBehind("出 公") ? "chai1" : nil },
        "相": { $0.isBehind("照 照了 拍 一张") ? "xiang4" : nil },
        "都": { $0.isBehind("之 故 旧 建 定 迁") ? "du1" : nil },
        "划": { $0.isBefore("船 着 了 破 桨 一") ? "hua2" : nil },
        "吐": { $0.isBefore("了 血") && !$0.isBefore("了口气 了舌头 了一口") ? "tu4" : nil },
        "缝": { $0.isBefore("衣 好 了 上 补 被 在 着") ? "feng2" : nil },
        "钉": { _ in nil }, "薄": { $0.previous == nil ? nil : "bao2" },
        "应": { $0.isBefore("了 声 约 邀") ? "ying4" : nil },
        "折": { $0.isCounted ? "zhe2" : nil },
        "散": { $0.isBefore("开 了 会 去 场") ? "san4" : nil },
        "好": { $0.isBehind("喜 爱") ? "hao4" : nil },
        "处": { $0.isBefore("得 在 理") ? "chu3" : nil },
        "发": { $0.isBehind("白 黑 长 短 理 染 烫 剪") ? "fa4" : nil },
        "尽": { $0.isBefore("快 量 早 管") ? "jin3" : nil },
        "给": { $0.isBehind("补 供 配") ? "ji3" : nil },
        "曲": { $0.isCounted || $0.isBehind("首 支 名 歌 这") ? "qu3" : nil },
        "分": { $0.isBehind("成 养 水") ? "fen4" : nil },
        "扇": { $0.isBefore("扇子 风 了") ? "shan1" : nil },
        "血": { _ in nil }, "闷": { $0.isBefore("热 得 死") ? "men1" : nil },
        "卡": { $0.isBefore("在 住 了") ? "qia3" : nil }, "削": { $0.isBefore("减 弱") ? "xue1" : nil },
        "挨": { $0.isBefore("打 骂 饿 批 揍 冻 了") ? "ai2" : nil },
        "转": { $0.isBefore("圈 了一圈 了几圈 来 个不停") ? "zhuan4" : nil },
        "乐": { $0.isBehind("奏 国 民 声") ? "yue4" : nil },
        "看": { $0.isBefore("家 门 孩子") ? "kan1" : nil },
        "炸": { $0.isBefore("鸡 薯 油 虾 鱼 酱 春卷 丸子") ? "zha2" : nil },
        "粘": { $0.isBehind("很 太 有点 有点儿 真") ? "nian2" : nil },
        "场": {
            $0.isBehind("一 这 那 两 几 三") && $0.isBefore("雨 大雨 雪 大雪 病 大病 空 梦 战 风") ? "chang2" : nil
        },
        "称": { $0.isBefore("一称 了称 体重 一下") ? "cheng1" : nil },
        "没": { $0.isBefore("过 入 顶") && $0.isBehind("水 雪 草") ? "mo4" : nil },
        "省": { _ in nil }, "盛": { $0.isBefore("饭 汤 了 满 着 碗") ? "cheng2" : nil },
        "藏": { $0.isBehind("青 川 滇 入 进 援") ? "zang4" : nil },
        "干": gan, "兴": { _ in nil }, "恶": { _ in nil },
    ]

    /// 得: behind a verb the particle, before one "must", else "to get".
    private static let de: Rule = { context in
        if context.isBefore("了冠 了奖 了第 了金 了银 了一 了满 了病 了感 了癌 了分 奖 病 过 到 分 出 罪 第 票 知") {
            return "de2"
        }
        if context.isBehind("焉 安 岂 所 应 欲 既 乃") || context.isBefore("的") { return "de2" }
        if context.isBehind("不 没 未"), context.next == nil || context.isBefore("了 过") {
            return "de2"
        }
        guard let previous = context.previous else { return context.next == nil ? "de2" : "dei3" }
        if must.contains(previous.text) { return "dei3" }
        switch previous.kind {
        case .pronoun, .time, .person, .conjunction: return "dei3"
        default: return "de5"
        }
    }

    private static let must: Set<String> = [
        "还", "就", "都", "也", "总", "可", "非", "必", "必须", "又", "只", "才", "我", "你", "他", "她", "咱", "我们",
        "你们", "他们", "咱们", "大家", "真", "准", "恐怕", "可能", "一定", "肯定", "明天", "今天", "现在", "谁", "至少",
        "起码", "最少", "要是", "那", "这", "您", "人", "每天", "今晚", "所以", "都还", "仍", "仍然", "以后", "然后",
    ]

    /// 地 behind what tells how something is done.
    private static let particleDi: Rule = { context in
        guard let previous = context.previous, let next = context.next, previous.isHan else {
            return nil
        }
        if context.isBefore("里 上 下 面 方 板 点 区 图 球 铁 址 位 震") { return nil }
        if previous.kind == .number || previous.kind == .measure || previous.kind == .pronoun {
            return nil
        }
        guard next.kind != .particle, next.kind != .position else { return nil }
        let characters = previous.characters
        let isDoubled =
            characters.count > 1
            && characters[characters.count - 1] == characters[characters.count - 2]
            || characters.count == 4 && characters[0] == characters[1]
        if isDoubled { return "de5" }
        guard characters.count > 1 else {
            return ["快", "慢", "高", "深", "猛", "忽", "轻", "飞"].contains(previous.text)
                || context.isBehind("很快 很慢 很好 更好 更快 较好 更多 最好 最大") ? "de5" : nil
        }
        switch previous.kind {
        case .place, .person, .time: return nil
        case .noun:
            return [.verb, .adverb, .preposition].contains(next.kind) ? "de5" : nil
        default: return "de5"
        }
    }

    /// 了 behind a verb with 不 or 得: 做不了, 忘得了.
    private static let le: Rule = { context in
        guard let previous = context.previous, previous.isHan else { return nil }
        let characters = previous.characters
        guard let last = characters.last, last == "不" || last == "得" else { return nil }
        if characters.count > 1 { return last == "不" ? "liao3" : nil }
        guard let verb = context.before(2), verb.isHan, verb.kind != .pronoun else { return nil }
        return "liao3"
    }

    /// 着 where a verb reaches its end: 猜着了, 睡不着.
    private static let zhe: Rule = { context in
        guard let previous = context.previous, let last = previous.characters.last else {
            return nil
        }
        if last == "不" || last == "得" { return "zhao2" }
        if ["睡", "猜", "找", "抓", "逮", "点", "够", "碰", "遇"].contains(previous.text),
            context.isBefore("了 没有 没")
        {
            return "zhao2"
        }
        return nil
    }

    /// 行: a row or a trade behind a number.
    private static let hang: Rule = { context in
        context.isCounted || context.isBehind("第 这 那 换 空 另起 首 末 单 这一 同 干 本") ? "hang2" : nil
    }

    /// 长: to grow before what that comes to, a head behind what he is the head of.
    private static let chang: Rule = { context in
        if context.isBefore("得 大 高 出 满 成 在 着 胖 势 痘 于斯") {
            return context.isBefore("大衣 成语 得多") || context.isBehind("太 更 很 最") ? nil : "zhang3"
        }
        if context.isBefore("了"), !context.isBehind("太 更 变 加 拉 延 头发 米 时间"), context.after(2) != nil
        {
            return "zhang3"
        }
        guard let previous = context.previous, previous.characters.count > 1,
            let last = previous.characters.last, offices.contains(last), !context.isBefore("的 度")
        else { return nil }
        return "zhang3"
    }

    private static let offices = Set(
        "部局院校处科会厂市县省区队团组班社所站馆店村镇乡州舰船台司议厅庭盟室署系行".unicodeScalars)

    /// 重: once more, before a verb of one character; a layer behind a number.
    private static let chong: Rule = { context in
        if context.isCounted, !context.isBehind("多 这么 几斤") { return "chong2" }
        guard let next = context.next, next.kind == .verb, next.character != nil,
            !context.isBefore("于 达 约 到 有"), !context.isBehind("很 太 最 更 较 这么 多 不 越来越")
        else { return nil }
        return "chong2"
    }

    /// 还: to give back.
    private static let huan: Rule = { context in
        if context.isBefore("钱 书 债 清 款 贷 账 车 给 了钱 了书 了债 了你 了我 了他 了款") { return "huan2" }
        if context.isBefore("你 我 他 她"), !context.isBefore("我们 你们 他们 她们"),
            context.after(2) == nil || context.isBefore("你钱 我钱 他钱 你书 我书 你一 我一 他一 我清白 我自由 你的 我的 他的")
        {
            return "huan2"
        }
        if context.isBehind("要 还要 该 来 去 想 没 忘了 记得 必须"), let next = context.next,
            next.kind == .noun || context.isBefore("银行"), !context.isBefore("是 有 可以 没有")
        {
            return "huan2"
        }
        if context.next == nil || context.isBefore("了") && context.after(2) == nil
            || context.isBefore("不起 得起 回 完")
        {
            return context.previous == nil ? nil : "huan2"
        }
        return nil
    }

    /// 为: to be or become, behind what is said to be so; "for" before whom it is done for.
    private static let wei: Rule = { context in
        if context.isBefore("最 主 首 例 准 限 目标 零 约 负 百分之 基础 中心 核心 荣 己任 由 代价 单位 先") {
            return "wei2"
        }
        // 为人正直.
        if context.next?.text == "人", let further = context.after(2)?.kind,
            further == .adjective || further == .idiom
                || context.isBefore("人正直 人师表 人处世 人父母 人厚道 人谦和")
        {
            return "wei2"
        }
        if context.isBeforeNumber,
            !context.isBefore("一些 一个 几个 一家") || context.previous?.kind == .noun
        {
            return "wei2"
        }
        if context.isBehind(
            "成 作 视 称 名 定 改 分 变 化 译 选 评 列 命名 转 合 合二 一分 升 降 增 减 缩短 判 更 最 尤 极 甚 颇 较 能 敢 难 所 何 设 调整 提高 任命 推选 发展 转变 改名 更名 变更 定义 理解 看 当选 聘 聘请 誉 简称 简化 折合 翻译 转化 建设 演变 确定 扩大 列 认 扩建 改编 评选 划分 分"
        ) {
            return "wei2"
        }
        if context.follows("以 被 将 把", within: 6),
            context.after(3) == nil || !context.follows("被", within: 6)
        {
            return "wei2"
        }
        return context.next == nil ? "wei2" : nil
    }

    /// 只: of animals and things that come in pairs.
    private static let zhi: Rule = { context in
        if context.isCounted { return "zhi1" }
        guard context.isBehind("这 那 哪 这么几 大 小"), let next = context.next else { return nil }
        return [.noun, .person, .place].contains(next.kind)
            || context.isBefore("小 大 可爱 老 白 黑 猫 狗 鸟 手")
            ? "zhi1" : nil
    }

    /// 种: to plant, before what is planted.
    private static let zhong: Rule = { context in
        if context.isCounted
            || context.isBehind("这 那 哪 某 各 多 此 同 另 该 何 品 物 树 语 兵 工 变 几 有")
        {
            return nil
        }
        return context.isBefore("树 花 菜 地 田 了 着 下 上 满 瓜 豆 水稻 小麦 玉米 棉花 庄稼 草 过 茶 果 粮 蔬菜 葡萄 什么 出 在 得 起")
            || context.isBehind("会 来 去 爱 要 能 在 里 人 我 你 他 我们 他们 农民 爷爷 奶奶 难 好 容易")
            ? "zhong4" : nil
    }

    /// 数: to count.
    private static let shu: Rule = { context in
        context.isBefore("一 数 着 了 到 不 得 钱 清 星星 完 起 羊")
            || context.isBehind("来 会 请 从 去 重新 我 你 他 她 就") ? "shu3" : nil
    }

    /// 教: to teach, before whom or what is taught.
    private static let jiao: Rule = { context in
        guard let next = context.next else { return nil }
        switch next.kind {
        case .pronoun, .noun, .person, .particle, .number, .other, .adjective, .place, .verb:
            return context.isBefore("会 堂 义 徒 育 师 授 皇 规 派") ? nil : "jiao1"
        default: return nil
        }
    }

    /// 觉: a sleep.
    private static let jue: Rule = { context in
        context.follows("睡 睡了 睡个 睡了个 午 睡着 睡不着 睡过 一", within: 5) || context.isBehind("个 一 好 大 懒 场")
            ? "jiao4" : nil
    }

    /// 调: to set right, before what it comes to.
    private static let tiao: Rule = { context in
        context.isBefore("好 高 低 整 一下 大 小 成 音量 温度 时间 闹钟 亮 暗 快 慢 一调 了调 准 味 酒 出")
            ? "tiao2" : nil
    }

    /// 假: days off.
    private static let jia: Rule = { context in
        context.isBehind("请 放 休 天 周 年 个 月 几天 了假 补 产 婚 日 长 的长 请了 放了") ? "jia4" : nil
    }

    /// 空: free time, and what is left free.
    private static let kong: Rule = { context in
        context.isBehind("有 没 没有 抽 得 点 填") || context.isBefore("着 出 位 下 一行 两行 一格 两格")
            ? "kong4" : nil
    }

    /// 背: to carry.
    private static let bei: Rule = { context in
        context.isBefore("着 起 上 了 个 书包 包 在背 在身 在肩")
            && !context.isBefore("着手 着我 着他 着人 上 了下来 着大家 起来 下 起手")
            ? "bei1" : nil
    }

    /// 倒: to fall.
    private static let dao: Rule = { context in
        if context.isBefore("了杯 了一杯 了水 了茶 了酒 了垃圾") { return "dao4" }
        if context.isBefore("了 下 塌 在 地 闭 霉 台") { return "dao3" }
        if let previous = context.previous, previous.kind == .verb, previous.character != nil {
            return "dao3"
        }
        return nil
    }

    /// 中: to hit.
    private static let hit: Rule = { context in
        if context.isBefore("了奖 了大奖 了彩 了头 了毒 了弹 了计 了圈 了一 奖 毒 弹 计 枪 签 过奖 了特 了埋伏 了枪") {
            return "zhong4"
        }
        guard let previous = context.previous?.text else { return nil }
        return ["打", "射", "猜", "看", "选", "抽", "命", "击", "砸", "踢", "说", "考", "投"].contains(previous)
            ? "zhong4" : nil
    }

    /// 量: to measure.
    private static let liang: Rule = { context in
        context.isBefore("一 了 体温 血压 身高 尺寸 着 体重 衣服 长 出 过 个")
            || context.isBehind("来 去 给 先 再") ? "liang2" : nil
    }

    /// 系: to tie.
    private static let ji: Rule = { context in
        context.isBefore("鞋带 上 好 着 领带 安全带 紧 围巾 了 扣 腰带 红领巾 蝴蝶") ? "ji4" : nil
    }

    /// 传: a life told, behind whose it is.
    private static let chuan: Rule = { context in
        guard context.next == nil || context.isBefore("的 里 中") else { return nil }
        return context.previous?.kind == .person || context.isBehind("英雄 人物 名人 本纪 外 正 前 别")
            ? "zhuan4" : nil
    }

    /// 干: dry.
    private static let gan: Rule = { context in
        if context.isBefore("了这 了杯 了一杯 杯 巴 瘪 净 一杯") { return "gan1" }
        if context.isBehind("晒 吹 擦 烘 晾 口 嘴 饼 很 太 风 喝 烤 没 不 沥 榨 已经 全 葡萄") {
            return context.isBehind("不 没 太 很 已经 全")
                && !(context.next == nil || context.isBefore("了 的"))
                ? nil : context.isBehind("不 没") ? nil : "gan1"
        }
        return context.isBehind("衣服 头发 地 河水 油漆 天 皮肤") && context.isBefore("了 得 透 的")
            ? "gan1" : nil
    }
}
