import SpeechText
import Testing

@testable import SpeechEvaluation

@Suite struct PhoneNamesTests {
    /// The number of a phoneme by its Japanese name.
    private func id(_ name: String) throws -> Int {
        Int(try #require(PhonemeInventory.japanese.phoneme(named: name)).symbol.id)
    }

    @Test func `phones have the language's names, voiceless vowels those with voice`() throws {
        let phones = [[try id("a"), try id("A")], [try id("k")], [try id("i"), try id("I")]]
        let names = PhoneNames(phones, .japanese)
        #expect((1...3).map { names.name(of: $0) } == ["a", "k", "i"])
        // o is none of the recogniser's, and keeps its name.
        #expect(
            try names.phones(of: "か", by: Fixed(["k", "A", "k", "I0", "o1", "a0"]))
                == ["k", "a", "k", "i", "o", "a"])
        // What the language lacks has its name in the IPA.
        let chinese = PhoneNames([[try id("k")], [try id("by")]], .chinese)
        #expect((1...2).map { chinese.name(of: $0) } == ["g", "bʲ"])
    }

    /// Says always the same.
    private struct Fixed: Phonemizer {
        let language = Language.japanese
        let names: [String]

        init(_ names: [String]) { self.names = names }

        func phonemes(
            of text: MappedText, pronunciations: [Pronunciation], boundary: Boundary
        ) -> PhonemeSequence {
            PhonemeSequence(
                phonemes: names.compactMap { PhonemeInventory.japanese.phoneme(named: $0) })
        }
    }
}
