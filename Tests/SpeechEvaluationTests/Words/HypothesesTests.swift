import AudioSignal
import SpeechEvaluation
import SpeechRecognition
import Synchronization
import Testing

struct HypothesesTests {
    /// Says how many listened at once.
    private final class Counting: SpeechRecognizer {
        let name = "counting"
        let rate = SampleRate(16_000)
        private let state = Mutex((now: 0, most: 0))
        var most: Int { state.withLock { $0.most } }

        func transcript(of audio: AudioBuffer) async throws(RecognitionError) -> String {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { state.withLock { $0.now -= 1 } }
            await Task.yield()
            if audio.samples.count == 3 { throw .noAudio }
            return "\(audio.samples.count)"
        }
    }

    @Test func `results keep their order, errors their place`() async throws {
        let recognizer = Counting()
        var told: [Int] = []
        let results = await WordEvaluation.hypotheses(
            count: 9, jobs: 2, by: recognizer,
            audio: { index in
                if index == 5 { throw RecognitionError.tooLong(limit: .seconds(1)) }
                return AudioBuffer(
                    rate: SampleRate(16_000), samples: [Float](repeating: 0, count: index))
            }, progress: { told.append($0) })
        #expect(recognizer.most <= 2)
        #expect(told == Array(1...9))
        for (index, result) in results.enumerated() {
            switch (index, result) {
            case (3, .failure(let error)):
                #expect(error as? RecognitionError == .noAudio)
            case (5, .failure(let error)):
                #expect(error as? RecognitionError == .tooLong(limit: .seconds(1)))
            case (_, .success(let text)): #expect(text == "\(index)")
            default: Issue.record("\(index): \(result)")
            }
        }
    }
}
