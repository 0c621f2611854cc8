import AudioSignal
import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechEvaluation

@Suite struct PhoneListenerTests {
    private let rate = SampleRate(16_000)

    /// Tones of a quarter of a second, 0 for silence as long.
    private func sound(_ tones: [Double], level: Float = 0.3) -> AudioBuffer {
        AudioBuffer(
            rate: rate,
            samples: tones.flatMap { hertz in
                (0..<4_000).map { level * Float(sin(2 * .pi * hertz * Double($0) / 16_000)) }
            })
    }

    private func listener() throws -> PhoneListener {
        try PhoneListener(TrainedPhoneRecognizer(WrittenRecognizer.weights()))
    }

    @Test func `phones are heard in their order, whatever the level and the silence around`() throws
    {
        let listener = try listener()
        #expect(try listener.phones(in: sound([500, 2_500])) == [1, 2])
        #expect(try listener.phones(in: sound([0, 0, 2_500, 500, 0, 500, 0])) == [2, 1, 1])
        #expect(try listener.phones(in: sound([500, 2_500], level: 0.01)) == [1, 2])
        // Another rate.
        let other = Resampler.convert(sound([500, 2_500, 500]), to: SampleRate(24_000))
        #expect(try listener.phones(in: other) == [1, 2, 1])
    }

    @Test func `what can't be listened to is told`() throws {
        let listener = try listener()
        func error(_ audio: AudioBuffer) -> EvaluationError? {
            do throws(EvaluationError) { _ = try listener.phones(in: audio) } catch { return error }
            return nil
        }
        #expect(error(AudioBuffer(rate: rate)) == .noAudio)
        #expect(error(sound([0, 0])) == .silent)
        let short = AudioBuffer(rate: rate, samples: Array(sound([500]).samples[..<400]))
        #expect(error(short) == .tooShort)
        var broken = sound([500, 2_500])
        broken.samples[100] = .nan
        #expect(try listener.phones(in: broken) == [1, 2])
    }

    @Test func `paths are collapsed before blanks are left out`() {
        func heard(_ path: [Int]) -> [Int] {
            PhoneDecoding.greedy(
                path.flatMap { best in (0..<4).map { Float($0 == best ? 1 : 0) } }, classes: 4)
        }
        #expect(heard([0, 1, 1, 0, 1, 2, 2, 3, 0, 0, 3]) == [1, 1, 2, 3, 3])
        #expect(heard([0, 0]) == [] && heard([]) == [] && heard([3, 3]) == [3])
    }

    @Test func `weights of something else are refused by name`() throws {
        func refusal(_ change: (inout WeightStore) -> Void) -> String {
            var weights = WrittenRecognizer.weights()
            change(&weights)
            do throws(PhoneRecognizerError) {
                let trained = try TrainedPhoneRecognizer(weights)
                _ = try LoadedPhoneRecognizer(trained)
            } catch {
                return error.description
            }
            return ""
        }
        #expect(refusal { _ in }.isEmpty)
        #expect(refusal { $0.metadata["family"] = "convnext-acoustic" }.contains("'family'"))
        #expect(refusal { $0.metadata["format.version"] = "2" }.contains("format.version"))
        for phones in ["40 31 32", "40", "40,31 31", "40 x", "40  31", "0 31", ""] {
            #expect(refusal { $0.metadata["phones"] = phones }.contains("'phones'"), "\(phones)")
        }
        #expect(refusal { $0.metadata["mel.hop"] = "0" }.contains("mel.hop"))
        #expect(refusal { $0["mel.basis"] = nil }.contains("mel.basis"))
        #expect(refusal { $0["embed.weight"] = nil }.contains("embed.weight"))
        #expect(refusal { $0["out.bias"] = nil }.contains("out.bias"))
        #expect(
            refusal { $0["convnext.0.pwconv1.weight"] = Tensor(zeros: .init(.float32, [4, 9])) }
                .contains("pwconv1"))
        #expect(
            refusal {
                $0["statistics.mel.mean"] = Tensor(
                    [Float](repeating: .nan, count: 8), shape: [8])
            }.contains("finite"))
    }
}
