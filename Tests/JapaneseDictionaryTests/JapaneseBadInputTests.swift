import EnglishLexicon
import JapaneseDictionary
import SpeechModel
import SpeechText
import Testing

@Suite struct `Japanese, bad input` {
    @Test func `a missing dictionary says what to install`() {
        #expect(
            throws: LoadError.missing(
                component: "Japanese dictionary (/nowhere)",
                remedy: "install the package open-jtalk-mecab-naist-jdic")
        ) { try JapaneseDictionary(folder: "/nowhere") }
    }

    @Test(.enabled(if: hasJapanese)) func `broken UTF-8 inside kanji is passed over`() throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        let bytes: [UInt8] = Array("雨".utf8) + [0xE9, 0x9B] + Array("が降る".utf8) + [0xFF]
        let sequence = phonemizer.phonemes(
            of: MappedText(verbatim: bytes, at: 0), pronunciations: [], boundary: .sentence)
        #expect(!sequence.phonemes.isEmpty)
        check(sequence, of: bytes.count)
    }

    @Test(.enabled(if: hasJapanese)) func `ten thousand kanji without a mark`() throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        let text = String(repeating: "東京都知事選挙", count: 1500)
        let sequence = phonemizer.phonemes(of: text)
        check(sequence, of: text.utf8.count)
        #expect(sequence.phonemes.count > 20_000)
    }

    /// None of these may take time that grows faster than their length.
    @Test(
        .enabled(if: hasJapanese),
        arguments: ["1", "1,", "一人", "二十四日", "エ", "ア。", "々", "ー", "aＢ", "1.", "す", "ゝ", "（", "彁"])
    func `thousands of the same`(part: String) throws {
        let phonemizer = JapanesePhonemizer(
            analyzer: try JapaneseDictionary(),
            english: EnglishPhonemizer(lexicon: try CMULexicon()))
        let text = String(repeating: part, count: 3000)
        check(phonemizer.phonemes(of: text), of: text.utf8.count)
    }

    @Test(.enabled(if: hasJapanese)) func `many read at once`() async throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        let text = "今日は三本の鉛筆を買いました。"
        let alone = phonemizer.phonemes(of: text)
        await withTaskGroup(of: PhonemeSequence.self) { group in
            for _ in 0..<32 { group.addTask { phonemizer.phonemes(of: text) } }
            for await sequence in group { #expect(sequence == alone) }
        }
    }

    /// Whatever comes in, ranges ascend and lie within the text, and words cover all phonemes.
    @Test(.enabled(if: hasJapanese)) func `random texts keep their ranges`() throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        var state: UInt64 = 7
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let blocks: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFFEF, 0x1F300...0x1F6FF,
            0x300...0x36F, 0x30...0x39, 0xFF10...0xFF19, 0x3041...0x3096, 0x20000...0x20FFF,
        ]
        let frequent = Array("一二三四十百千万日月人本年々ゝー．，、。・点番号−（）".unicodeScalars)
        for _ in 0..<400 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<random(24) {
                if random(2) == 0 {
                    scalars.append(frequent[random(frequent.count)])
                } else {
                    let block = blocks[random(blocks.count)]
                    let value = block.lowerBound + UInt32(random(block.count))
                    if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
                }
            }
            let text = String(scalars)
            var given: [Pronunciation] = []
            if random(3) == 0, !scalars.isEmpty {
                let start = String(scalars.prefix(random(scalars.count))).utf8.count
                given.append(
                    Pronunciation(
                        range: start..<min(text.utf8.count, start + 3),
                        ipa: ["ア'メ", "strɪŋ", "aꜜme"][random(3)]))
            }
            check(phonemizer.phonemes(of: text, pronunciations: given), of: text.utf8.count)
        }
    }

    private func check(_ sequence: PhonemeSequence, of count: Int) {
        var phoneme = 0
        var end = 0
        for word in sequence.words {
            #expect(word.phonemes.lowerBound == phoneme)
            phoneme = word.phonemes.upperBound
            #expect(word.text.lowerBound >= end || word.origin == .given)
            #expect(word.text.upperBound <= count)
            end = max(end, word.text.upperBound)
        }
        #expect(phoneme == sequence.phonemes.count)
        _ = sequence.tokens()
        _ = sequence.names
        _ = sequence.ipa
    }
}
