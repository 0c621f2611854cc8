import Testing

@testable import SpeechText

/// Mandarin as a newsreader says it; 两 stands before measure words, 千 and the
/// myriads.
@Suite struct NormalizationChineseTests {
    @Test(arguments: ChineseCases.all)
    func reads(_ test: Case) {
        #expect(normalized(test.written, "zh") == test.spoken)
    }

    @Test(arguments: ChineseCases.traditional)
    func readsTraditional(_ test: Case) {
        #expect(normalized(test.written, "zh-TW") == test.spoken)
    }

    @Test(arguments: ["今天天气很好。", "“你好，”他说。", "约翰·史密斯", "什么？"])
    func leaves(_ text: String) {
        #expect(normalized(text, "zh") == text)
    }
}

enum ChineseCases {
    static let all = [
        Case("20.50元", "二十元五角"), Case("3.05元", "三元零五分"), Case("3.15元", "三元一角五分"),
        Case("0.50元", "五角"), Case("0.05元", "五分"), Case("2.00元", "两元"), Case("¥20.50", "二十元五角"),
        Case("20.5元", "二十点五元"), Case("3元", "三元"), Case("20.50美元", "二十点五零美元"),
        Case("-3.05元", "负三元零五分"),
        Case("5个人", "五个人"), Case("2个", "两个"), Case("2天", "两天"), Case("第2个", "第二个"),
        Case("12个", "十二个"), Case("22个", "二十二个"), Case("10", "十"), Case("15", "十五"),
        Case("100", "一百"), Case("101", "一百零一"), Case("110", "一百一十"), Case("115", "一百一十五"),
        Case("1001", "一千零一"), Case("1,050", "一千零五十"), Case("2000", "两千"), Case("200", "二百"),
        Case("10010", "一万零一十"), Case("20000", "两万"), Case("100000", "十万"),
        Case("100015", "十万零一十五"), Case("12345678", "一千二百三十四万五千六百七十八"),
        Case("100000001", "一亿零一"), Case("200000000", "两亿"), Case("3.14", "三点一四"),
        Case("-5", "负五"), Case("0.5", "零点五"), Case("1/2", "二分之一"), Case("3/4", "四分之三"),
        Case("50%", "百分之五十"), Case("5%~10%", "百分之五到百分之十"), Case("5-10%", "百分之五到百分之十"),
        Case("3‰", "千分之三"), Case("2024年", "二零二四年"), Case("1984年5月1日", "一九八四年五月一日"),
        Case("2000年前", "两千年前"), Case("98年", "九八年"), Case("90年代", "九十年代"), Case("10年", "十年"),
        Case("2年", "两年"), Case("2月", "二月"), Case("2024-05-01", "二零二四年五月一日"),
        Case("1990-1995年", "一九九零到一九九五年"),
        Case("下午3点", "下午三点"), Case("2点", "两点"), Case("15:45", "十五点四十五分"),
        Case("3:05", "三点零五分"), Case("2:30", "两点三十分"), Case("15：00", "十五点"),
        Case("¥100", "一百元"), Case("$5", "五美元"), Case("€20", "二十欧元"), Case("2元", "两元"),
        Case("100元", "一百元"), Case("¥3万", "三万元"), Case("$5 million", "五百万美元"),
        Case("1.5亿", "一点五亿"), Case("3万5千", "三万五千"),
        Case("5km", "五公里"), Case("5 kg", "五公斤"), Case("20°C", "二十摄氏度"), Case("-5°C", "零下五摄氏度"),
        Case("60km/h", "每小时六十公里"), Case("20㎡", "二十平方米"), Case("100MB", "一百兆字节"),
        Case("13812345678", "幺三八，幺二三四，五六七八"), Case("010-12345678", "零幺零，幺二三四五六七八"),
        Case("拨打110", "拨打幺幺零"), Case("第1章", "第一章"), Case("１２３", "一百二十三"),
        Case("007", "零零七"), Case("10-12人", "十到十二人"), Case("10～12人", "十到十二人"),
        Case("2:00-3:30", "两点到三点三十分"), Case("气温-3℃", "气温零下三摄氏度"),
        Case("5月-8月", "五月-八月"), Case("人口约14.1亿", "人口约十四点一亿"),
        Case("2米", "两米"), Case("2楼", "二楼"), Case("2年级", "二年级"), Case("NBA比赛", "N B A比赛"),
        Case("好！！！", "好！"), Case("你好😀。", "你好。"), Case("A&B", "A和B"), Case("3+4=7", "三加四等于七"),
        Case("打110报警", "打幺幺零报警"), Case("拨打120和119。", "拨打幺二零和幺幺九。"), Case("打110个", "打一百一十个"),
        Case("手机号186 1234 5678", "手机号幺八六，幺二三四，五六七八"),
        Case("电话：021-5555 1234", "电话：零二幺，五五五五，幺二三四"),
        Case("QQ号是123456789", "Q Q号是一二三四五六七八九"), Case("邮编100080", "邮编一零零零八零"),
        Case("号码：20231", "号码：二零二三一"), Case("编号是500", "编号是五百"),
        Case("186 12 34", "一百八十六 十二 三十四"), Case("110，119，120", "一百一十，一百一十九，一百二十"),
        Case("120急救", "幺二零急救"), Case("账号123456789", "账号一二三四五六七八九"), Case("比分5:2", "比分五比二"),
        Case("号码100个", "号码一百个"), Case("syrinx.org", "syrinx 点 org"), Case("2小时", "两小时"),
        Case("2个月", "两个月"),
    ]
    static let traditional = [
        Case("20000", "兩萬"), Case("2個", "兩個"), Case("3:05", "三點零五分"), Case("-5", "負五"),
        Case("1億", "一億"), Case("5km", "五公里"),
    ]
}
