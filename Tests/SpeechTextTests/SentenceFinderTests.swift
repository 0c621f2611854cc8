import Testing

@testable import SpeechText

/// Texts with their sentence ends marked by `|`.
@Suite struct SentenceFinderTests {
    @Test(arguments: [
        "One. |Two! |Three?",
        "Mr. Smith met Dr. Jones at 5 p.m. |He left.",
        "He came at 5 p.m. on Monday. |Then he left.",
        "J. R. R. Tolkien wrote it. |I read it.",
        "George W. Bush was there. |So was I. |He left.",
        "It costs 3.14 dollars. |Really.",
        "In 1999 he left. |20 years later he came.",
        "See p. 20 and fig. 3 there. |No. |No. 5 is alive.",
        "The U.S. Army came. |He lives in the U.S. |He likes it.",
        "See www.example.com/page?id=1 for more. |Thanks.",
        "Go to https://example.com/a.b/c. |Thanks.",
        "“Stop!” he said. |“Why?” |Nobody knew.",
        "\"Stop!\" she cried. |He did.",
        "He said “Stop.” |Then he left.",
        "Wait… what? |He left… |Then came back.",
        "Wait... what? |He left... |Then came back.",
        "Apple Inc. announced it. |Apple Inc. |The company grew.",
        "e.g. this, i.e. that, etc. |The end.",
        "St. John lives on Main St. |He is old.",
        "Version 2.0.1 is out. |Get it.",
        "What?! |No!! |Yes.",
        "1. First point is here. |Second.",
        "O Sr. Silva e a Dra. Souza chegaram às 10h. |Eles saíram.",
        "Ele nasceu em 500 a.C. em Roma. |Morreu cedo.",
        "A Av. Paulista fica no séc. XXI. |É bela.",
        "Ela mora na R. Augusta, n.º 5, ap. 3. |Fim.",
        "Am 3. Oktober war es, z.B. um 5 Uhr. |Dann nicht.",
        "M. Dupont est là. |Il part.",
        "彼は来た。|私は帰った。|終わり！",
        "「やめろ。」と彼は言った。|「なぜ？」|沈黙。",
        "「えっ！」って言った。|うん。",
        "“好！”他说。|我走了。|你呢？",
        "你好。|今天天气很好！|我们去公园吧。",
        "這是一個測試；還沒完。|完了。",
        "Привет. |Как дела? |Хорошо.",
        "मैं ठीक हूँ। |धन्यवाद।",
        "كيف حالك؟ |أنا بخير.",
        "Yahoo? |OK (really?) and so on. |Done.",
    ])
    func ends(marked: String) {
        let text = Array(marked.replacing(" |", with: " ").replacing("|", with: "").utf8)
        let ends = SentenceFinder.ends(in: text, isClosed: true)
        var found = ""
        var start = 0
        for end in ends {
            if start > 0 { found += "|" }
            found += String(decoding: text[start..<end], as: UTF8.self)
            start = end
        }
        #expect(found == marked)
    }

    @Test func `a sentence that is too long is cut between words`() {
        let text = Array(String(repeating: "word ", count: 10_000).utf8)
        let ends = SentenceFinder.ends(in: text, isClosed: true)
        #expect(ends.last == text.count)
        var start = 0
        for end in ends {
            #expect(end - start <= SentenceFinder.longest)
            #expect(end % 5 == 0)
            start = end
        }
    }

    @Test func `a word that is too long is cut between characters`() {
        let text = Array(String(repeating: "e\u{301}", count: 10_000).utf8)
        let ends = SentenceFinder.ends(in: text, isClosed: true)
        #expect(ends.last == text.count)
        #expect(ends.allSatisfy { $0 % 3 == 0 })
    }

    @Test func `nothing divides what is to stay whole`() {
        let text = Array("One. Two. Three.".utf8)
        #expect(SentenceFinder.ends(in: text, isClosed: true, whole: [0..<9]) == [10, 16])
    }

    @Test func `an open text keeps back its end`() {
        let text = Array(("One is here. " + String(repeating: "Two ", count: 40)).utf8)
        #expect(SentenceFinder.ends(in: text, isClosed: false) == [13])
    }

    @Test(arguments: [
        "One, |two; |three: |four",
        "It is 1,000 or 10:30, |he said",
        "A – |b — |c -- |d - |e well-known f",
        "He (as always) |left, |“quoted,” |and so",
        "まず、|次に、|「引用」|終わり",
        "首先，|然后；|最后",
        "Wait… |and see",
        "ไปเที่ยว |กันไหม",
        "http://a.b:80/c, |then",
    ])
    func clauses(marked: String) {
        let text = Array(marked.replacing("|", with: "").utf8)
        var found = ""
        var start = 0
        for end in ClauseMarks.ends(in: text) + [text.count] {
            if start > 0 { found += "|" }
            found += String(decoding: text[start..<end], as: UTF8.self)
            start = end
        }
        #expect(found == marked)
    }

    @Test(arguments: [
        "Hello |there, |don't |go", "東京|に|行く。", "日本語|と|English |words |です",
        "「東京」|です", "สวัสดี|ชาว|โลก",
    ])
    func words(marked: String) {
        let text = marked.replacing("|", with: "")
        let sentence = Sentence(
            spoken: MappedText(verbatim: Array(text.utf8), at: 0), source: 0..<text.utf8.count,
            style: Style(language: .english))
        var found = ""
        var start = 0
        for end in sentence.wordEnds + [text.utf8.count] {
            if start > 0 { found += "|" }
            found += String(decoding: Array(text.utf8)[start..<end], as: UTF8.self)
            start = end
        }
        #expect(found == marked)
    }

    @Test func `characters are graphemes`() {
        let text = "ae\u{301}👩‍👧b"
        let sentence = Sentence(
            spoken: MappedText(verbatim: Array(text.utf8), at: 0), source: 0..<text.utf8.count,
            style: Style(language: .english))
        #expect(sentence.characterEnds(in: 0..<text.utf8.count) == [1, 4, 15])
        #expect(sentence.characterEnds(in: 1..<4) == [])
    }
}
