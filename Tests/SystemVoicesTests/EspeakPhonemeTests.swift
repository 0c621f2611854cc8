import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

@Suite struct EspeakPhonemeTests {
    @Test(arguments: [
        ("en-us", "təˈmɑːtoʊ", "t@m'A:toU"), ("en-gb", "ˈbʌtl̩", "b'Vt@L"),
        ("en-us", "kæt", "k'at"), ("de", "ˈʃøːn", "S'Y:n"), ("fr-fr", "bɔ̃ˈʒuʁ", "bO~Z'ur"),
        ("pt-br", "ˈsɐ̃w̃", nil), ("pt-br", "koɾaˈsãw", "ko*as'&~w"), ("es", "ˈpero", "p'eRo"),
        ("it", "ˈtʃao", "tS'ao"), ("ja", "toːkjoː", nil), ("en-us", "ǃǃ", nil), ("en-us", "ˈ", nil),
    ])
    func mnemonics(voice: String, ipa: String, expected: String?) {
        #expect(EspeakPhonemes.phonemes(of: ipa, voice: voice) == expected)
    }

    /// What goes in as IPA comes out as IPA, as espeak-ng writes it.
    /// Skipped without the package espeak-ng.
    @Test(
        .enabled(if: hasEspeak),
        arguments: [
            ("en-us", "həˈloʊ"), ("en-gb", "ˈhæpi"), ("de", "ˈʃøːn"), ("fr-fr", "bɔ̃ʒˈuʁ"),
            ("it", "tʃˈao"), ("es", "pˈero"), ("pt-br", "koɾasˈɐ̃w"),
        ])
    func espeakSaysTheSame(voice: String, ipa: String) throws {
        let mnemonics = try #require(EspeakPhonemes.phonemes(of: ipa, voice: voice))
        let said = try phonemes(of: "[[\(mnemonics)]]", voice: voice, option: "--ipa")
        func sounds(_ text: String) -> [Unicode.Scalar] {
            text.unicodeScalars.filter { $0 != "ˈ" && $0 != "ˌ" && $0 != "\u{200D}" }
        }
        // British English writes its short front vowel as a.
        #expect(
            sounds(said) == sounds(voice == "en-gb" ? ipa.replacing("æ", with: "a") : ipa),
            "\(said)")
    }

    @Test func aPronunciationStandsForItsWords() {
        let text = "Say tomato, or [[x]]."
        let input = EspeakText.input(
            text, pronunciations: [Pronunciation(range: 4..<10, ipa: "təˈmeɪtoʊ")], voice: "en-us")
        #expect(input == "Say [[t@m'eItoU]] , or ((x)).")
    }

    @Test func whereThereIsNoTableTheWordsAreRead() {
        let input = EspeakText.input(
            "Warszawa żyje", pronunciations: [Pronunciation(range: 0..<8, ipa: "varˈʂava")],
            voice: "pl")
        #expect(input == "Warszawa żyje")
    }

    /// No text can put phonemes or commands into the program's input.
    @Test func noTextIsACommand() {
        var random = SeededGenerator(state: 9)
        let alphabet = Array("[[]]ab'@\u{1}\u{0}\n\u{FFFD}<>|_ ")
        for _ in 0..<300 {
            let length = Int.random(in: 0...20, using: &random)
            let text = String(
                (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            let input = EspeakText.input(text, pronunciations: [], voice: "en-us")
            #expect(!input.contains("[") && input.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }
}
