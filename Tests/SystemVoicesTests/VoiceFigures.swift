import AudioSignal
import Glibc
import SpeechModel
import SpeechText
import Synchronization
import Testing

@testable import SystemVoices

private let isMeasuring = getenv("VOICE_FIGURES") != nil

/// Prints the figures that stand in the tables of voices. It is no test of anything:
/// run it with VOICE_FIGURES=1 when a voice or its program changes.
@Suite(.enabled(if: isMeasuring, "set VOICE_FIGURES=1 to measure the voices"))
struct VoiceFigures {
    @Test func flite() async throws {
        try await measure(FliteFamily()) { _ in "en" }
    }

    @Test func espeak() async throws {
        try await measure(EspeakFamily()) { $0.languages[0].primary }
    }

    /// From the call to the first piece of a first chunk, in a warm process.
    @Test func latency() async throws {
        let text = "Hello there, my dear"
        for voice in FliteFamily().voices {
            try await time(FliteFamily(), english(text, voice: String(voice.id.name.dropFirst(6))))
        }
        let family = try EspeakFamily()
        for (text, voice) in [(text, "en-us"), ("こんにちは、世界。", "ja"), ("你好，世界。", "zh")] {
            try await time(family, foreign(text, voice))
        }
    }

    private func time(_ family: some SpeechFamily, _ segment: SpeechSegment) async throws {
        var first: [Duration] = []
        for _ in 0..<15 {
            let clock = ContinuousClock()
            let start = clock.now
            let end = Mutex<ContinuousClock.Instant?>(nil)
            try await family.synthesize([segment]) { _, _ in
                end.withLock { $0 = $0 ?? clock.now }
                return .proceed
            }
            if let end = end.withLock({ $0 }) { first.append(end - start) }
        }
        let sorted = first.sorted()
        print(
            "figures: \(segment.voice) first audio: first time \(first[0]),",
            "median \(sorted[sorted.count / 2]), best \(sorted[0])")
    }

    private func measure(
        _ family: some SpeechFamily, language: (Voice) -> String
    ) async throws {
        for voice in family.voices {
            guard let text = MeasuredText.text(for: language(voice)),
                let language = Language(language(voice))
            else { continue }
            let segment = SpeechSegment(text: text, language: language, voice: voice.id)
            let spoken = try await speak(segment, with: family)
            let audio = AudioBuffer(rate: voice.rate, samples: spoken.samples)
            let loudness = LoudnessMeter.integrated(audio) ?? .nan
            let pace = spoken.seconds / SpokenLength.weight(of: text.utf8)
            let peak = spoken.samples.map(abs).max() ?? 0
            print(
                "figures: \(voice.id) \((loudness * 10).rounded() / 10) LUFS,",
                "\((pace * 10_000).rounded() / 10_000) s a character, peak \(peak)")
        }
    }
}
