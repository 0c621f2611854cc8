import Testing

@testable import SpeechTraining

@Suite struct PhoneClassesTests {
    private func token(_ phoneme: Int, _ stress: Int = 0) -> SpokenToken {
        SpokenToken(phoneme: phoneme, stress: stress, position: 0, language: 1, frames: 3)
    }

    @Test func `pauses are no phones, and voiceless vowels those with voice`() {
        let classes = PhoneClasses(of: [
            [token(0), token(45), token(20, 3), token(40)], [token(20, 4), token(18), token(0)],
        ])
        #expect(classes.phones == [[18, 45], [20], [40, 44]])
        #expect(
            classes.numbers(of: [token(0), token(18), token(45, 3), token(20), token(44)])
                == [1, 1, 2, 3])
        #expect(classes.numbers(of: [token(0)]) == [])
        #expect(classes.numbers(of: [token(20), token(21)]) == nil)
    }
}
