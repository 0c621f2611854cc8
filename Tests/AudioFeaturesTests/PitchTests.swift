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
    ("between pauses", 3, 1, 0, 4),
    ("white noise", 0, 0, 0, 2),
    ("silence", 0, 0, 0, 0),
]

@Test(arguments: cases.indices)
func `pitch is that with which the signal was made`(index: Int) throws {
    let (name, cents, wrong, missed, invented) = cases[index]
    let known = KnownPitch[name]
    let track = try tracker().track(known.audio)
    // Where hops fill a signal, its last frame is centred behind the last sample.
    let filled = known.audio.samples.count.isMultiple(of: 200)
    #expect(track.frameCount == known.pitch.count + (filled ? 1 : 0))
    let off = PitchDeviation(track, known)
    #expect(off.median <= cents, "\(name): \(off)")
    #expect(off.wrong <= wrong, "\(name): \(off)")
    #expect(off.missed <= missed, "\(name): \(off)")
    #expect(off.invented <= invented, "\(name): \(off)")
}

@Test(arguments: [8000, 11_025, 22_050, 24_000, 44_100, 48_000])
func `pitch is the same at every rate`(hertz: Int) throws {
    let rate = SampleRate(hertz)
    let audio = tone(150, seconds: 0.25, rate: rate)
    let track = try tracker(hop: hertz / 80, at: rate).track(audio)
    checkTone(track)
}

@Test(arguments: ["vowel", "noise at 10 dB", "between pauses", "white noise"])
func `pitch doesn't depend on loudness, the level does`(name: String) throws {
    let (tracker, known) = (try tracker(), KnownPitch[name])
    let track = try tracker.track(known.audio)
    // A power of two changes no digit.
    for (gain, tolerance) in [
        (Float(1) / 128, Float(0)), (0.01, 1e-3), (1e-20, 1e-3), (1e18, 1e-3),
    ] {
        var audio = known.audio
        for index in audio.samples.indices { audio.samples[index] *= gain }
        let other = try tracker.track(audio)
        for (a, b) in zip(track.frequencies, other.frequencies) {
            #expect(abs(a - b) <= tolerance * a)
        }
        for (a, b) in zip(track.levels, other.levels) {
            #expect(abs(max(a + 20 * log10(gain), PitchTrack.quietest) - b) < 0.01)
        }
    }
}

@Test func `the same samples give the same track`() throws {
    let known = KnownPitch["between pauses"]
    #expect(try tracker().track(known.audio) == tracker().track(known.audio))
}

@Test func `a constant beneath the signal changes nothing but the level`() throws {
    var audio = tone(150, seconds: 0.3, rate: rate)
    for index in audio.samples.indices { audio.samples[index] = audio.samples[index] * 0.5 + 0.25 }
    let track = try tracker().track(audio)
    checkTone(track)
}

@Test func `levels are root mean squares`() throws {
    let audio = AudioBuffer(
        rate: rate,
        samples: [Float](repeating: 0.5, count: 4000) + [Float](repeating: 0, count: 4000))
    let levels = try tracker().track(audio).levels
    #expect(levels.count == 41)
    #expect(levels[..<19].allSatisfy { abs($0 - 20 * log10(0.5)) < 1e-3 })
    #expect(levels[22...].allSatisfy { $0 == PitchTrack.quietest })
}

@Test func `bounds are kept`() throws {
    let audio = tone(100, seconds: 0.3, rate: rate)
    let grid = try FrameGrid.centred(hop: 200)
    for (low, high) in [(150.0, 600.0), (60.0, 80.0), (90.0, 110.0)] {
        let tracker = try PitchTracker(
            PitchRecipe(rate: rate, grid: grid, lowest: low, highest: high))
        for frequency in try tracker.track(audio).frequencies where frequency > 0 {
            #expect((low...high).contains(Double(frequency)))
        }
    }
}

/// Expects 150 Hz: within half a cent, and within an eighth of a tone where the window reaches
/// beyond the signal, which begins and ends with a step.
private func checkTone(_ track: PitchTrack) {
    let cents = track.frequencies.map { abs(1200 * log2(Double($0) / 150)) }
    #expect(cents.allSatisfy { $0 < 25 })
    #expect(cents.dropFirst(3).dropLast(3).allSatisfy { $0 < 0.5 })
}

/// Harmonics of one pitch.
private func tone(_ pitch: Double, seconds: Double, rate: SampleRate) -> AudioBuffer {
    let count = Int(seconds * Double(rate.hertz))
    let samples = (0..<count).map { index in
        let angle = 2 * Double.pi * pitch * Double(index) / Double(rate.hertz)
        return Float((1...6).reduce(0) { $0 + cos(angle * Double($1)) / Double($1) } * 0.2)
    }
    return AudioBuffer(rate: rate, samples: samples)
}
