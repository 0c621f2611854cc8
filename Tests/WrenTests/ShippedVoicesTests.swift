import AudioSignal
import SpeechModel
import SpeechText
import Synchronization
import TensorRuntime
import Testing
import Wren

/// The weights that are part of the program.
@Suite struct ShippedVoicesTests {
    private static let family = Result {
        try WrenFamily(WrenNetworks(WrenWeights.shipped()))
    }

    private func speech(
        _ text: String, by voice: Voice, at rate: SampleRate
    ) async throws -> (samples: [Float], words: Int) {
        let heard = Mutex<(samples: [Float], words: Int)>(([], 0))
        let segment = SpeechSegment(
            text: text, language: .english, voice: voice.id, rate: rate, seed: 3)
        try await Self.family.get().synthesize([segment]) { _, event in
            switch event {
            case .audio(let audio): heard.withLock { $0.samples += audio.samples }
            case .timing(let words): heard.withLock { $0.words += words.count }
            case .failed(let error): Issue.record("\(voice.id): \(error)")
            default: break
            }
            return .proceed
        }
        return heard.withLock { $0 }
    }

    @Test func `there are five English voices, two of them women's`() throws {
        let family = try Self.family.get()
        #expect(family.voices.count >= 5)
        #expect(family.voices.count { $0.gender == .female } >= 2)
        #expect(Set(family.voices.map(\.id)).count == family.voices.count)
        for voice in family.voices {
            #expect(voice.id.name.hasPrefix("wren/") && voice.license == "CC-BY-4.0")
            #expect(voice.rate.hertz == 24_000 && voice.lowerRates.map(\.hertz) == [16_000])
            #expect(voice.loudness != nil && !voice.description.isEmpty)
        }
        #expect(WrenWeights.shippedBytes <= 25_000_000)
    }

    @Test func `each says a sentence of usual length and level, at both rates`() async throws {
        let text = "The old clock on the wall had stopped at noon."
        for voice in try Self.family.get().voices {
            for rate in [voice.rate] + voice.lowerRates {
                let (samples, words) = try await speech(text, by: voice, at: rate)
                let seconds = Double(samples.count) / Double(rate.hertz)
                #expect((1.8...5).contains(seconds), "\(voice.id): \(seconds) s")
                let power = samples.reduce(0) { $0 + Double($1 * $1) } / Double(samples.count)
                #expect((0.01...0.3).contains(power.squareRoot()), "\(voice.id): \(power)")
                #expect(words == 10, "\(voice.id)")
                // No second of silence within.
                let step = rate.hertz / 10
                let quiet = stride(from: 0, to: samples.count - step, by: step).map { start in
                    samples[start..<start + step].allSatisfy { abs($0) < 0.003 }
                }
                let longest = quiet.split(separator: false).map(\.count).max() ?? 0
                #expect(longest < 8, "\(voice.id): \(longest) tenths of a second of silence")
            }
        }
    }
}
