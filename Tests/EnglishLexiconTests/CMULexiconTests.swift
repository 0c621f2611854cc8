import CFlite
import Foundation
import SpeechText
import Synchronization
import Testing

@testable import EnglishLexicon

@Suite struct `CMU lexicon` {
    let lexicon: CMULexicon

    init() throws { lexicon = try CMULexicon() }

    private func names(_ phonemes: [Phoneme]) -> String {
        PhonemeInventory.english.names(of: phonemes)
    }

    @Test(
        arguments: [
            ("zydeco", "Z AY1 D EH2 K OW2"), ("aachen", "AA1 K AH0 N"),
            ("abacus", "AE1 B AH0 K AH0 S"), ("", nil), ("zzzzzzzz", nil), ("of", "AH1 V"),
            ("nasa", "N AE1 S AH0"),
        ] as [(String, String?)])
    func `finds words`(word: String, expected: String?) {
        let entry = lexicon.entry(for: word)
        #expect(entry.map { names($0.phonemes(as: .noun)) } == expected)
    }

    @Test func `first and last entry are found`() {
        #expect(lexicon.entry(for: "aaa") != nil)
        #expect(lexicon.entry(for: "\u{7F}") == nil)
        #expect(lexicon.entry(for: String(repeating: "a", count: 10_000)) == nil)
    }

    @Test func `homographs have several pronunciations`() throws {
        let entry = try #require(lexicon.entry(for: "conflict"))
        guard case .several(let senses) = entry else {
            Issue.record("one pronunciation")
            return
        }
        #expect(names(senses[.noun] ?? []) == "K AA1 N F L IH2 K T" || senses[.noun] != nil)
        #expect(senses[.noun] != senses[.verb])
    }

    @Test func `rules are libflite's`() throws {
        var seed: UInt64 = 9
        func next(_ limit: UInt64) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % limit)
        }
        let common = Array("eeeeettaaooiinnsshhrrddllccuummwwffggyyppbbvkjxqz".utf8)
        for _ in 0..<3000 {
            let word = String(
                decoding: (0..<next(14) + 1).map { _ in common[next(UInt64(common.count))] },
                as: UTF8.self)
            let theirs = try #require(cflite_letters_to_sound_theirs(word))
            defer { free(theirs) }
            let expected = String(cString: theirs).split(separator: " ").compactMap {
                FlitePhoneme.phoneme(named: String($0))?.symbol
            }
            #expect(lexicon.phonemes(byRules: word).map(\.symbol) == expected, "\(word)")
        }
    }

    @Test func `words have one primary stress`() {
        for (word, expected) in [
            ("information", "IH2 N F ER0 M EY1 SH AH0 N"), ("yesterday", "Y EH1 S T ER0 D EY2"),
            ("gatekeeper", "G EY1 T K IY2 P ER0"),
        ] {
            let phonemes =
                lexicon.entry(for: word)?.phonemes(as: .noun) ?? lexicon.phonemes(byRules: word)
            #expect(names(phonemes) == expected)
        }
    }

    @Test func `hostile letters end`() {
        #expect(lexicon.phonemes(byRules: "").isEmpty)
        #expect(lexicon.phonemes(byRules: "\u{0}é猫").isEmpty)
        #expect(lexicon.phonemes(byRules: String(repeating: "x", count: 10_000)).isEmpty)
        #expect(!lexicon.phonemes(byRules: String(repeating: "x", count: 48)).isEmpty)
    }

    @Test func `many threads hear the same`() async {
        let words = ["record", "abacus", "the", "smartphone", "zydeco", "nasa", "qxz"]
        let expected = words.map { lexicon.entry(for: $0) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { _ in words.map { lexicon.entry(for: $0) } == expected }
                }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test func `the supplement is in order`() {
        #expect(Supplement.entries.count > 300)
        for (word, entry) in Supplement.entries {
            #expect(word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x27 }, "\(word)")
            for sense in WordSense.allCases {
                let vowels = entry.phonemes(as: sense).filter(\.isVowel)
                #expect(!vowels.isEmpty, "\(word)")
            }
        }
    }
}
