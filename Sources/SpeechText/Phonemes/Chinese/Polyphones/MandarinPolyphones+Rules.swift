extension MandarinPolyphones {
    /// 得: behind a verb the particle, before one "must", else "to get".
    static let de: Rule = { context in
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

    static let must: Set<String> = [
        "还", "就", "都", "也", "总", "可", "非", "必", "必须", "又", "只", "才", "我", "你", "他", "她", "咱", "我们",
        "你们", "他们", "咱们", "大家", "真", "准", "恐怕", "可能", "一定", "肯定", "明天", "今天", "现在", "谁", "至少",
        "起码", "最少", "要是", "那", "这", "您", "人", "每天", "今晚", "所以", "都还", "仍", "仍然", "以后", "然后",
    ]

    /// 地 behind what tells how something is done.
    static let particleDi: Rule = { context in
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
    static let le: Rule = { context in
        guard let previous = context.previous, previous.isHan else { return nil }
        let characters = previous.characters
        guard let last = characters.last, last == "不" || last == "得" else { return nil }
        if characters.count > 1 { return last == "不" ? "liao3" : nil }
        guard let verb = context.before(2), verb.isHan, verb.kind != .pronoun else { return nil }
        return "liao3"
    }

    /// 着 where a verb reaches its end: 猜着了, 睡不着.
    static let zhe: Rule = { context in
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
    static let hang: Rule = { context in
        context.isCounted || context.isBehind("第 这 那 换 空 另起 首 末 单 这一 同 干 本") ? "hang2" : nil
    }

    /// 长: to grow before what that comes to, a head behind what he is the head of.
    static let chang: Rule = { context in
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

    static let offices = Set(
        "部局院校处科会厂市县省区队团组班社所站馆店村镇乡州舰船台司议厅庭盟室署系行".unicodeScalars)

    /// 卷: a volume, counted or numbered.
    static let volume: Rule = { context in
        context.isCounted || context.isBeforeNumber
            || context.isBehind("第 这 那 该 此 各 全 本 上 下 中 首 末 别 补 分 开")
            || context.isBefore("首 末 本") ? "juan4" : nil
    }

    /// 重: once more, before a verb of one character; a layer behind a number.
    static let chong: Rule = { context in
        if context.isCounted, !context.isBehind("多 这么 几斤") { return "chong2" }
        guard let next = context.next, next.kind == .verb, next.character != nil,
            !context.isBefore("于 达 约 到 有"), !context.isBehind("很 太 最 更 较 这么 多 不 越来越")
        else { return nil }
        return "chong2"
    }

    /// 还: to give back.
    static let huan: Rule = { context in
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
    static let wei: Rule = { context in
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
            becoming
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
    static let zhi: Rule = { context in
        if context.isCounted { return "zhi1" }
        guard context.isBehind("这 那 哪 这么几 大 小"), let next = context.next else { return nil }
        return [.noun, .person, .place].contains(next.kind)
            || context.isBefore("小 大 可爱 老 白 黑 猫 狗 鸟 手")
            ? "zhi1" : nil
    }

    /// 种: to plant, before what is planted.
    static let zhong: Rule = { context in
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
    static let shu: Rule = { context in
        context.isBefore("一 数 着 了 到 不 得 钱 清 星星 完 起 羊")
            || context.isBehind("来 会 请 从 去 重新 我 你 他 她 就") ? "shu3" : nil
    }

    /// 教: to teach, before whom or what is taught.
    static let jiao: Rule = { context in
        guard let next = context.next else { return nil }
        switch next.kind {
        case .pronoun, .noun, .person, .particle, .number, .other, .adjective, .place, .verb:
            return context.isBefore("会 堂 义 徒 育 师 授 皇 规 派") ? nil : "jiao1"
        default: return nil
        }
    }

    /// 觉: a sleep.
    static let jue: Rule = { context in
        context.follows("睡 睡了 睡个 睡了个 午 睡着 睡不着 睡过 一", within: 5) || context.isBehind("个 一 好 大 懒 场")
            ? "jiao4" : nil
    }

    /// 调: to set right, before what it comes to.
    static let tiao: Rule = { context in
        context.isBefore("好 高 低 整 一下 大 小 成 音量 温度 时间 闹钟 亮 暗 快 慢 一调 了调 准 味 酒 出")
            ? "tiao2" : nil
    }

    /// 假: days off.
    static let jia: Rule = { context in
        context.isBehind("请 放 休 天 周 年 个 月 几天 了假 补 产 婚 日 长 的长 请了 放了") ? "jia4" : nil
    }

    /// 空: free time, and what is left free.
    static let kong: Rule = { context in
        context.isBehind("有 没 没有 抽 得 点 填") || context.isBefore("着 出 位 下 一行 两行 一格 两格")
            ? "kong4" : nil
    }

    /// 背: to carry.
    static let bei: Rule = { context in
        context.isBefore("着 起 上 了 个 书包 包 在背 在身 在肩")
            && !context.isBefore("着手 着我 着他 着人 上 了下来 着大家 起来 下 起手")
            ? "bei1" : nil
    }

    /// 倒: to fall.
    static let dao: Rule = { context in
        if context.isBefore("了杯 了一杯 了水 了茶 了酒 了垃圾") { return "dao4" }
        if context.isBefore("了 下 塌 在 地 闭 霉 台") { return "dao3" }
        if let previous = context.previous, previous.kind == .verb, previous.character != nil {
            return "dao3"
        }
        return nil
    }

    /// 中: to hit.
    static let hit: Rule = { context in
        if context.isBefore("了奖 了大奖 了彩 了头 了毒 了弹 了计 了圈 了一 奖 毒 弹 计 枪 签 过奖 了特 了埋伏 了枪") {
            return "zhong4"
        }
        guard let previous = context.previous?.text else { return nil }
        return ["打", "射", "猜", "看", "选", "抽", "命", "击", "砸", "踢", "说", "考", "投"].contains(previous)
            ? "zhong4" : nil
    }

    /// 量: to measure.
    static let liang: Rule = { context in
        context.isBefore("一 了 体温 血压 身高 尺寸 着 体重 衣服 长 出 过 个")
            || context.isBehind("来 去 给 先 再") ? "liang2" : nil
    }

    /// 系: to tie.
    static let ji: Rule = { context in
        context.isBefore("鞋带 上 好 着 领带 安全带 紧 围巾 了 扣 腰带 红领巾 蝴蝶") ? "ji4" : nil
    }

    /// 传: a life told, behind whose it is.
    static let chuan: Rule = { context in
        guard context.next == nil || context.isBefore("的 里 中") else { return nil }
        return context.previous?.kind == .person || context.isBehind("英雄 人物 名人 本纪 外 正 前 别")
            ? "zhuan4" : nil
    }

    /// 干: dry.
    static let gan: Rule = { context in
        if context.isBefore("了这 了杯 了一杯 杯 巴 瘪 净 一杯") { return "gan1" }
        if context.isBehind("晒 吹 擦 烘 晾 口 嘴 饼 很 太 风 喝 烤 没 不 沥 榨 已经 全 葡萄") {
            return context.isBehind("不 没 太 很 已经 全")
                && !(context.next == nil || context.isBefore("了 的"))
                ? nil : context.isBehind("不 没") ? nil : "gan1"
        }
        return context.isBehind("衣服 头发 地 河水 油漆 天 皮肤") && context.isBefore("了 得 透 的")
            ? "gan1" : nil
    }

    /// What something is, or is made or called, before 为.
    private static let becoming =
        "成 作 视 称 名 定 改 分 变 化 译 选 评 列 命名 转 合 合二 "
        + "一分 升 降 增 减 缩短 判 更 最 尤 极 甚 颇 较 能 敢 难 所 "
        + "何 设 调整 提高 任命 推选 发展 转变 改名 更名 变更 定义 理解 看 "
        + "当选 聘 聘请 誉 简称 简化 折合 翻译 转化 建设 演变 确定 扩大 列 "
        + "认 扩建 改编 评选 划分 分"
}
