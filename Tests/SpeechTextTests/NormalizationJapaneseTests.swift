import Testing

@testable import SpeechText

/// Figures become Han numerals, which a morphological analyser reads together with
/// their counters; what has one reading only becomes kana.
@Suite struct NormalizationJapaneseTests {
    @Test(arguments: JapaneseCases.all)
    func reads(_ test: Case) {
        #expect(normalized(test.written, "ja") == test.spoken)
    }

    @Test(arguments: ["今日はいい天気です。", "「はい」と言った。", "東京・大阪", "コーヒー", "Swiftで書く"])
    func leaves(_ text: String) {
        #expect(normalized(text, "ja") == text)
    }
}

enum JapaneseCases {
    static let all = [
        Case("10分", "ジュップン"), Case("10分の1", "十分の一"), Case("20分", "二十分"),
        Case("10分の二", "十分の二"), Case("10時10分の電車", "十時ジュップンの電車"), Case("8時10分の2番線", "八時ジュップンの二番線"),
        Case("1/3", "三分の一"), Case("11/23", "二十三分の十一"), Case("5.0。", "五点〇。"),
        Case("110，119，120", "百十，百十九，百二十"), Case("1，2", "一，二"), Case("1，234円", "一，二百三十四円"),
        Case("１，２３４円", "千二百三十四円"), Case("１，２３４，５６７", "百二十三万四千五百六十七"),
        Case("１１０，１１９，１２", "百十，百十九，十二"), Case("１，２３４，５", "一，二百三十四，五"),
        Case("８頭", "八頭"), Case("Wi-Fi", "ワイファイ"), Case("e-mailで", "イーメールで"),
        Case("5人", "五人"), Case("10個", "十個"), Case("11", "十一"), Case("100", "百"),
        Case("123", "百二十三"), Case("1000", "千"), Case("1,234", "千二百三十四"),
        Case("10000", "一万"), Case("12345", "一万二千三百四十五"), Case("100000000", "一億"),
        Case("１２３円", "百二十三円"), Case("3万5千円", "三万五千円"), Case("1億2,000万人", "一億二千万人"),
        Case("1.5万", "一点五万"), Case("3.14", "三点一四"), Case("0.5", "零点五"), Case("-5", "マイナス五"),
        Case("−3度", "マイナス三度"), Case("第3回", "第三回"), Case("3番目", "三番目"), Case("3つ", "三つ"),
        Case("1/2", "二分の一"), Case("½", "二分の一"), Case("3/4", "四分の三"),
        Case("10〜12人", "十から十二人"), Case("10～12時", "十から十二時"), Case("5-10個", "五から十個"),
        Case("2024年5月1日", "二千二十四年五月一日"), Case("1984年", "千九百八十四年"),
        Case("昭和60年", "昭和六十年"), Case("令和6年", "令和六年"), Case("2024/05/01", "二千二十四年五月一日"),
        Case("2024-05-01", "二千二十四年五月一日"), Case("3時半", "三時半"), Case("3時30分", "三時三十分"),
        Case("15:45", "十五時四十五分"), Case("午後3:30", "午後三時三十分"), Case("9:00", "九時"),
        Case("9am", "午前九時"), Case("１０：３０", "十時三十分"),
        Case("100円", "百円"), Case("¥1,000", "千円"), Case("￥500", "五百円"), Case("$5", "五ドル"),
        Case("$3.50", "三ドル五十セント"), Case("€20", "二十ユーロ"), Case("$5 million", "五百万ドル"),
        Case("¥3万", "三万円"), Case("50%", "五十パーセント"), Case("50％", "五十パーセント"),
        Case("5km", "五キロメートル"), Case("20℃", "二十度"), Case("20°C", "二十度"), Case("100MB", "百メガバイト"),
        Case("16GB", "十六ギガバイト"), Case("60km/h", "時速六十キロメートル"), Case("20m²", "二十平方メートル"),
        Case("5kg", "五キログラム"), Case("10㎏", "十キログラム"), Case("500ml", "五百ミリリットル"),
        Case("090-1234-5678", "ゼロキュウゼロ、イチニサンヨン、ゴロクナナハチ"),
        Case("03-1234-5678", "ゼロサン、イチニサンヨン、ゴロクナナハチ"),
        Case("NHKのニュース", "エヌエイチケーのニュース"), Case("NASAの", "ナサの"), Case("CDを買う", "シーディーを買う"),
        Case("A&B", "AアンドB"), Case("＋", "プラス"), Case("第Ⅳ章", "第四章"),
        Case("syrinx.org/docs", "syrinx ドット org スラッシュ docs"), Case("iPhone15", "iPhone十五"),
        Case("ｱｲｳｴｵ", "アイウエオ"), Case("ｶﾞｷﾞﾊﾟ", "ガギパ"), Case("すごい！！！", "すごい！"),
        Case("え？！？", "え？！"), Case("楽しい😀です", "楽しいです"), Case("　行頭", " 行頭"),
        Case("007", "ゼロゼロナナ"), Case("v2.3.1", "バージョン二点三点一"), Case("No.1", "ナンバー一"),
        Case("10時〜18時", "十時から十八時"), Case("気温は−3.5℃", "気温はマイナス三点五度"),
        Case("午前0時", "午前零時"), Case("10:00〜18:00", "十時から十八時"),
        Case("2²", "二の二乗"), Case("約50～60%", "約五十から六十パーセント"), Case("3×4", "三かける四"),
    ]
}
