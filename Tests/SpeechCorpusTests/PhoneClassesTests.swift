import SpeechText
import Testing

@testable import SpeechTraining

/// Training knows phonemes by their numbers alone; that these mean what it takes them for is
/// checked where both are known.
@Suite struct PhoneClassesTests {
    @Test func `the phonemes that count as one are vowels with and without voice`() throws {
        let pairs = try PhoneClasses.alike.map { numbers in
            try numbers.map { try #require(PhonemeSymbol(id: $0)).ipa }
        }
        #expect(pairs == [["a", "ḁ"], ["i", "i̥"], ["ɯ", "ɯ̥"], ["e", "e̥"], ["o", "o̥"]])
        // All that there are: Japanese writes them in capitals.
        let voiceless = PhonemeInventory.japanese.symbols.filter {
            let name = PhonemeInventory.japanese.name(of: $0) ?? ""
            return name.count == 1 && name != "N" && name == name.uppercased()
        }
        #expect(Set(voiceless.map { Int($0.id) }) == Set(PhoneClasses.alike.map { $0[1] }))
        #expect(PhonemeSymbol.pause.id == 0)
    }
}
