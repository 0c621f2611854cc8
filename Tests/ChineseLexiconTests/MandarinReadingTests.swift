import ChineseLexicon
import SpeechText
import Testing

/// A text, and its Pinyin with a space between words or without.
struct Reading: CustomTestStringConvertible, Sendable {
    var text: String
    var pinyin: String
    init(_ text: String, _ pinyin: String) {
        self.text = text
        self.pinyin = pinyin.filter { $0 != " " }
    }
    var testDescription: String { text }
}

/// The dictionary tones of a text, or those that are said.
func pinyin(_ text: String, asSpoken: Bool = false) -> String {
    MandarinPhonemizer(lexicon: EmbeddedMandarin()).readings(of: text)
        .map { $0.pinyin(asSpoken: asSpoken) }.joined()
}

@Suite struct `Mandarin readings` {
    @Test(arguments: [
        // 了 着 得 地 的
        Reading("他走了", "ta1 zou3 le5"), Reading("我了解", "wo3 liao3jie3"),
        Reading("做不了", "zuo4bu4liao3"), Reading("搬得了", "ban1 de5 liao3"),
        Reading("看着我", "kan4zhe5 wo3"), Reading("睡着了", "shui4zhao2 le5"),
        Reading("猜着了", "cai1 zhao2 le5"), Reading("找不着", "zhao3bu4zhao2"),
        Reading("穿着打扮", "chuan1zhuo2da3ban5"), Reading("跑得快", "pao3 de5 kuai4"),
        Reading("我得走了", "wo3 dei3 zou3 le5"), Reading("他得了奖", "ta1 de2 le5 jiang3"),
        Reading("慢慢地走", "man4man4de5 zou3"), Reading("这块地", "zhe4kuai4 di4"),
        Reading("高兴地说", "gao1xing4 de5 shuo1"), Reading("目的地", "mu4di4di4"),
        Reading("的确是他的", "di2que4 shi4 ta1 de5"),
        // 行 长 重 还 都 为
        Reading("银行在行动", "yin2hang2 zai4 xing2dong4"), Reading("第三行", "di4san1 hang2"),
        Reading("行不行", "xing2 bu4 xing2"), Reading("他长高了", "ta1 zhang3gao1 le5"),
        Reading("头发很长", "tou2fa5 hen3 chang2"), Reading("外交部长", "wai4jiao1bu4zhang3"),
        Reading("长得像", "zhang3de5 xiang4"), Reading("重新做", "chong2xin1 zuo4"),
        Reading("很重", "hen3 zhong4"), Reading("还没还书", "hai2mei2 huan2shu1"),
        Reading("把钱还给他", "ba3 qian2 huan2gei3 ta1"), Reading("首都都是人", "shou3du1 dou1 shi4 ren2"),
        Reading("成为", "cheng2wei2"), Reading("为你唱歌", "wei4 ni3 chang4ge1"),
        Reading("以他为榜样", "yi3 ta1 wei2 bang3yang4"), Reading("高度为三米", "gao1du4 wei2 san1mi3"),
        // 乐 发 只 种 数 传 教 觉 调 好 假 空 便 朝
        Reading("快乐的音乐", "kuai4le4 de5 yin1yue4"), Reading("理发", "li3fa4"),
        Reading("发现", "fa1xian4"), Reading("三只鸟", "san1zhi1 niao3"),
        Reading("只有一只", "zhi3you3 yi1zhi1"), Reading("种了一种花", "zhong4 le5 yi1zhong3 hua1"),
        Reading("数不清的数字", "shu3bu4qing1 de5 shu4zi4"), Reading("传记", "zhuan4ji4"),
        Reading("他教中文，不信教", "ta1 jiao1 zhong1wen2 bu4 xin4jiao4"),
        Reading("睡觉", "shui4jiao4"), Reading("睡了一觉", "shui4 le5 yi1jiao4"),
        Reading("调整", "tiao2zheng3"), Reading("调查", "diao4cha2"), Reading("爱好", "ai4hao4"),
        Reading("请假", "qing3jia4"), Reading("假货", "jia3huo4"), Reading("有空", "you3kong4"),
        Reading("空气", "kong1qi4"), Reading("便宜", "pian2yi5"), Reading("方便", "fang1bian4"),
        Reading("朝气", "zhao1qi4"), Reading("朝代", "chao2dai4"),
        Reading("北京市朝阳区", "bei3jing1shi4 chao2yang2 qu1"),
        Reading("切蛋糕", "qie1dan4gao1"), Reading("把衣服晒干", "ba3 yi1fu5 shai4gan1"),
        Reading("量一下体温", "liang2 yi1xia4 ti3wen1"), Reading("中奖了", "zhong4jiang3 le5"),
        Reading("一行人", "yi1xing2 ren2"), Reading("写一行字", "xie3 yi1hang2 zi4"),
        Reading("系鞋带", "ji4 xie2dai4"), Reading("把孩子背在背上", "ba3 hai2zi5 bei1 zai4 bei4shang4"),
        Reading("他得的是肺炎", "ta1 de2 de5 shi4 fei4yan2"), Reading("点着了火", "dian3zhao2 le5 huo3"),
        Reading("他为人正直", "ta1 wei2 ren2 zheng4zhi2"), Reading("这场大雨", "zhe4chang2 da4yu3"),
        Reading("这场比赛", "zhe4chang3 bi3sai4"), Reading("出差的差旅费", "chu1chai1 de5 chai1lü3fei4"),
        Reading("人们和孩子们", "ren2men5 he2 hai2zi5men5"), Reading("摔倒了", "shuai1dao3 le5"),
    ])
    func `polyphones`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }

    @Test(arguments: [
        Reading("单老师", "shan4 lao3shi1"), Reading("曾国藩", "zeng1guo2fan1"),
        Reading("姓仇", "xing4 qiu2"), Reading("解先生", "xie4 xian1sheng5"),
        Reading("任正非", "ren2zheng4fei1"), Reading("任小姐", "ren2 xiao3jie5"),
        Reading("查女士", "zha1 nü3shi4"), Reading("区教授", "ou1 jiao4shou4"),
        Reading("诸葛亮", "zhu1ge3liang4"), Reading("尉迟恭", "yu4chi2 gong1"),
        Reading("令狐冲", "ling2hu2 chong1"), Reading("朴先生", "piao2 xian1sheng5"),
        Reading("曾经", "ceng2jing1"), Reading("任务", "ren4wu4"), Reading("仇恨", "chou2hen4"),
        Reading("重庆厦门西藏", "chong2qing4 xia4men2 xi1zang4"),
    ])
    func `names`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }

    @Test(arguments: [
        Reading("我们的", "wo3men5 de5"), Reading("桌子", "zhuo1zi5"), Reading("电子", "dian4zi3"),
        Reading("妈妈和姐姐", "ma1ma5 he2 jie3jie5"), Reading("好吧", "hao3 ba5"),
        Reading("是吗", "shi4 ma5"), Reading("你呢", "ni3 ne5"), Reading("东西", "dong1xi5"),
        Reading("站起来", "zhan4qi3lai5"), Reading("走进来", "zou3jin4 lai5"),
        Reading("跑过去", "pao3 guo4qu5"), Reading("走来走去", "zou3lai2zou3qu4"),
        Reading("房间里", "fang2jian1 li5"), Reading("看看", "kan4kan5"),
        Reading("聊聊", "liao2liao5"), Reading("这个", "zhe4ge5"), Reading("知道", "zhi1dao5"),
        Reading("喜欢", "xi3huan5"), Reading("明白", "ming2bai5"), Reading("先生", "xian1sheng5"),
    ])
    func `neutral tones`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }

    @Test(arguments: [
        Reading("花儿", "huar1"), Reading("玩儿", "wanr2"), Reading("一会儿", "yi1huir4"),
        Reading("哪儿", "nar3"), Reading("冰棍儿", "bing1gunr4"), Reading("女儿", "nü3er2"),
        Reading("幼儿园", "you4er2yuan2"), Reading("儿子", "er2zi5"),
        Reading("快点儿", "kuai4dianr3"), Reading("聊聊天儿", "liao2liao5tianr1"),
        Reading("瓶盖儿", "ping2gair4"), Reading("哈尔滨", "ha1er3bin1"),
    ])
    func `erhua`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }

    @Test(arguments: [
        Reading("重慶的銀行", "chong2qing4 de5 yin2hang2"), Reading("頭髮", "tou2fa5"),
        Reading("發展", "fa1zhan3"), Reading("一隻貓", "yi1zhi1 mao1"),
        Reading("只要", "zhi3yao4"), Reading("看著他", "kan4zhe5 ta1"),
        Reading("著名的著作", "zhu4ming2 de5 zhu4zuo4"), Reading("什麼", "shen2me5"),
        Reading("為什麼", "wei4shen2me5"), Reading("音樂", "yin1yue4"), Reading("還給", "huan2gei3"),
        Reading("長大了", "zhang3da4 le5"), Reading("裡面", "li3mian5"), Reading("後來", "hou4lai2"),
        Reading("乾淨", "gan1jing4"), Reading("乾隆", "qian2long2"), Reading("臺灣", "tai2wan1"),
        Reading("這裡", "zhe4li5"), Reading("妳們", "ni3men5"),
    ])
    func `traditional characters`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }

    @Test(arguments: [
        Reading("荀𫖮", "xun2 yi3"), Reading("㛃", "jie2"), Reading("𠮷", ""),
        Reading("二〇二四年", "er4 ling2 er4 si4 nian2"),
        Reading("时时々", "shi2 shi2 shi2"), Reading("日々", "ri4 ri4"),
    ])
    func `rare characters`(_ test: Reading) {
        #expect(pinyin(test.text) == test.pinyin)
    }
}
