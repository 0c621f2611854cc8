import AudioFeatures
import AudioSignal
import Foundation
import Testing

private let rate = SampleRate(16_000)

private func tracker(hop: Int = 200, at rate: SampleRate = rate) throws -> PitchTracker {
    try PitchTracker(PitchRecipe(rate: rate, grid: .centred(hop: hop)))
}

/// Signal, the most cents that it may be off in the median, and the most frames that may be wrong,
/// missed and invented.
private typealias Case = (
    name: String, cents: Double, wrong: Int, missed: Int, invented: Int
)

private let cases: [Case] = [
    ("glide up", 2, 0, 0, 0),
    ("glide down", 2, 0, 0, 0),
    ("low voice", 5, 0, 0, 0),
    ("vowel", 2, 0, 0, 0),
    ("sine", 1, 0, 0, 0),
    ("missing fundamental", 1, 0, 0, 0),
    ("strong second harmonic", 1, 0, 0, 0),
    ("strong third harmonic", 1, 0, 0, 0),
    ("every second pulse weaker", 1, 0, 0, 0),
    ("jitter and shimmer", 6, 0, 0, 0),
    ("noise at 20 dB", 2, 0, 0, 0),
    ("noise at 10 dB", 5, 0, 1, 0),
    ("noise at 0 dB", 15, 2, 4, 0),
    ("between pauses", 3, 1, 0, 2),
    ("white noise", 0, 0, 0, 2),
    ("silence", 0, 0, 0, 0),
]

@Test(arguments: cases.indices)
func `pitch is that with which the signal was made`(index: Int) throws {
    let (name, cents, wrong, missed, invented) = cases[index]
    let known = KnownPitch[name]
    let track = try tracker().track(known.audio)
    #expect(track.frameCount == known.pitch.count + (known.audio.samples.count % 200 == 0 ? 1 : 0))
    let off = PitchDeviation(track, known)
    #expect(off.median <= cents, "\(name): \(off)")
    #expect(off.wrong <= wrong, "\(name): \(off)")
    #expect(off.missed <= missed, "\(name): \(off)")
    #expect(off.invented <= invented, "\(name): \(off)")
}
