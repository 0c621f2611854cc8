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
        _ text: String, in language: Language, by voice: Voice, at rate: SampleRate
    ) async throws -> (samples: [Float], words: Int) {
        let heard = Mutex<(samples: [Float], words: Int)>(([], 0))
        let segment = SpeechSegment(
            text: text, language: language, voice: voice.id, rate: rate, seed: 3)
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

    @Test func `there are nine voices, of English, Japanese and Mandarin`() throws {
        let family = try Self.family.get()
        #expect(family.voices.count >= 9)
        let first = Dictionary(grouping: family.voices) { $0.languages.first }
        func women(_ language: Language) -> Int {
            first[language, default: []].count { $0.gender == .female }
        }
        #expect(first[.english, default: []].count >= 5 && women(.english) >= 2)
        #expect(first[.japanese, default: []].count > women(.japanese) && women(.japanese) >= 1)
        #expect(women(.chinese) >= 1)
        #expect(family.voices.first?.languages == [.english])
        #expect(Set(family.voices.map(\.id)).count == family.voices.count)
        for voice in family.voices {
            // What learnt from share-alike recordings is shared alike.
            let license = voice.languages == [.english] ? "CC-BY-4.0" : "CC-BY-SA-4.0"
            #expect(voice.id.name.hasPrefix("wren/") && voice.license == license)
            #expect(voice.rate.hertz == 24_000 && voice.lowerRates.map(\.hertz) == [16_000])
            #expect(voice.loudness != nil && !voice.description.isEmpty)
        }
        #expect(WrenWeights.shippedBytes <= 60_000_000)
    }

    /// A sentence and its words, as they are told; nil: as many as there are.
    private static func sentence(in language: Language) -> (text: String, words: Int?) {
        switch language {
        case .japanese: ("駅前の古い喫茶店で、友達とコーヒーを飲みました。", nil)
        case .chinese: ("今天下午我和朋友在公园里散步，天气很好。", nil)
        default: ("The old clock on the wall had stopped at noon.", 10)
        }
    }

    private static let spoken: [(Voice, Language)] = ((try? family.get())?.voices ?? [])
        .flatMap { voice in voice.languages.map { (voice, $0) } }

    @Test(arguments: spoken)
    func `each says a sentence of usual length and level`(
        voice: Voice, language: Language
    ) async throws {
        let sentence = Self.sentence(in: language)
        let higher = language == voice.languages.first ? [voice.rate] : []
        for rate in higher + voice.lowerRates {
            let (samples, words) = try await speech(
                sentence.text, in: language, by: voice, at: rate)
            let seconds = Double(samples.count) / Double(rate.hertz)
            #expect((1.8...6).contains(seconds), "\(voice.id): \(seconds) s")
            let power = samples.reduce(0) { $0 + Double($1 * $1) } / Double(samples.count)
            #expect((0.01...0.3).contains(power.squareRoot()), "\(voice.id): \(power)")
            #expect(words > 0 && words == sentence.words ?? words, "\(voice.id)")
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
