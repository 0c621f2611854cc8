import SpeechText
import Testing

@Suite struct SSMLTests {
    @Test func `paragraphs, sentences, breaks`() throws {
        let text = """
            <?xml version="1.0"?>
            <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">
              <p><s>First one</s><s>Second one.</s></p>
              <p>Third.<break time="1.5s"/> Fourth <break strength="weak"/> fifth.</p>
            </speak>
            """
        let found = try sentences(text, .ssml)
        #expect(
            found.map(\.spoken.text) == ["First one", "Second one.", "Third.", "Fourth", "fifth."])
        #expect(
            found.map(\.boundary) == [.sentence, .paragraph, .sentence, .word, .paragraph])
        #expect(
            found.map(\.pauseAfter) == [
                nil, nil, .milliseconds(1500), .milliseconds(250), nil,
            ])
        #expect(found.allSatisfy { $0.style.language == .english })
        expectSound(try Document(Array(text.utf8), format: .ssml))
    }

    @Test(arguments: [
        ("<break/>", 500), ("<break strength=\"none\"/>", 0), ("<break strength=\"x-weak\"/>", 0),
        ("<break strength=\"weak\"/>", 250), ("<break strength=\"medium\"/>", 500),
        ("<break strength=\"strong\"/>", 1000), ("<break strength=\"x-strong\"/>", 1500),
        ("<break time=\"250ms\"/>", 250), ("<break time=\"1h\"/>", nil),
        ("<break time=\"9999s\"/>", 60_000), ("<break time=\"1s\"/><break time=\"2s\"/>", 3000),
        ("[pause:2]", 2000),
    ])
    func pauses(markup: String, milliseconds: Int?) throws {
        let text = "<speak>One. \(markup) Two.</speak>"
        guard let milliseconds else {
            #expect(throws: TextError.self) { try sentences(text, .ssml) }
            return
        }
        #expect(try sentences(text, .ssml).first?.pauseAfter == .milliseconds(milliseconds))
    }

    @Test func `no break leaves a sentence whole`() throws {
        #expect(try spoken("<speak>one <break strength='none'/>two</speak>", .ssml) == ["one two"])
    }

    @Test func `styles divide and nest`() throws {
        let text = """
            <speak>Plain <voice name="flite/slt">other <prosody rate="fast" pitch="+2st">quick</prosody> \
            again</voice> <lang xml:lang="pt-BR">bom dia</lang> end.</speak>
            """
        let found = try sentences(text, .ssml)
        #expect(
            found.map(\.spoken.text) == ["Plain", "other", "quick", "again", "bom dia", "end."])
        #expect(
            found.map(\.style.voice) == [nil, "flite/slt", "flite/slt", "flite/slt", nil, nil])
        #expect(found[2].style.prosody.rate == 1.25)
        #expect(abs(found[2].style.prosody.pitch - 1.122462) < 1e-5)
        #expect(found[3].style.prosody == .neutral)
        #expect(found[4].style.language == Language("pt-BR"))
        #expect(found[4].boundary == .word)
        expectSound(try Document(Array(text.utf8), format: .ssml))
    }

    @Test(arguments: [
        ("rate", "x-slow", 0.5), ("rate", "slow", 0.75), ("rate", "medium", 1),
        ("rate", "fast", 1.25), ("rate", "x-fast", 1.75), ("rate", "default", 1),
        ("rate", "50%", 0.5), ("rate", "+10%", 1.1), ("rate", "-20%", 0.8), ("rate", "1.5", 1.5),
        ("rate", "9999%", 4), ("rate", "0%", 0.25), ("pitch", "high", 1.18), ("pitch", "+12st", 2),
        ("pitch", "-12st", 0.5), ("pitch", "+10%", 1.1), ("pitch", "x-low", 0.7),
        ("volume", "+6dB", 6), ("volume", "-3.5dB", -3.5), ("volume", "silent", -60),
        ("volume", "loud", 6), ("volume", "soft", -6), ("volume", "100", 0),
        ("volume", "+99dB", 12), ("volume", "0", -60),
    ])
    func prosody(attribute: String, value: String, expected: Double) throws {
        let text = "<speak><prosody \(attribute)=\"\(value)\">word</prosody></speak>"
        let prosody = try #require(try sentences(text, .ssml).first).style.prosody
        let found =
            switch attribute {
            case "rate": prosody.rate
            case "pitch": prosody.pitch
            default: prosody.gain
            }
        #expect(abs(found - expected) < 1e-9)
    }

    @Test func `what can't be applied is warned of`() throws {
        let text = """
            <speak><prosody pitch="120Hz" range="+5%">a</prosody> <phoneme alphabet="cmu" ph="x">b\
            </phoneme> <say-as interpret-as="poem">c</say-as></speak>
            """
        let document = try Document(Array(text.utf8), format: .ssml)
        #expect(document.warnings.count == 4)
        #expect(document.sentences.map(\.spoken.text) == ["a b c"])
    }

    @Test func `a break beyond the longest is cut, with a warning`() throws {
        let text = "<speak>a<break time='999999s'/> b<break time='60s'/> c</speak>"
        let document = try Document(Array(text.utf8), format: .ssml)
        #expect(document.sentences.map(\.pauseAfter).prefix(2) == [.seconds(60), .seconds(60)])
        #expect(document.warnings.map(\.message) == ["a break of 999999s is cut to 60s."])
    }

    @Test func `phonemes are pronunciations`() throws {
        let text = """
            <speak>Say <phoneme alphabet="ipa" ph="təˈmɑːtəʊ">tomato</phoneme> or \
            <phoneme alphabet="x-sampa" ph="p@&quot;teIt@U">potato</phoneme>.</speak>
            """
        let sentence = try #require(try sentences(text, .ssml).first)
        #expect(sentence.spoken.text == "Say tomato or potato.")
        #expect(
            sentence.pronunciations == [
                Pronunciation(range: 4..<10, ipa: "təˈmɑːtəʊ"),
                Pronunciation(range: 14..<20, ipa: "pəˈteɪtəʊ"),
            ])
        let empty = try #require(
            try sentences("<speak>a <phoneme ph=\"bɪ\"/> c</speak>", .ssml).first)
        #expect(empty.spoken.text == "a bɪ c")
        #expect(empty.pronunciations.map(\.ipa) == ["bɪ"])
        expectSound(try Document(Array(text.utf8), format: .ssml))
    }

    @Test func `an alias is said for what it stands for`() throws {
        let text = "<speak>The <sub alias=\"World Wide Web. Consortium\">W3C</sub> is here.</speak>"
        let found = try sentences(text, .ssml)
        #expect(found.map(\.spoken.text) == ["The World Wide Web. Consortium is here."])
        let spoken = try #require(found.first).spoken
        #expect(spoken.sourceRange(of: 6..<10) == 11..<60)
        expectSound(try Document(Array(text.utf8), format: .ssml))
    }

    @Test func `unknown elements are read, descriptions are not`() throws {
        let text = """
            <speak><foo:bar>Read <mystery a="b">this</mystery></foo:bar><desc>not <b>this</b></desc>\
            <metadata>nor this</metadata><!-- nor this --> <![CDATA[and & this.]]> A &amp; b &#x41;.</speak>
            """
        let document = try Document(Array(text.utf8), format: .ssml)
        let words = document.sentences.map(\.spoken.text).joined(separator: " ")
        #expect(words.hasPrefix("Read this and"))
        #expect(words.hasSuffix("b A."))
        #expect(!words.contains("not"))
        expectSound(document)
    }

    @Test(arguments: [
        ("<!DOCTYPE speak [<!ENTITY a \"b\">]><speak>&a;</speak>", "document type"),
        ("<speak>&bomb;</speak>", "undefined entity"),
        ("<speak>", "no element found"),
        ("hello", "syntax error"),
        ("", "no element found"),
        ("<speak><a></b></speak>", "mismatched tag"),
        ("<speak>\0</speak>", "not well-formed"),
        (String(repeating: "<a>", count: 100), "more than 32 elements"),
        ("<speak a=\"\(String(repeating: "x", count: 70_000))\"/>", "bytes of attributes"),
        ("<speak><sub>x</sub></speak>", "alias"),
        ("<speak><phoneme>x</phoneme></speak>", "ph"),
        ("<speak><lang>x</lang></speak>", "xml:lang"),
        ("<speak xml:lang=\"!\">x</speak>", "xml:lang"),
        ("<speak><say-as>x</say-as></speak>", "interpret-as"),
        ("<speak><prosody rate=\"quick\">x</prosody></speak>", "rate"),
        ("<speak><prosody pitch=\"\">x</prosody></speak>", "pitch"),
        ("<speak><prosody volume=\"11 dB!\">x</prosody></speak>", "volume"),
        ("<speak><break strength=\"huge\"/></speak>", "strength"),
    ])
    func errors(text: String, reason: String) throws {
        let error = #expect(throws: TextError.self) {
            try Document(Array(text.utf8), format: .ssml)
        }
        guard case .ssml(let found, let offset) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(found.contains(reason))
        #expect((0...text.utf8.count).contains(offset))
    }

    @Test func `a billion laughs are refused at once`() throws {
        var text = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">"
        for level in 1..<10 {
            let inner = String(repeating: "&lol\(level - 1);", count: 10)
            text += "<!ENTITY lol\(level) \"\(inner)\">"
        }
        text += "]><speak>&lol9;</speak>"
        #expect(throws: TextError.self) { try Document(Array(text.utf8), format: .ssml) }
    }

    @Test func `random markup throws or is sound`() throws {
        var generator = SeededGenerator(seed: 4)
        let pieces = [
            "a", "Word ", " ", "\n", ". ", "<p>", "</p>", "<s>", "</s>", "<break/>",
            "<break time='1s'/>", "<prosody rate='fast'>", "</prosody>", "<voice name='x'>",
            "</voice>", "<sub alias='b. c'>", "</sub>", "<phoneme ph='x'>", "</phoneme>",
            "<say-as interpret-as='characters'>", "</say-as>", "<lang xml:lang='ja'>", "</lang>",
            "<desc>", "</desc>", "&amp;", "&#x202E;", "&#10;", "漢字", "かな。", "é", "👍🏽", "\r\n",
            "[pause:1s]", "<x:y>", "</x:y>", "<![CDATA[ z ]]>", "<!-- c -->",
        ]
        var sound = 0
        for _ in 0..<600 {
            var open: [String] = []
            var text = "<speak>"
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                let piece = pieces.randomElement(using: &generator) ?? ""
                if piece.hasPrefix("</") {
                    // Close what is open, most of the time.
                    if let last = open.popLast() { text += "</\(last)>" }
                } else {
                    text += piece
                    if piece.hasPrefix("<"), !piece.hasSuffix("/>"), !piece.hasPrefix("<!") {
                        open.append(String(piece.dropFirst().prefix { $0 != " " && $0 != ">" }))
                    }
                }
            }
            while let last = open.popLast() { text += "</\(last)>" }
            text += "</speak>"
            guard let document = try? Document(Array(text.utf8), format: .ssml) else { continue }
            sound += 1
            expectSound(document, "\(text.debugDescription)")
        }
        #expect(sound > 400)
    }
}
