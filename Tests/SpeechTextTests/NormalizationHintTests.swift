import Testing

@testable import SpeechText

@Suite struct NormalizationHintTests {
    private func read(
        _ text: String, _ reading: SayAs, _ language: String = "en", format: String? = nil
    ) -> String {
        let bytes = Array(text.utf8)
        let hint = NormalizationHint(range: 0..<bytes.count, interpretAs: reading, format: format)
        return Normalizer(options: TextOptions())
            .normalize(
                MappedText(verbatim: bytes, at: 0), language: Language(language) ?? .english,
                hints: [hint]
            ).text.text
    }

    @Test func overridesTheGuess() {
        #expect(read("1984", .cardinal) == "one thousand nine hundred eighty-four")
        #expect(read("1984", .digits) == "one nine eight four")
        #expect(read("12", .ordinal) == "twelfth")
        #expect(read("IV", .ordinal) == "fourth")
        #expect(read("NASA", .characters) == "N A S A")
        #expect(read("a1.b", .characters) == "A one dot B")
        #expect(read("5551234", .telephone) == "five five five one two three four")
        #expect(read("3/4", .fraction) == "three quarters")
        #expect(read("3/4/2024", .date, format: "dmy") == "April third, twenty twenty-four")
        #expect(read("10:05", .time) == "ten oh five")
        #expect(read("$5", .currency) == "five dollars")
        #expect(read("5 km", .unit) == "five kilometers")
        #expect(read("damn", .expletive) == "")
        #expect(read("12", .digits, "ja") == "イチニ")
        #expect(read("NHK", .characters, "ja") == "エヌエイチケー")
        #expect(read("110", .telephone, "zh") == "幺幺零")
    }

    @Test func whatDoesNotFitIsReadAsUsual() {
        #expect(read("many", .cardinal) == "many")
        #expect(read("99/99/99", .date, format: "dmy") != "")
        #expect(read("NASA", .telephone) == "NASA")
    }

    @Test func namesOfOtherEnginesAreKnown() {
        #expect(SayAs(interpretAs: "spell-out") == .characters)
        #expect(SayAs(interpretAs: "Verbatim") == .characters)
        #expect(SayAs(interpretAs: "bleep") == .expletive)
        #expect(SayAs(interpretAs: "nonsense") == nil)
    }

    @Test func whatIsFixedOutweighsTheHintAroundIt() {
        let bytes = Array("12 FBI 7".utf8)
        let result = Normalizer(options: TextOptions())
            .normalize(
                MappedText(verbatim: bytes, at: 0), language: .english,
                hints: [
                    NormalizationHint(range: 0..<8, interpretAs: .digits),
                    NormalizationHint(range: 7..<99, interpretAs: .digits),
                ], protected: [3..<6])
        #expect(result.text.text == "twelve FBI seven")
        #expect(result.protected == [7..<10])
    }

    @Test func protectedPartsComeThroughAndMove() {
        let text = "5 km to FBI 10"
        let bytes = Array(text.utf8)
        let result = Normalizer(options: TextOptions())
            .normalize(
                MappedText(verbatim: bytes, at: 100), language: .english, protected: [8..<11])
        #expect(result.text.text == "five kilometers to FBI ten")
        #expect(result.protected == [19..<22])
        #expect(result.text.sourceRange(of: 19..<22) == 108..<111)
        #expect(result.text.sourceRange(of: 0..<15) == 100..<104)
    }

    @Test func emojiAreNamedOnRequest() {
        #expect(normalized("Great 👍👍 job", "en", emoji: .named) == "Great thumbs up job")
        #expect(normalized("😂🎉", "en", emoji: .named) == "face with tears of joy, party popper")
        #expect(normalized("👍🏽!", "en", emoji: .named) == "thumbs up!")
        #expect(normalized("🇯🇵", "en", emoji: .named) == "flag of Japan")
        #expect(normalized("Press 3️⃣ now", "en", emoji: .named) == "Press three now")
        #expect(normalized("👨‍👩‍👧", "en", emoji: .named) == "man")
        #expect(normalized("好👍", "zh", emoji: .named) == "好拇指向上")
        #expect(normalized("🔥です", "ja", emoji: .named) == "炎です")
    }
}
