import Testing

@testable import SpeechText

@Suite struct `Mandarin sounds` {
    @Test(arguments: [
        ("zhong1", "ʈʂ ʊ1 ŋ"), ("guo2", "k w o2"), ("hao3", "x aʊ3"), ("shi4", "ʂ ɨ4"),
        ("zi5", "ts ɨ5"), ("xi1", "ɕ i1"), ("ju2", "tɕ y2"), ("quan2", "tɕʰ ɥ ɛ2 n"),
        ("lü4", "l y4"), ("lve4", "l ɥ e4"), ("yue4", "ɥ e4"), ("you3", "j oʊ3"), ("yi1", "i1"),
        ("wu3", "u3"), ("yu2", "y2"), ("wen4", "w ə4 n"), ("dui4", "t w eɪ4"),
        ("er2", "ə2 ɻ"), ("bo1", "p w o1"), ("o4", "w o4"), ("xiong2", "ɕ j ʊ2 ŋ"),
        ("yong4", "j ʊ4 ŋ"), ("tian1", "tʰ j ɛ1 n"), ("xin1", "ɕ i1 n"), ("ming2", "m i2 ŋ"),
        ("zhuang4", "ʈʂ w ɑ4 ŋ"), ("che1", "ʈʂʰ ɤ1"), ("jie3", "tɕ j e3"), ("yun2", "y2 n"),
        ("huar1", "x w ɑ1 ɻ"), ("dianr3", "t j ɑ3 ɻ"), ("huir4", "x w ə4 ɻ"), ("shir4", "ʂ ə4 ɻ"),
    ])
    func `syllables`(pinyin: String, sounds: String) throws {
        let syllable = try #require(PinyinSyllable(pinyin))
        let written = MandarinSounds.phonemes(of: syllable).map {
            $0.symbol.ipa + ($0.stress.isTone ? "\($0.stress.rawValue - 4)" : "")
        }
        #expect(written.joined(separator: " ") == sounds)
    }

    @Test func `Pinyin is read back`() throws {
        for initial in PinyinSyllable.Initial.allCases {
            for final in PinyinSyllable.Final.allCases {
                let isSpelt = initial == .none || ![.m, .n, .ng, .ueng].contains(final)
                // ü behind j q x is written u, and is never u there; 翁 has no initial.
                let hasU = [.j, .q, .x].contains(initial) && "\(final)".hasPrefix("u")
                let isAlone = initial == .none && final == .ong
                guard isSpelt, !hasU, !isAlone else { continue }
                let syllable = PinyinSyllable(initial, final, tone: 3)
                #expect(PinyinSyllable(syllable.description) == syllable, "\(syllable)")
                let code =
                    UInt16(initial.rawValue) << 9 | UInt16(final.rawValue) << 3 | 3
                #expect(PinyinSyllable(code: code) == syllable)
            }
        }
    }

    @Test(arguments: ["", "x", "zh", "hao6", "hao0", "3", "abc1", "中"])
    func `what is no syllable`(text: String) {
        #expect(PinyinSyllable(text) == nil)
    }

    @Test func `names are read back`() throws {
        let inventory = PhonemeInventory.chinese
        #expect(PhonemeInventory.of(.chinese)?.language == .chinese)
        #expect(Language("zh-TW").flatMap(PhonemeInventory.of) != nil)
        #expect(Language("yue").flatMap(PhonemeInventory.of) == nil)
        for symbol in inventory.symbols {
            for stress in inventory.stresses {
                let phoneme = Phoneme(symbol, stress)
                let name = try #require(inventory.name(of: phoneme))
                #expect(inventory.phoneme(named: name) == phoneme)
            }
        }
        #expect(inventory.phoneme(named: "a6") == nil)
        #expect(inventory.phoneme(named: "b1") == nil)
        #expect(
            inventory.names(of: MandarinSounds.phonemes(of: try #require(PinyinSyllable("xuan2"))))
                == "x yv eh2 n")
    }

    @Test func `transcriptions are read back`() throws {
        let reading = IPAReading(.chinese)
        for word in [
            "zhong1guo2", "xi1an1", "nü3er2", "hua1yuan2", "zi4ji3", "huar1", "tian1an1men2",
            "ke3ai4", "ping2guo3", "bing1gunr4", "shi2jian1",
        ] {
            let syllables = try #require(PinyinSyllable.word(word))
            let phonemes = syllables.flatMap { MandarinSounds.phonemes(of: $0) }
            #expect(reading.phonemes(of: reading.ipa(of: phonemes)) == phonemes, "\(word)")
        }
    }

    @Test(arguments: [
        ("xɑŋ˧˥", "h aa2 ng"), ("xaŋ³⁵", "h a2 ng"), ("xɑŋ2", "h aa2 ng"), ("ma˥˥.ma", "m a1 m a5"),
        ("ni˨˩˦ xaʊ˨˩", "n i3 h ao3"), ("ʂɨ˥˩", "sh ih4"), ("ˈkjæt", "g y a4 d"),
        ("t͡ɕʰi˥", "q i1"), ("ma³", "m a3"), ("ma˧", "m a5"), ("", ""), ("˥˩", ""),
    ])
    func `transcriptions of others`(ipa: String, names: String) {
        #expect(PhonemeInventory.chinese.names(of: IPAReading(.chinese).phonemes(of: ipa)) == names)
    }
}
