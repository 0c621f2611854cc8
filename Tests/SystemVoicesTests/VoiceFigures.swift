import AudioSignal
import Glibc
import SpeechModel
import SpeechText
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
