import Testing

@testable import SpeechText

/// The rules without a dictionary.
@Suite struct `Japanese rules` {
    @Test(arguments: [
        ("キャッ’チー", ["キャ", "ッ", "チ", "ー"]), ("がくせい", ["ガ", "ク", "セ", "イ"]), ("", []),
        ("ヴァイオリン", ["ヴァ", "イ", "オ", "リ", "ン"]), ("A1", []), ("ティッシュ", ["ティ", "ッ", "シュ"]),
    ])
    func `morae`(kana: String, morae: [String]) {
        #expect(JapaneseMora.morae(of: kana).map(\.kana) == morae)
    }

    @Test(arguments: [
        ("ハ'シ", "haꜜɕi"), ("はし’", "haɕiꜜ"), ("トーキョー", "tookʲoo"), ("ニッポ'ン", "niʔpoꜜɴ"),
        ("ア'メ ヤマ'", "aꜜme jamaꜜ"), ("キ'ョー", nil), ("hashi", nil), ("", nil), ("'", nil),
    ])
    func `kana transcriptions`(kana: String, ipa: String?) throws {
        let transcription = JapaneseTranscription(kana)
        if kana == "キ'ョー" {
            // The mark may stand within a mora by mistake: it counts behind キ.
            #expect(transcription?.phrases.first?.accent == 1)
            return
        }
        #expect(transcription?.ipa == ipa)
        if let transcription {
            let back = try #require(JapaneseTranscription(ipa: transcription.ipa))
            #expect(back.ipa == transcription.ipa)
            #expect(back.phrases.map(\.accent) == transcription.phrases.map(\.accent))
        }
    }

    @Test(arguments: [
        ("C3", 3, 0, 2, 2), ("C1", 1, 0, 2, 3), ("C2", 0, 1, 4, 5), ("C4", 1, 1, 3, 0),
        ("名詞%F1/動詞%F2@0/形容詞%F2@0", 0, 1, 3, 1), ("P1", 0, 2, 3, 0), ("P2", 0, 2, 3, 4),
        ("P14", 0, 2, 3, 2), ("*", 1, 2, 3, 2), ("動詞%F2@1", 0, 4, 3, 4),
    ])
    func `combination behind nouns`(
        field: String, own: Int, top: Int, morae: Int, accent: Int
    ) {
        let rule = JapaneseAccents.Rule(field, after: .noun)
        #expect((rule?.accent(of: own, top: top, morae: morae) ?? top) == accent)
    }

    @Test func `rules behind other kinds`() {
        let field = "名詞%F1/動詞%F2@1/形容詞%F4@-1"
        #expect(JapaneseAccents.Rule(field, after: .verb)?.accent(of: 0, top: 0, morae: 3) == 4)
        #expect(
            JapaneseAccents.Rule(field, after: .adjective)?.accent(of: 0, top: 0, morae: 3) == 2)
        #expect(JapaneseAccents.Rule(field, after: .particle) == nil)
        #expect(JapaneseAccents.Rule("@/%", after: .noun) == nil)
    }

    @Test func `widths and marks are folded with their places`() {
        let text = JapaneseText(Array("ｶﾞ1すゝ\u{FFFD}A".utf8))
        #expect(text.text == "ガ１すすＡ")
        #expect(text.place(of: 0..<3) == 0..<6)
        #expect(text.place(of: 3..<6) == 6..<7)
        #expect(text.place(of: 9..<12) == 10..<13)
        #expect(text.place(of: 12..<15) == 16..<17)
    }

    /// An analyser that knows nothing: every character is a word without a reading.
    struct Nothing: JapaneseWordAnalyzer {
        func words(of text: String) -> [JapaneseWord] {
            var start = 0
            return text.unicodeScalars.map { scalar in
                let length = UTF8.width(scalar)
                defer { start += length }
                return JapaneseWord(
                    surface: String(scalar), range: start..<start + length, kind: .noun,
                    isKnown: false)
            }
        }
    }

    @Test func `kana and letters need no dictionary`() {
        let phonemizer = JapanesePhonemizer(analyzer: Nothing())
        #expect(
            phonemizer.phrases(of: "ねこ、GB").map(\.kana).joined(separator: " ") == "ネコ ジービー")
        let sequence = phonemizer.phonemes(of: "猫")
        #expect(sequence.words.map(\.origin) == [.unread])
        #expect(sequence.phonemes.isEmpty)
    }
}
