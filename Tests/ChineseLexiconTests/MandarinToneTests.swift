import ChineseLexicon
import SpeechText
import Testing

@Suite struct `Mandarin tones` {
    @Test(arguments: [
        Reading("你好", "ni2hao3"), Reading("我很好", "wo3 hen2 hao3"),
        Reading("展览馆", "zhan2lan2guan3"), Reading("小老虎", "xiao3lao2hu3"),
        Reading("纸老虎", "zhi3lao2hu3"), Reading("洗脸水", "xi2lian2shui3"),
        Reading("我也很好", "wo2 ye3 hen2 hao3"), Reading("老李买酒", "lao2li3 mai2 jiu3"),
        Reading("买水果", "mai3 shui2guo3"), Reading("水果", "shui2guo3"),
        Reading("我想，你好", "wo2 xiang3 ni2hao3"), Reading("想想", "xiang2xiang5"),
        Reading("姐姐", "jie3jie5"), Reading("椅子", "yi3zi5"), Reading("小姐", "xiao2jie5"),
        Reading("哪里", "na2li5"), Reading("五百", "wu2bai3"), Reading("打水", "da2 shui3"),
        Reading("马先生", "ma3 xian1sheng5"), Reading("总统府", "zong2tong2fu3"),
        Reading("我给你买", "wo2 gei3 ni2 mai3"), Reading("很有本领", "hen2 you3 ben2ling3"),
    ])
    func `third tones`(_ test: Reading) {
        #expect(pinyin(test.text, asSpoken: true) == test.pinyin)
    }

    @Test(arguments: [
        Reading("一个", "yi2ge5"), Reading("一天", "yi4tian1"), Reading("一年", "yi4nian2"),
        Reading("一起", "yi4qi3"), Reading("一定", "yi2ding4"), Reading("第一", "di4yi1"),
        Reading("第一个", "di4yi1ge5"), Reading("星期一", "xing1qi1yi1"), Reading("统一", "tong3yi1"),
        Reading("十一个人", "shi2yi1ge5 ren2"), Reading("一月一号", "yi1yue4 yi1hao4"),
        Reading("一九九一年", "yi1jiu2jiu3yi1nian2"), Reading("看一看", "kan4 yi5 kan4"),
        Reading("三点一四", "san1dian3 yi1si4"), Reading("一百一十五", "yi4bai3 yi1shi2wu3"),
        Reading("一万一千", "yi2wan4 yi4qian1"), Reading("一心一意", "yi4xin1yi2yi4"),
        Reading("下午一点半", "xia4wu3 yi1dian3 ban4"), Reading("有一点累", "you3 yi4dian3 lei4"),
        Reading("唯一", "wei2yi1"), Reading("一一说明", "yi1yi1 shuo1ming2"),
        Reading("从一数到十", "cong2 yi1 shu3 dao4 shi2"),
    ])
    func `one`(_ test: Reading) {
        #expect(pinyin(test.text, asSpoken: true) == test.pinyin)
    }

    @Test(arguments: [
        Reading("不是", "bu2shi4"), Reading("不好", "bu4hao3"), Reading("不去", "bu2 qu4"),
        Reading("不来", "bu4 lai2"), Reading("不，不对", "bu4 bu2dui4"),
        Reading("好不好", "hao3bu5hao3"), Reading("是不是", "shi4bu5shi4"),
        Reading("看不见", "kan4bu5jian4"), Reading("对不起", "dui4bu5qi3"),
        Reading("搬不动", "ban1 bu5 dong4"), Reading("差不多", "cha4bu5duo1"),
        Reading("从不放弃", "cong2bu2 fang4qi4"), Reading("不一定", "bu4 yi2ding4"),
    ])
    func `not`(_ test: Reading) {
        #expect(pinyin(test.text, asSpoken: true) == test.pinyin)
    }

    @Test(arguments: [
        Reading("幺三八，幺二三四", "yao1 san1ba1 yao1 er4 san1si4"),
        Reading("幺幺零", "yao1yao1ling2"), Reading("八六幺零", "ba1liu4yao1ling2"),
    ])
    func `telephone digits`(_ test: Reading) {
        #expect(pinyin(test.text, asSpoken: true) == test.pinyin)
    }
}
