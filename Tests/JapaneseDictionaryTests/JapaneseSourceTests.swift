import EnglishLexicon
import JapaneseDictionary
import SpeechText
import Testing

@Suite(.enabled(if: hasJapanese)) struct `Japanese phonemes and their source` {
    let phonemizer: JapanesePhonemizer

    init() throws { phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary()) }

    @Test func `words, phrases, pitch and names`() {
        let sequence = phonemizer.phonemes(of: "雨が降る。", boundary: .sentence)
        #expect(sequence.names == "a1 m e0 + g a0 | f u1 r u0 .")
        #expect(sequence.ipa == "aꜜmeɡa ɸɯꜜɾɯ.")
        #expect(sequence.words.map(\.source) == [0..<3, 3..<6, 6..<12])
        #expect(sequence.words.map(\.joinsPhrase) == [false, true, false])
        #expect(sequence.words.map(\.origin) == [.lexicon, .lexicon, .lexicon])
    }

    /// A character that nobody can read is told by itself, and those beside it are said.
    @Test func `rare characters keep their source`() {
        let known = phonemizer.phonemes(of: "髙橋㈱", boundary: .word)
        #expect(known.words.map(\.source) == [0..<6, 6..<9])
        #expect(known.words.allSatisfy { $0.origin == .lexicon })
        let unread = phonemizer.phonemes(of: "彅山", boundary: .word)
        #expect(unread.words.map(\.origin) == [.unread, .rules])
        #expect(unread.words.map(\.source) == [0..<3, 3..<6])
    }

    @Test func `tokens know accent phrases and words`() {
        let tokens = phonemizer.phonemes(of: "雨が降る。").tokens()
        #expect(tokens.map(\.position) == [3, 0, 1, 1, 1, 2, 0, 1, 1, 2, 3])
        #expect(tokens.map(\.word) == [-1, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2])
        #expect(tokens.map(\.stress) == [0, 4, 0, 3, 0, 3, 0, 4, 0, 3, 0])
    }

    @Test(arguments: [
        ("はい、そうです。", [1, 0, 2]), ("「はい」と", [0, 0]), ("（はい）と", [1, 0]), ("ジョン・スミス", [0, 0]),
        ("本当？嘘", [2, 0]), ("03-1234", [0, 1, 0, 0, 0, 0]),
    ])
    func `pauses`(text: String, pauses: [UInt8]) {
        #expect(
            phonemizer.phonemes(of: text, boundary: .word).words.map(\.pause.rawValue) == pauses)
    }

    @Test(arguments: [
        ("ハ'シ", "h a1 sh i0 + o0"), ("はし'", "h a0 sh i1 + o0"), ("ハシ", "h a0 sh i1 + o1"),
        ("ハシꜜ", "h a0 sh i1 + o0"), ("haꜜɕi", "h a1 sh i0 + o0"), ("haɕi", "h a0 sh i1 + o1"),
        ("haɕiꜜ", "h a0 sh i1 + o0"),
    ])
    func `given pronunciations`(given: String, names: String) {
        let sequence = phonemizer.phonemes(
            of: "箸を", pronunciations: [Pronunciation(range: 0..<3, ipa: given)], boundary: .word)
        #expect(sequence.names == names)
        #expect(sequence.words.map(\.origin) == [.given, .lexicon])
        #expect(sequence.words.map(\.source) == [0..<3, 3..<6])
    }

    @Test func `a given pronunciation may part words`() {
        // Of 東京 the first character only.
        let sequence = phonemizer.phonemes(
            of: "東京", pronunciations: [Pronunciation(range: 0..<3, ipa: "ヒガシ")], boundary: .word)
        #expect(sequence.words.first?.origin == .given)
        #expect(sequence.words.map(\.source) == [0..<3, 3..<6])
        let phrases = phonemizer.phonemes(
            of: "山", pronunciations: [Pronunciation(range: 0..<3, ipa: "ア'メ/ヤマ'")],
            boundary: .word)
        #expect(phrases.names == "a1 m e0 | y a0 m a1")
    }

    @Test func `dictionary and SSML are honoured and traced`() throws {
        var options = TextOptions()
        options.language = .japanese
        options.dictionary = try PronunciationDictionary(
            toml: "[[entry]]\nword = \"橋\"\nipa = \"ハ'シ\"\n", file: "test")
        let source =
            "<speak>橋 <phoneme alphabet=\"kana\" ph=\"ハシ'\">箸</phoneme>が"
            + "<sub alias=\"にほん\">日本</sub>に2本</speak>"
        let document = try Document(Array(source.utf8), format: .ssml, options: options)
        let sentence = try #require(Array(document.sentences).first)
        let sequence = phonemizer.phonemes(of: sentence)
        let names = sequence.names
        #expect(names.hasPrefix("h a1 sh i0 | h a0 sh i1 + g a0"), "\(names)")
        #expect(names.contains("n i0 h o1 N"), "\(names)")
        let written = sequence.words.map {
            String(decoding: document.source[$0.source], as: UTF8.self)
        }
        #expect(written.prefix(3) == ["橋", "箸", "が"])
        #expect(written[3].contains("日本"))
    }

    @Test func `kana that are none are refused`() {
        let source = "<speak><phoneme alphabet=\"kana\" ph=\"hashi\">箸</phoneme></speak>"
        #expect(throws: TextError.self) {
            try Document(Array(source.utf8), format: .ssml, options: TextOptions())
        }
    }

    @Test func `Latin words are English where somebody reads it and no word is known`() throws {
        let text = "SwiftのAPIを使う"
        let spelt = phonemizer.phonemes(of: text)
        #expect(spelt.words.allSatisfy { $0.language == .japanese })
        let mixed = JapanesePhonemizer(
            analyzer: try JapaneseDictionary(),
            english: EnglishPhonemizer(lexicon: try CMULexicon()))
        let sequence = mixed.phonemes(of: text)
        #expect(sequence.words[0].language.matches(.english))
        #expect(sequence.words[0].source == 0..<5)
        #expect(sequence.words.dropFirst().allSatisfy { $0.language == .japanese })
    }

    @Test func `IPA gives the phonemes back`() {
        let sequence = phonemizer.phonemes(of: "東京で写真を撮った。", boundary: .word)
        let reading = IPAReading(.japanese)
        var start = 0
        for (index, word) in sequence.words.enumerated() where !word.joinsPhrase {
            var end = index + 1
            while end < sequence.words.count, sequence.words[end].joinsPhrase { end += 1 }
            let phrase = Array(
                sequence.phonemes[start..<sequence.words[end - 1].phonemes.upperBound])
            #expect(reading.phonemes(of: reading.ipa(of: phrase)) == phrase)
            start = sequence.words[end - 1].phonemes.upperBound
        }
    }
}
