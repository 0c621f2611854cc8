import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

/// What espeak-ng is given to read, and what phonemes it says for it.
///
/// Readings follow the dictionaries (naist-jdic; Xiandai Hanyu); phonemes are
/// what espeak-ng 1.51 prints for them (`espeak-ng -q -x`), each looked at: every
/// mora and every syllable is there, no letter names, no switch of language.
@Suite struct ReadingTests {
    struct Sentence: Sendable, CustomTestStringConvertible {
        var text: String
        var reading: String
        var phonemes: String
        init(_ text: String, _ reading: String, _ phonemes: String) {
            self.text = text
            self.reading = reading
            self.phonemes = phonemes
        }
        var testDescription: String { text }
    }

    static let japanese: [Sentence] = [
        Sentence(
            "こんにちは、世界。", "コンニチワ、セカイ。",
            #"k,onnit_s\'iwa sek'ai"#),
        Sentence(
            "東京は今日、雨が降っている。", "トーキョーワ キョー、アメガ フッテイル。",
            #"to:k_j'o:wa k_j'o: am'ega p\,utte'ir`u"#),
        Sentence(
            "私は学生です。", "ワタシワ ガクセーデス。",
            #"w,atas\'iwa g,akuse:d'esu"#),
        Sentence(
            "学校へ行きましょう。", "ガッコーエ イキマショー。",
            #"gakk'o:e ,ikim'as\o:"#),
        Sentence(
            "この本を読んでください。", "コノ ホンヲ ヨンデクダサイ。",
            #"k'ono ho'u~o j,ondek,udas'ai"#),
        Sentence(
            "昨日、新しい車を買いました。", "キノー、アタラシイ クルマヲ カイマシタ。",
            #"k'ino: ,atar`'as\i: k,ur`um'ao k,aimas\'ita"#),
        Sentence(
            "日本語は難しいですか？", "ニホンゴワ ムズカシイデスカ？",
            #"n,ihoNg'owa m,uzuk,as\i:des'uka"#),
        Sentence(
            "彼女の名前は山田花子です。", "カノジョノ ナマエワ ヤマダ ハナコデス。",
            #"k,anod_z\'ono n,ama'ewa jam'ada h,anakod'esu"#),
        Sentence(
            "お茶とコーヒー、どちらが好きですか。", "オチャト コーヒー、ドチラガ スキデスカ。",
            #"ot_s\'ato k'o:Ci: d,ot_s\ir`'aga s,ukides'uka"#),
        Sentence(
            "明日は午前九時に会議があります。", "アシタワ ゴゼン クジニ カイギガ アリマス。",
            #",as\it'awa g'ozeN\ kud_z\'ini k,aig'iga ,ar`im'asu"#),
    ]

    static let mandarin: [Sentence] = [
        Sentence(
            "你好，世界。", "ni3hao3, shi4jie4. ",
            #"ni35X'Au214_| s.i.53tS;'iE51_|"#),
        Sentence(
            "我是中国人。", "wo3shi4 zhong1guo2ren2. ",
            #"wo21s.'i.51_| ts.,ong55kuo35z.'@35n_|"#),
        Sentence(
            "今天天气很好。", "jin1tian1 tian1qi4 hen3hao3. ",
            #"tS;i55nth'iE55n_| thiE55ntS;h'i51_| X@35nX'Au214_|"#),
        Sentence(
            "他觉得音乐很快乐。", "ta1 jue2de5 yin1yue4 hen3 kuai4le4. ",
            #"th'A55_| tS;yE35t@33_| ji55n'yE51_| X'@21n_| khuai53l'@51_|"#),
        Sentence(
            "银行在学校的前面。", "yin2hang2 zai4 xue2xiao4 de5 qian2mian5. ",
            #"ji35nX'a35N_| ts'ai51_| S;yE35S;j'Au51_| t@11_| tS;hiE35nmiE33n_|"#),
        Sentence(
            "我们明天去北京旅行，好吗？", "wo3men5 ming2tian1 qu4 bei3jing1 lü3xing2, hao3 ma5? ",
            #"wo21m@44n_| mi35Nth'iE55n_| tS;h'y51_| pei21tS;'i55N_| ly21S;'i35N_| X'Au21_| mA44_|"#
        ),
        Sentence(
            "这本书多少钱？", "zhe4 ben3 shu1 duo1shao3qian2? ",
            #"ts.'o-51_| p'@21n_| s.'u55_| t,uo55s.Au21tS;h'iE35n_|"#),
        Sentence(
            "女儿长大了，头发很长。", "nü3er2 zhang3da4 le5, tou2fa5 hen3 chang2. ",
            #"ny21'@r35_| ts.a21Nt'A51_| l@11_| thou35fA33_| X'@21n_| ts.h'A35N_|"#),
        Sentence(
            "谢谢你，我不知道。", "xie4xie5 ni3, wo3 bu4zhi1dao5. ",
            #"S;iE51S;iE11_| n'i214_| w'o21_| p,u51ts.i.55tAu22_|"#),
        Sentence(
            "重庆是一个重要的城市。", "chong2qing4 shi4 yi2ge5 zhong4yao4 de5 cheng2shi4. ",
            #"ts.hong35tS;h'i51N_| s.'i.51_| ji35ko-33_| ts.ong53j'Au51_| t@11_| ts.h@35Ns.'i.51_|"#
        ),
    ]

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(.enabled(if: hasJapanese), arguments: japanese)
    func japaneseIsKana(sentence: Sentence) throws {
        let kana = try JapaneseReading().kana(of: sentence.text)
        #expect(kana == sentence.reading)
        #expect(try phonemes(of: kana, voice: "jpx/ja") == sentence.phonemes)
    }

    // Skipped without the package espeak-ng.
    @Test(.enabled(if: hasEspeak), arguments: mandarin)
    func mandarinIsPinyin(sentence: Sentence) throws {
        let pinyin = try MandarinReading().pinyin(of: sentence.text)
        #expect(pinyin == sentence.reading)
        #expect(try phonemes(of: pinyin, voice: "sit/cmn-Latn-pinyin") == sentence.phonemes)
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(
        .enabled(if: hasJapanese),
        arguments: [
            ("ＡＰＩとSwiftのABC", "エーピーアイト エスダブリューアイエフティーノ エイビーシー"),
            ("すごーい！", "スゴーイ！"), ("5分", "ゴフン"), ("行こう", "イコー"), ("ー", ""), ("彁彁", ""),
            ("「はい」と言った。", "ハイ ト イッタ。"), ("百二十三円", "ヒャクニジューサンエン"), ("", ""),
        ])
    func japaneseCorners(text: String, kana: String) throws {
        #expect(try JapaneseReading().kana(of: text) == kana)
    }

    /// Numerals with their counters, after NHK's pronunciation dictionary.
    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(
        .enabled(if: hasJapanese),
        arguments: [
            ("四時、七時、九時", "ヨジ、シチジ、クジ"), ("一人、二人、三人、四人、十四人", "ヒトリ、フタリ、サンニン、ヨニン、ジューヨニン"),
            ("四年と二十四年", "ヨネント ニジューヨネン"), ("四円", "ヨエン"),
            ("一本、二本、三本、六本、八本、十本、百本", "イッポン、ニホン、サンボン、ロッポン、ハッポン、ジュッポン、ヒャッポン"),
            ("一匹、三匹、六匹", "イッピキ、サンビキ、ロッピキ"),
            ("一分、三分、四分、六分、八分、二十分", "イップン、サンプン、ヨンプン、ロップン、ハップン、ニジュップン"),
            ("三十分間", "サンジュップンカン"), ("十分の一", "ジューブンノ イチ"),
            ("一回、六回、八回、十回目", "イッカイ、ロッカイ、ハッカイ、ジュッカイメ"),
            ("三階、三足", "サンガイ、サンゾク"), ("一冊、八歳、十週間", "イッサツ、ハッサイ、ジュッシューカン"),
            ("二十歳と二十四歳", "ハタチト ニジューヨンサイ"), ("三ヶ月", "サンカゲツ"),
            ("五月一日、三日、八日、十四日、二十日", "ゴガツ ツイタチ、ミッカ、ヨーカ、ジューヨッカ、ハツカ"),
            ("一日、十九日、二十七日", "イチニチ、ジュークニチ、ニジューシチニチ"),
            ("三百円、六百円、八百円、三千円、八千円", "サンビャクエン、ロッピャクエン、ハッピャクエン、サンゼンエン、ハッセンエン"),
            ("一兆", "イッチョー"), ("一二三", "イチニサン"), ("一つ、二つ", "ヒトツ、フタツ"),
            ("三百年代", "サンビャクネンダイ"), ("十キロメートル", "ジュッキロメートル"), ("三点一四", "サンテン イチヨン"),
        ])
    func numeralsAndCounters(text: String, kana: String) throws {
        #expect(try JapaneseReading().kana(of: text) == kana)
    }

    @Test(arguments: [
        ("一个人不是一只猫。", "yi2ge5 ren2 bu2shi4 yi4zhi1 mao1. "),
        ("第一，不行！", "di4yi1, bu4xing2! "), ("兒童節的音樂會", "er2tong2jie2 de5 yin1yue4hui4"),
        ("我用Python写GPT程序", "wo3 yong4 Python xie3 G P T cheng2xu4"), ("嗯", "en5"),
        ("[[ma1]]好", "ma1 hao3"), ("，。", ""), ("绿略", "lü4 lüe4"), ("𠮷", ""),
    ])
    func mandarinCorners(text: String, pinyin: String) throws {
        #expect(try MandarinReading().pinyin(of: text) == pinyin)
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(
        .enabled(if: hasJapanese),
        arguments: [
            (
                "SwiftのAPIを使う。",
                "<voice xml:lang=\"en-us\">Swift</voice> ノ エーピーアイヲ ツカウ。"
            )
        ])
    func latinWordsAmongKanaAreEnglish(text: String, markup: String) throws {
        #expect(try JapaneseReading().markup(of: text) == markup)
    }

    @Test(arguments: [
        (
            "我用Python写GPT程序",
            "wo3 yong4 <voice xml:lang=\"en-us\">Python</voice> xie3 G P T cheng2xu4"
        ),
        ("iPhone很好。", "<voice xml:lang=\"en-us\">iPhone</voice> hen3hao3. "),
        (
            "Wi-Fi 密码和machine learning，好",
            "<voice xml:lang=\"en-us\">Wi-Fi</voice> mi4ma3 he2 "
                + "<voice xml:lang=\"en-us\">machine learning</voice> hao3"
        ),
        ("A I和USB", "A I he2 U S B"), ("<voice>好&</voice>", markupOfTags), ("好- '好", "hao3, hao3"),
    ])
    func latinWordsAreEnglish(text: String, markup: String) throws {
        #expect(try MandarinReading().markup(of: text) == markup)
    }

    /// Tags of the text's own are no tags: their signs go, the words stay.
    static let markupOfTags =
        "<voice xml:lang=\"en-us\">voice</voice> hao3 <voice xml:lang=\"en-us\">voice</voice> "

    /// Nothing but kana and marks leaves, whatever comes in: espeak-ng says
    /// nonsense for anything else.
    @Test(.enabled(if: hasJapanese))
    func onlyKanaLeaves() throws {
        let reading = try JapaneseReading()
        var random = SeededGenerator(state: 11)
        let blocks: [ClosedRange<UInt32>] = [
            0x0...0x7F, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF00...0xFFEF, 0x1F300...0x1F6FF,
            0x300...0x36F,
        ]
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                let block = blocks.randomElement(using: &random) ?? 0...0x7F
                let value = UInt32.random(in: block, using: &random)
                text.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
            }
            let kana = reading.kana(of: text)
            let untagged = reading.markup(of: "<voice>" + text)
                .split(separator: "<voice xml:lang=\"en-us\">").joined()
                .split(separator: "</voice>").joined()
            #expect(!untagged.contains { "<>&[".contains($0) }, "\(text.debugDescription)")
            #expect(
                kana.unicodeScalars.allSatisfy {
                    Kana.isKana($0) || " 、。！？".unicodeScalars.contains($0)
                }, "\(text.debugDescription) gave \(kana.debugDescription)")
        }
    }

    /// Nothing but Pinyin, Latin letters, digits and marks leaves.
    @Test func onlyPinyinLeaves() throws {
        let reading = try MandarinReading()
        var random = SeededGenerator(state: 12)
        let blocks: [ClosedRange<UInt32>] = [0x0...0x7F, 0x4E00...0x9FFF, 0x20000...0x2FFFF]
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                let block = blocks.randomElement(using: &random) ?? 0...0x7F
                let value = UInt32.random(in: block, using: &random)
                text.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
            }
            let pinyin = reading.pinyin(of: text)
            let untagged = reading.markup(of: text).split(separator: "<voice xml:lang=\"en-us\">")
                .joined().split(separator: "</voice>").joined()
            #expect(!untagged.contains { "<>&[".contains($0) }, "\(text.debugDescription)")
            #expect(
                pinyin.unicodeScalars.allSatisfy {
                    $0.isASCII && $0.value >= 0x20 && $0 != "[" || $0 == "ü"
                }, "\(text.debugDescription) gave \(pinyin.debugDescription)")
        }
    }
}
