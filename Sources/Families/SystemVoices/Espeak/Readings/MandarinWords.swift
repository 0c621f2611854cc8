/// Words in which a character is read otherwise than by itself, and words of
/// several characters so common that they had better be said in one.
///
/// Put together for this program from standard readings (Xiandai Hanyu
/// spelling); both scripts where they differ.
enum MandarinWords {
    /// The longest word that a text begins with, and its syllables; 0 if none.
    static func longest(in text: ArraySlice<Unicode.Scalar>) -> (Int, [String]) {
        guard let first = text.first, let entries = table[first] else { return (0, []) }
        for entry in entries where text.starts(with: entry.characters) {
            return (entry.characters.count, entry.syllables)
        }
        return (0, [])
    }

    private struct Entry {
        var characters: [Unicode.Scalar]
        var syllables: [String]
    }

    /// Entries by their first character, longest first.
    private static let table: [Unicode.Scalar: [Entry]] = {
        var table: [Unicode.Scalar: [Entry]] = [:]
        let fields = list.split(whereSeparator: { $0 == " " || $0 == "\n" })
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            let characters = Array(fields[index].unicodeScalars)
            var syllables: [String] = []
            var syllable = ""
            for character in fields[index + 1] {
                syllable.append(character)
                if character.isNumber {
                    syllables.append(syllable)
                    syllable = ""
                }
            }
            if let first = characters.first {
                table[first, default: []].append(
                    Entry(characters: characters, syllables: syllables))
            }
        }
        return table.mapValues { $0.sorted { $0.characters.count > $1.characters.count } }
    }()

    private static let list = """
        的 de5 了 le5 着 zhe5 著 zhe5 吗 ma5 嗎 ma5 呢 ne5 吧 ba5 么 me5 麼 me5 们 men5 們 men5
        得 de5 地 de5 长 chang2 長 chang2 重 zhong4 还 hai2 還 hai2 嘛 ma5 啊 a5 呀 ya5 嗯 en5
        了解 liao3jie3 了不起 liao3bu5qi3 受不了 shou4bu5liao3 不得了 bu4de2liao3 为了 wei4le5
        為了 wei4le5 除了 chu2le5 着急 zhao2ji2 睡着 shui4zhao2 着手 zhuo2shou3 穿着 chuan1zhuo2
        得到 de2dao4 获得 huo4de2 獲得 huo4de2 取得 qu3de2 得意 de2yi4 得知 de2zhi1 值得 zhi2de5
        觉得 jue2de5 覺得 jue2de5 记得 ji4de5 記得 ji4de5 懂得 dong3de5 得分 de2fen1 难得 nan2de2
        地方 di4fang5 地球 di4qiu2 地图 di4tu2 地圖 di4tu2 地铁 di4tie3 地鐵 di4tie3 地址 di4zhi3
        地区 di4qu1 地區 di4qu1 地点 di4dian3 地點 di4dian3 土地 tu3di4 当地 dang1di4 當地 dang1di4
        各地 ge4di4 地上 di4shang5 地下 di4xia4 地面 di4mian4 地位 di4wei4 地震 di4zhen4 天地 tian1di4
        目的地 mu4di4di4 目的 mu4di4 内地 nei4di4 外地 wai4di4 工地 gong1di4 基地 ji1di4 草地 cao3di4
        音乐 yin1yue4 音樂 yin1yue4 乐器 yue4qi4 樂器 yue4qi4 乐队 yue4dui4 樂隊 yue4dui4
        快乐 kuai4le4 快樂 kuai4le4 可乐 ke3le4 银行 yin2hang2 銀行 yin2hang2 行业 hang2ye4
        行業 hang2ye4 行列 hang2lie4 行李 xing2li5 旅行 lü3xing2 长大 zhang3da4 長大 zhang3da4
        校长 xiao4zhang3 校長 xiao4zhang3 市长 shi4zhang3 市長 shi4zhang3 部长 bu4zhang3
        部長 bu4zhang3 家长 jia1zhang3 家長 jia1zhang3 成长 cheng2zhang3 成長 cheng2zhang3
        生长 sheng1zhang3 生長 sheng1zhang3 增长 zeng1zhang3 增長 zeng1zhang3 队长 dui4zhang3
        隊長 dui4zhang3 会长 hui4zhang3 院长 yuan4zhang3 船长 chuan2zhang3 董事长 dong3shi4zhang3
        省长 sheng3zhang3 局长 ju2zhang3 长辈 zhang3bei4 重庆 chong2qing4 重慶 chong2qing4
        重新 chong2xin1 重复 chong2fu4 重複 chong2fu4 重来 chong2lai2 重建 chong2jian4
        首都 shou3du1 成都 cheng2du1 都市 du1shi4 京都 jing1du1 还钱 huan2qian2 還錢 huan2qian2
        还给 huan2gei3 還給 huan2gei3 归还 gui1huan2 歸還 gui1huan2 头发 tou2fa5 頭髮 tou2fa5
        理发 li3fa4 理髮 li3fa4 睡觉 shui4jiao4 睡覺 shui4jiao4 午觉 wu3jiao4 教书 jiao1shu1
        教書 jiao1shu1 一只 yi4zhi1 一隻 yi4zhi1 两只 liang3zhi1 兩隻 liang3zhi1 几只 ji3zhi1
        三只 san1zhi1 种地 zhong4di4 种树 zhong4shu4 種樹 zhong4shu4 种植 zhong4zhi2
        成为 cheng2wei2 成為 cheng2wei2 认为 ren4wei2 認為 ren4wei2 作为 zuo4wei2 作為 zuo4wei2
        以为 yi3wei2 以為 yi3wei2 行为 xing2wei2 行為 xing2wei2 分为 fen1wei2 称为 cheng1wei2
        变为 bian4wei2 因为 yin1wei4 因為 yin1wei4 为什么 wei4shen2me5 為什麼 wei4shen2me5
        什么 shen2me5 什麼 shen2me5 怎么 zen3me5 怎麼 zen3me5 这么 zhe4me5 這麼 zhe4me5
        那么 na4me5 那麼 na4me5 多么 duo1me5 爱好 ai4hao4 愛好 ai4hao4 好奇 hao4qi2
        干净 gan1jing4 乾淨 gan1jing4 干燥 gan1zao4 饼干 bing3gan1 若干 ruo4gan1 干部 gan4bu4
        空闲 kong4xian2 有空 you3kong4 没空 mei2kong4 填空 tian2kong4 相片 xiang4pian4
        照相 zhao4xiang4 首相 shou3xiang4 真相 zhen1xiang4 便宜 pian2yi5 大夫 dai4fu5
        少年 shao4nian2 少女 shao4nü3 青少年 qing1shao4nian2 上当 shang4dang4 适当 shi4dang4
        當作 dang4zuo4 当作 dang4zuo4 调查 diao4cha2 調查 diao4cha2 强调 qiang2diao4
        音调 yin1diao4 调整 tiao2zheng3 調整 tiao2zheng3 空调 kong1tiao2 空調 kong1tiao2
        调节 tiao2jie2 协调 xie2tiao2 自传 zi4zhuan4 传记 zhuan4ji4 炸弹 zha4dan4 子弹 zi3dan4
        朝阳 zhao1yang2 朝霞 zhao1xia2 投降 tou2xiang2 勉强 mian3qiang3 强迫 qiang3po4
        一切 yi2qie4 放假 fang4jia4 假期 jia4qi1 请假 qing3jia4 暑假 shu3jia4 寒假 han2jia4
        成分 cheng2fen4 充分 chong1fen4 部分 bu4fen5 过分 guo4fen4 水分 shui3fen4 身份 shen1fen5
        测量 ce4liang2 商量 shang1liang5 灾难 zai1nan4 難民 nan4min2 难民 nan4min2 处理 chu3li3
        處理 chu3li3 相处 xiang1chu3 处于 chu3yu2 好处 hao3chu5 角色 jue2se4 主角 zhu3jue2
        反应 fan3ying4 反應 fan3ying4 应用 ying4yong4 應用 ying4yong4 适应 shi4ying4
        應該 ying1gai1 应该 ying1gai1 供应 gong1ying4 回应 hui2ying4 会计 kuai4ji4 會計 kuai4ji4
        效率 xiao4lü4 率领 shuai4ling3 西藏 xi1zang4 出差 chu1chai1 差别 cha1bie2 差距 cha1ju4
        误差 wu4cha1 对称 dui4chen4 试卷 shi4juan4 看守 kan1shou3 沉没 chen2mo4 没有 mei2you3
        沒有 mei2you3 散文 san3wen2 似的 shi4de5 要求 yao1qiu2 正月 zheng1yue4 人参 ren2shen1
        曲折 qu1zhe2 弯曲 wan1qu1 歌曲 ge1qu3 血液 xue4ye4 模样 mu2yang4 模型 mo2xing2 西安 xi1an1
        一月 yi1yue4 一日 yi1ri4 一号 yi1hao4 星期一 xing1qi1yi1 唯一 wei2yi1 统一 tong3yi1
        一个 yi2ge5 一個 yi2ge5 这个 zhe4ge5 這個 zhe4ge5 那个 na4ge5 那個 na4ge5 哪个 na3ge5
        几个 ji3ge5 个 ge4 一下 yi2xia4 一样 yi2yang4 一樣 yi2yang4 一起 yi4qi3 一点 yi4dian3
        一點 yi4dian3 一些 yi4xie1 一直 yi4zhi2 一定 yi2ding4 一般 yi4ban1 不是 bu2shi4 不会 bu2hui4
        不會 bu2hui4 不要 bu2yao4 不对 bu2dui4 不用 bu2yong4 不过 bu2guo4 不但 bu2dan4 不错 bu2cuo4
        东西 dong1xi5 東西 dong1xi5 朋友 peng2you5 先生 xian1sheng5 太太 tai4tai5 小姐 xiao3jie5
        爸爸 ba4ba5 妈妈 ma1ma5 媽媽 ma1ma5 哥哥 ge1ge5 姐姐 jie3jie5 弟弟 di4di5 妹妹 mei4mei5
        爷爷 ye2ye5 奶奶 nai3nai5 孩子 hai2zi5 儿子 er2zi5 兒子 er2zi5 女儿 nü3er2 女兒 nü3er2
        桌子 zhuo1zi5 椅子 yi3zi5 房子 fang2zi5 样子 yang4zi5 日子 ri4zi5 妻子 qi1zi5 句子 ju4zi5
        杯子 bei1zi5 车子 che1zi5 影子 ying3zi5 我们 wo3men5 我們 wo3men5 你们 ni3men5 你們 ni3men5
        他们 ta1men5 他們 ta1men5 她们 ta1men5 它们 ta1men5 咱们 zan2men5 人们 ren2men5
        中国 zhong1guo2 中國 zhong1guo2 中文 zhong1wen2 北京 bei3jing1 上海 shang4hai3
        今天 jin1tian1 明天 ming2tian1 昨天 zuo2tian1 现在 xian4zai4 現在 xian4zai4 时候 shi2hou5
        時候 shi2hou5 时间 shi2jian1 時間 shi2jian1 早上 zao3shang5 晚上 wan3shang5 知道 zhi1dao5
        喜欢 xi3huan5 喜歡 xi3huan5 谢谢 xie4xie5 謝謝 xie4xie5 你好 ni3hao3 意思 yi4si5
        明白 ming2bai5 认识 ren4shi5 學生 xue2sheng5 学生 xue2sheng5 老师 lao3shi1 老師 lao3shi1
        学校 xue2xiao4 學校 xue2xiao4 告诉 gao4su5 休息 xiu1xi5 漂亮 piao4liang5 舒服 shu1fu5
        故事 gu4shi5 消息 xiao1xi5 事情 shi4qing5 眼睛 yan3jing5 衣服 yi1fu5 天气 tian1qi4
        天氣 tian1qi4 世界 shi4jie4 可以 ke3yi3 如果 ru2guo3 但是 dan4shi4 所以 suo3yi3
        虽然 sui1ran2 已经 yi3jing1 已經 yi3jing1 非常 fei1chang2 问题 wen4ti2 問題 wen4ti2
        工作 gong1zuo4 生活 sheng1huo2 公司 gong1si1 里 li3 里面 li3mian5 这里 zhe4li5 那里 na4li5
        哪里 na3li5 家里 jia1li5 外面 wai4mian5 前面 qian2mian5 后面 hou4mian5 上面 shang4mian5
        誰 shei2 谁 shei2 电脑 dian4nao3 電腦 dian4nao3 电话 dian4hua4 電話 dian4hua4
        """
}
