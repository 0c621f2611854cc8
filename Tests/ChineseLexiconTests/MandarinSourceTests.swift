import ChineseLexicon
import EnglishLexicon
import SpeechText
import Testing

@Suite struct `Mandarin phonemes and their source` {
    let phonemizer = MandarinPhonemizer(lexicon: EmbeddedMandarin())

    @Test func `words, pauses and names`() {
        let sequence = phonemizer.phonemes(of: "中国人，你好！", boundary: .sentence)
        #expect(
            sequence.names
                == "zh oo1 ng g w o2 | r uh2 n , | n i2 h ao3 .")
        #expect(sequence.ipa == "ʈʂʊŋ˥˥kwo˧˥ ɻən˧˥, ni˧˥xaʊ˨˩˦.")
        #expect(sequence.words.map(\.source) == [0..<6, 6..<9, 12..<18])
        #expect(sequence.words.map(\.origin) == [.lexicon, .lexicon, .lexicon])
    }

    @Test(arguments: [
        ("你好，世界。", [1, 2]), ("一、二；三", [1, 2, 0]), ("他说：“好。”", [0, 2, 2]),
        ("约翰·史密斯", [0, 0]), ("等等……好", [2, 0]), ("他（我）来", [1, 1, 0]),
    ])
    func `pauses`(text: String, pauses: [UInt8]) {
        #expect(
            phonemizer.phonemes(of: text, boundary: .word).words.map(\.pause.rawValue) == pauses)
    }

    @Test func `given pronunciations come first`() {
        let text = "请读行字"
        let sequence = phonemizer.phonemes(
            of: text, pronunciations: [Pronunciation(range: 6..<9, ipa: "xɑŋ˧˥")])
        #expect(sequence.words.map(\.origin) == [.lexicon, .lexicon, .given, .lexicon])
        #expect(sequence.names == "q i3 ng | d u2 | h aa2 ng | z ih4 .")
        #expect(sequence.words[2].source == 6..<9)
    }

    @Test func `dictionary and SSML are honoured and traced`() throws {
        var options = TextOptions()
        options.language = .chinese
        options.dictionary = try PronunciationDictionary(
            toml: "[[entry]]\nword = \"行\"\nipa = \"xɑŋ˧˥\"\n", file: "test")
        let source = "<speak>他 行 <phoneme alphabet=\"ipa\" ph=\"tʂʊŋ˥˩\">中</phoneme>了2个</speak>"
        let document = try Document(Array(source.utf8), format: .ssml, options: options)
        let sentence = try #require(Array(document.sentences).first)
        let sequence = phonemizer.phonemes(of: sentence)
        #expect(sequence.names == "t a1 | h aa2 ng | zh oo4 ng | l e5 | l y aa3 ng g e5 .")
        let written = sequence.words.map {
            String(decoding: document.source[$0.source], as: UTF8.self)
        }
        #expect(written == ["他", "行", "中", "了", "2个"])
    }

    @Test func `Latin words are English where somebody reads it, and spelt otherwise`() throws {
        let text = "用Python写GPT"
        let spelt = phonemizer.phonemes(of: text)
        #expect(spelt.words.map(\.origin) == [.lexicon, .spelled, .lexicon, .spelled])
        #expect(spelt.words.allSatisfy { $0.language == .chinese })
        let mixed = MandarinPhonemizer(
            lexicon: EmbeddedMandarin(), english: EnglishPhonemizer(lexicon: try CMULexicon()))
        let sequence = mixed.phonemes(of: text)
        #expect(sequence.words.map(\.language.tag).first == "zh")
        #expect(sequence.words[1].language.matches(.english))
        #expect(sequence.words[1].source == 3..<9)
        #expect(
            sequence.names.contains("P AY1 TH AA2 N") || sequence.names.contains("P AY1 TH AH0 N"))
    }

    @Test func `random texts lose nothing and stay in order`() {
        var chance = SplitMix(state: 7)
        let pieces = [
            "我", "们", "一", "不", "儿", "銀行", "著", "，", "。", "……", "、", "“", "”", " ", "-", "'",
            "A", "Python", "3", "４", "Ｂ", "\u{301}", "\u{0}", "\u{FFFD}", "👍", "カ", "の", "々",
            "𠮷", "Ж", "\u{E000}", "\u{200B}", "《", "》", "(", ")", "·", "\n", "了", "得", "看", "看",
        ]
        for round in 0..<1500 {
            var text = ""
            for _ in 0..<Int.random(in: 0...25, using: &chance) {
                text += pieces.randomElement(using: &chance) ?? ""
            }
            var mapped = MappedText()
            if round % 2 == 0 {
                mapped = MappedText(verbatim: text.utf8, at: 100)
            } else if !text.isEmpty {
                mapped = MappedText(verbatim: "0".utf8, at: 100)
                mapped.replace(0..<1, with: text)
            }
            let given =
                round % 3 == 0 && text.utf8.count > 4
                ? [Pronunciation(range: 1..<4, ipa: "ma˥˥ ma")] : []
            let aligned = given.filter { text.utf8.count > $0.range.upperBound }
            let sequence = phonemizer.phonemes(
                of: mapped, pronunciations: round % 2 == 0 ? [] : aligned, boundary: .sentence)
            var last = 0
            var phonemes = 0
            for word in sequence.words {
                #expect(word.text.lowerBound >= last || word.origin == .given)
                #expect(word.text.upperBound <= text.utf8.count && !word.text.isEmpty)
                #expect(word.phonemes.lowerBound == phonemes)
                #expect(word.source.lowerBound >= 100)
                last = word.text.upperBound
                phonemes = word.phonemes.upperBound
            }
            #expect(phonemes == sequence.phonemes.count)
            #expect(
                sequence.phonemes.allSatisfy { PhonemeInventory.chinese.contains($0.symbol) })
            for character in text.unicodeScalars where ("一"..."龥").contains(character) {
                #expect(sequence.words.contains { !$0.phonemes.isEmpty || $0.origin == .unread })
                break
            }
        }
    }

    @Test func `every character of a text is in a word`() {
        let text = "我们在重庆的银行门口等一会儿，看见两只小老虎。"
        let sequence = phonemizer.phonemes(of: text)
        let covered = sequence.words.reduce(0) { $0 + $1.text.count }
        #expect(covered == text.utf8.count - "，。".utf8.count)
        let vowels = sequence.phonemes.filter(\.isVowel)
        #expect(vowels.allSatisfy { $0.stress.isTone })
        #expect(vowels.count == text.unicodeScalars.count - 2 - 1)
    }

    @Test func `broken UTF-8, many characters, mixed digits`() throws {
        var options = TextOptions()
        options.language = .chinese
        let broken: [UInt8] = Array("我们".utf8).dropLast() + Array("好的".utf8)
        if let document = try? Document(broken, format: .plain, options: options) {
            for sentence in document.sentences {
                #expect(!phonemizer.phonemes(of: sentence).words.isEmpty)
            }
        }
        let long = String(repeating: "我们在重庆的银行门口等了一会儿不知道为什么", count: 500)
        #expect(phonemizer.phonemes(of: long).phonemes.count > 20_000)
        let unknown = String(repeating: "\u{2EBE0}\u{E000}", count: 500)
        #expect(
            phonemizer.phonemes(of: unknown).words.allSatisfy {
                $0.phonemes.isEmpty || $0.origin != .lexicon
            })
        let document = try Document(Array("１2３个，第４5页".utf8), format: .plain, options: options)
        let said = document.sentences.map { phonemizer.phonemes(of: $0).names }.joined()
        #expect(
            said.hasPrefix("i4 b ai3 uh4 r sh ih2 | s a1 n g e5 , | d i4 s ih4 sh ih2 u3 | y ee4 .")
        )
    }
}

/// Numbers that are the same every time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
