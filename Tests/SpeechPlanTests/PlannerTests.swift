import SpeechModel
import SpeechPlan
import SpeechText
import Testing

/// Golden plans, worked out by hand from the rules in ``Planner``'s documentation.
@Suite struct PlannerTests {
    @Test(arguments: [
        ("abc", 3), ("日本", 5), ("é", 1), ("e\u{301}", 1), ("e\u{340}\u{36F}", 1), ("п\u{487}", 1),
        ("\u{5E9}\u{5B8}", 1), ("\u{628}\u{64E}", 1), ("a\u{200D}\u{20D7}\u{FE0F}", 1),
        ("か\u{3099}", 2.5), ("\u{1DC4}\u{1AB0}\u{FE20}\u{FEFF}", 0), ("😀", 1), ("ͰԀ", 2), ("", 0),
    ])
    func `marks have no length`(text: String, weight: Double) {
        #expect(SpokenLength.weight(of: text.utf8) == weight)
    }

    /// The plan as text: one chunk a line, its boundary's initial before it, warnings
    /// behind it.
    func plan(
        _ sentences: [Sentence], _ profile: Profile, limit: Int? = nil, pace: Double = 0.065
    ) -> [String] {
        let planner = Planner(profile: profile) { _ in
            VoiceMeasure(limit: limit, secondsPerCharacter: pace)
        }
        return planner.chunks(of: sentences).map(line)
    }

    func plan(_ text: String, _ profile: Profile, limit: Int? = nil, pace: Double = 0.065)
        -> [String]
    { plan(sentences(text), profile, limit: limit, pace: pace) }

    func line(_ chunk: Chunk) -> String {
        let pause = chunk.pauseAfter.map { " +\($0)" } ?? ""
        return "\("wcsp".dropFirst(chunk.boundary.rawValue).prefix(1))|\(chunk.text)|\(pause)"
            + chunk.warnings.map { " \($0.rawValue)" }.joined()
    }

    /// A short profile, so that the rules can be seen in short texts.
    func short(_ first: Int, _ next: Int, window: Duration = .seconds(1_000)) -> Profile {
        var profile = Profile.fast
        (profile.firstLimit, profile.nextLimit, profile.clauseWindow) = (first, next, window)
        return profile
    }

    @Test func `the first chunk ends at the first comma or full stop`() {
        #expect(
            plan("Hello, world. It is, as you see, a day.", .fast)
                == ["c|Hello,|", "p|world. It is, as you see, a day.|"])
        #expect(
            plan("Well. Then we go on.", .cinematic) == ["s|Well.|", "p|Then we go on.|"])
    }

    @Test func `a profile without clause window begins like it goes on`() {
        #expect(plan("Hello, world. And so on.", .audiobook) == ["p|Hello, world. And so on.|"])
    }

    @Test func `the first mark may be at twice the first limit`() {
        #expect(
            plan("The quick brown fox jumps over a dog, does it?", .fast)
                == ["c|The quick brown fox jumps over a dog,|", "p|does it?|"])
    }

    @Test func `without a mark the first chunk ends with a word, and warns`() {
        #expect(
            plan("The quick brown fox jumps over the lazy dogs and runs away", .fast)
                == [
                    "w|The quick brown fox| no_mark",
                    "p|jumps over the lazy dogs and runs away|",
                ])
    }

    @Test func `later chunks end at the last mark within the limit`() {
        #expect(
            plan("A, bb, cc, dd, ee, ff, gg, hh.", short(5, 11))
                == ["c|A,|", "c|bb, cc, dd,|", "c|ee, ff, gg,|", "p|hh.|"])
    }

    @Test func `else at the first mark within twice the limit, else with a word`() {
        #expect(
            plan(
                "A, bb cc dd ee ff, gg. Then there comes a very long one without marks",
                short(5, 10))
                == [
                    "c|A,|", "c|bb cc dd ee ff,|", "s|gg.|", "w|Then there| no_mark",
                    "w|comes a| no_mark", "w|very long| no_mark", "p|one without marks|",
                ])
    }

    @Test func `after the clause window chunks end with sentences`() {
        let text = "A, bb, cc. Dd, ee. Ff, gg hh ii. Jj, kk."
        #expect(
            plan(text, short(5, 12, window: .seconds(1)), pace: 0.25)
                == ["c|A,|", "c|bb, cc. Dd,|", "s|ee.|", "s|Ff, gg hh ii.|", "p|Jj, kk.|"])
        // Here the first chunk's two characters fill the second.
        #expect(
            plan(text, short(5, 12, window: .seconds(1)), pace: 0.5)
                == ["c|A,|", "s|bb, cc.|", "s|Dd, ee.|", "s|Ff, gg hh ii.|", "p|Jj, kk.|"])
    }

    @Test func `afterwards clause marks serve where no sentence ends in reach`() {
        #expect(
            plan("A. Bb cc, dd ee, ff gg hh ii jj kk ll mm nn.", short(5, 12, window: .zero))
                == [
                    "s|A.|", "c|Bb cc,|", "c|dd ee,|", "w|ff gg hh ii| no_mark",
                    "p|jj kk ll mm nn.|",
                ])
        #expect(
            plan("Aa bb, cc dd, ee ff gg hh ii jj kk ll mm nn.", short(12, 12, window: .zero))
                == ["c|Aa bb,|", "c|cc dd,|", "w|ee ff gg hh| no_mark", "p|ii jj kk ll mm nn.|"])
    }

    @Test func `a family's limit wins over twice the profile's`() {
        #expect(
            plan("Aa bb cc dd ee ff gg hh, ii jj.", short(20, 20), limit: 12)
                == ["w|Aa bb cc dd| no_mark", "c|ee ff gg hh,|", "p|ii jj.|"])
        for chunk in Planner(profile: .audiobook, measure: { _ in VoiceMeasure(limit: 30) })
            .chunks(of: sentences(String(repeating: "Many words without a mark ", count: 50)))
        {
            #expect(chunk.text.utf8.count <= 30)
        }
    }

    @Test func `words are whole while they fit twice the limit or the next one`() {
        #expect(
            plan("Donaudampfschifffahrtsgesellschaftskapitaen ist ein langes Wort, ja.", .fast)
                == [
                    "w|Donaudampfschifffahrtsgesellschaftskapitaen| no_mark",
                    "p|ist ein langes Wort, ja.|",
                ])
    }

    @Test func `a word of ten thousand letters is cut into pieces`() {
        let chunks = Array(
            Planner(profile: .fast).chunks(
                of: sentences("So " + String(repeating: "x", count: 10_000) + " it ends.")))
        #expect(chunks.map(\.text).joined().filter { $0 == "x" }.count == 10_000)
        #expect(chunks[0].text == "So")
        #expect(chunks[1].text.count == 90)
        #expect(chunks[1].warnings == [.wordCut])
        #expect(chunks.last.map { $0.text.hasSuffix("it ends.") } == true)
        #expect(chunks.allSatisfy { $0.text.utf8.count <= 180 })
    }

    @Test func `a long word is cut between characters, not inside them`() {
        let family = "👩‍👩‍👧‍👦"
        let chunks = Array(
            Planner(profile: short(10, 10)).chunks(
                of: sentences(String(repeating: family, count: 40))))
        #expect(chunks.map(\.text).joined() == String(repeating: family, count: 40))
        #expect(chunks.allSatisfy { $0.text.allSatisfy { $0 == Character(family) } })
    }

    @Test func `endless combining marks come through in bounded chunks`() {
        let text = "e" + String(repeating: "\u{301}", count: 100_000)
        let chunks = Array(Planner(profile: .fast).chunks(of: sentences(text)))
        #expect(chunks.map(\.text.utf8.count).reduce(0, +) == text.utf8.count)
        #expect(chunks.allSatisfy { $0.text.utf8.count <= 180 * 16 })
    }

    @Test func `Japanese counts two and a half, and joins without spaces`() {
        #expect(
            plan(sentences("はい、そうです。今日は良い天気です。散歩に行きましょう。", language: .japanese), .fast)
                == ["c|はい、|", "p|そうです。今日は良い天気です。散歩に行きましょう。|"])
        let chunks = Array(
            Planner(profile: short(20, 20)).chunks(
                of: sentences("今日は良い天気ですから散歩に行きましょうと彼は言いました。")))
        #expect(chunks.allSatisfy { SpokenLength.weight(of: $0.text.utf8) <= 40 })
        #expect(chunks.map(\.text).joined() == "今日は良い天気ですから散歩に行きましょうと彼は言いました。")
        // Limits of 20 are eight characters; ICU's dictionary ends a word at 天気.
        #expect(chunks.map(\.text) == ["今日は良い天気", "ですから散歩に", "行きましょうと彼は言いました。"])
    }

    @Test func `words of scripts without spaces come from the finder`() {
        // A finder that knows one word end, behind 天気.
        let finder = WordFinder { sentence, _ in
            sentence.spoken.text.range(of: "天気").map { [$0] } ?? []
        }
        let chunks = Planner(profile: short(20, 20), words: finder).chunks(
            of: sentences("今日は良い天気ですから散歩に行きます。"))
        #expect(chunks.first { _ in true }?.text == "今日は良い天気")
    }

    @Test func `only punctuation is a chunk of its own, and no first mark`() {
        #expect(plan("... , ...", .fast) == ["p|... , ...|"])
        #expect(plan("- , hello, you.", .fast) == ["c|- , hello,|", "p|you.|"])
    }

    @Test func `paragraphs, pauses and styles are hard ends`() {
        var text = sentences("One. Two. Three.\n\nFour. Five.")
        #expect(
            plan(text, .audiobook) == ["p|One. Two. Three.|", "p|Four. Five.|"])
        text[1].pauseAfter = .seconds(2)
        text[3].style.prosody.rate = 2
        #expect(
            plan(text, .audiobook)
                == ["s|One. Two.| +2.0 seconds", "p|Three.|", "s|Four.|", "p|Five.|"])
    }

    @Test func `a sentence without words gives its pause to the chunk before`() {
        var text = sentences("One. Two.")
        text.insert(pause(1, at: 5..<5), at: 1)
        text.insert(pause(0.5, at: 5..<5), at: 2)
        #expect(plan(text, .audiobook) == ["s|One.| +1.5 seconds", "p|Two.|"])
        text.insert(pause(3, at: 0..<0), at: 0)
        text[1].pauseAfter = .seconds(1)
        #expect(
            plan(text, .audiobook)
                == ["s|| +3.0 seconds", "s|One.| +2.5 seconds", "p|Two.|"])
    }

    @Test func `nothing gives nothing`() {
        #expect(plan([], .fast).isEmpty)
        #expect(plan([pause(1, at: 0..<3)], .fast) == ["s|| +1.0 seconds"])
    }

    @Test func `pronunciations are re-based and stay whole`() {
        var text = sentences("Aa bb cc dd ee ff, gg hh. Ii jj.")
        text[0].pronunciations = [
            Pronunciation(range: 3..<8, ipa: "b"), Pronunciation(range: 19..<21, ipa: "g"),
        ]
        text[1].pronunciations = [Pronunciation(range: 0..<2, ipa: "i")]
        let chunks = Array(Planner(profile: short(4, 40)).chunks(of: text))
        #expect(chunks.map(\.text) == ["Aa", "bb cc dd ee ff, gg hh. Ii jj."])
        #expect(
            chunks[1].pronunciations == [
                Pronunciation(range: 0..<5, ipa: "b"), Pronunciation(range: 16..<18, ipa: "g"),
                Pronunciation(range: 23..<25, ipa: "i"),
            ])
        // One too long for any chunk is left out aloud.
        text[0].pronunciations = [Pronunciation(range: 0..<24, ipa: "a")]
        let lost = Array(Planner(profile: short(4, 4)).chunks(of: text))
        #expect(lost[0].warnings.contains(.pronunciationLost))
    }

    @Test func `durations follow weight, pace and rate`() {
        var text = sentences("Twenty characters !!")
        text[0].style.prosody.rate = 2
        let planner = Planner(profile: .fast) { _ in VoiceMeasure(secondsPerCharacter: 0.1) }
        #expect(planner.chunks(of: text).map(\.estimatedDuration) == [.seconds(1)])
        text[0].style.prosody.rate = 0
        #expect(planner.chunks(of: text).map(\.estimatedDuration) == [.zero])
    }
}

extension String {
    /// The UTF-8 offset behind the first occurrence of a word.
    fileprivate func range(of word: String) -> Int? {
        let (text, word) = (Array(utf8), Array(word.utf8))
        return text.indices.first { text[$0...].starts(with: word) }.map { $0 + word.count }
    }
}
