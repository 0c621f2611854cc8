import AudioSignal
import SpeechModel
import SpeechText

/// A family that costs nothing: it hands out stretches of one sound made before. What
/// a benchmark with it measures is the engine.
struct ToneVoice: SpeechFamily {
    let id = "tone"
    let voices: [Voice]
    let largestUsefulBatch = 16
    let streamsWithinSegment = true
    let canRunAway = false
    private let sound: AudioBuffer

    init(rate: SampleRate = SampleRate(16_000)) {
        voices = [
            Voice(
                id: VoiceID("tone/hum"), languages: [.english], description: "A hum",
                gender: .unspecified, license: "Apache-2.0", rate: rate, loudness: -20)
        ]
        // A tenth of a second; what it sounds like doesn't matter.
        var random = SplitMix(state: 1)
        sound = AudioBuffer(
            rate: rate,
            samples: (0..<rate.samples(in: .milliseconds(100))).map { index in
                let phase = Float(index % 80) / 80
                return 0.2 * (phase - 0.5) + Float.random(in: -0.05...0.05, using: &random)
            })
    }

    static let entry = FamilyEntry(id: "tone", summary: "For benchmarks") {
        () throws(LoadError) in ToneVoice()
    }

    func limit(for voice: VoiceID) -> Int { 1_000 }

    func memoryEstimate(for segment: SpeechSegment) -> Int { 1 << 16 }

    func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        for (index, segment) in batch.enumerated() {
            let length = estimatedDuration(of: segment)
            var left = sound.rate.samples(in: length)
            var verdict = Verdict.proceed
            while left > 0, verdict == .proceed {
                var piece = sound
                if left < piece.samples.count {
                    piece.samples.removeLast(piece.samples.count - left)
                }
                left -= piece.samples.count
                verdict = deliver(index, .audio(piece))
            }
            if verdict == .proceed { _ = deliver(index, .finished) }
        }
    }
}
