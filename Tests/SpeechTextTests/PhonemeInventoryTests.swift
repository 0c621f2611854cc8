import Testing

@testable import SpeechText

@Suite struct `Phoneme inventory` {
    let english = PhonemeInventory.english

    @Test func `numbers are those in trained voices`() throws {
        #expect(PhonemeSymbol.pause.id == 0)
        #expect(english.symbols.map(\.id) == Array(1...39))
        #expect(
            english.symbols.compactMap { english.name(of: $0) }.joined(separator: " ") == """
                AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T \
                TH UH UW V W Y Z ZH
                """)
        #expect(PhonemeSymbol.count == 86)
        #expect(PhonemeSymbol(id: 86) == nil)
        #expect(PhonemeSymbol(id: -1) == nil)
        #expect(PhonemeToken.fieldSizes == [86, 10, 4, 3])
        #expect(PhonemeToken.fieldSizes(of: [english]) == [40, 3, 4, 3])
        let symbols = (0..<PhonemeSymbol.count).compactMap { PhonemeSymbol(id: $0) }
        #expect(Set(symbols.map(\.ipa)).count == 86)
        #expect(
            [40, 70, 71, 85].compactMap { PhonemeSymbol(id: $0)?.ipa } == ["a", "vʲ", "pʰ", "ɨ"])
    }

    @Test func `fifteen vowels`() {
        #expect(english.symbols.filter(\.isVowel).count == 15)
        #expect(Set(english.symbols.map(\.ipa)).count == 39)
    }

    @Test func `every name is read back`() throws {
        for symbol in english.symbols {
            for stress in english.stresses {
                let phoneme = Phoneme(symbol, stress)
                let name = try #require(english.name(of: phoneme))
                #expect(english.phoneme(named: name) == phoneme)
            }
        }
    }

    @Test(arguments: ["", "AH3", "P1", "XX", "ax0", "AH0 QQ"])
    func `other names are refused`(name: String) {
        #expect(name.isEmpty || english.phonemes(named: name) == nil)
        #expect(english.phoneme(named: name) == nil)
    }

    @Test func `languages without an inventory have none`() {
        #expect(PhonemeInventory.of(.portuguese) == nil)
        #expect(Language("en-GB").flatMap(PhonemeInventory.of)?.language == .english)
    }
}
