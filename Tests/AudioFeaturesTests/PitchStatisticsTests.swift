import AudioFeatures
import AudioSignal
import Foundation
import Testing

private func track(_ frequencies: [Float]) -> PitchTrack {
    PitchTrack(
        frequencies: frequencies, voicing: frequencies.map { $0 > 0 ? 1 : 0 },
        levels: frequencies.map { _ in -20 })
}

@Test func `unvoiced stretches are crossed in straight lines of the logarithm`() {
    let filled = track([0, 0, 100, 0, 0, 0, 1600, 200, 0]).continuousFrequencies
    let expected: [Float] = [100, 100, 100, 200, 400, 800, 1600, 200, 200]
    #expect(filled.count == expected.count)
    #expect(zip(filled, expected).allSatisfy { abs($0 - $1) < 1e-3 * $1 })
    #expect(filled[2] == 100 && filled[6] == 1600 && filled[7] == 200)
    #expect(track([0, 0]).continuousFrequencies.isEmpty)
    #expect(track([]).continuousFrequencies.isEmpty)
    #expect(track([120]).continuousFrequencies == [120])
}

@Test func `figures of a melody`() throws {
    // An octave in semitones, and as many frames without voice.
    let scale = (0...12).map { Float(100 * exp2(Double($0) / 12)) }
    let statistics = PitchStatistics(track(scale + [Float](repeating: 0, count: 13)))
    #expect(statistics.frameCount == 26 && statistics.voicedCount == 13)
    #expect(statistics.voicedShare == 0.5)
    let melody = try #require(statistics.melody)
    #expect(abs(melody.median - 141.42) < 0.01)
    // √((13² - 1) ÷ 12)
    #expect(abs(melody.spread - 3.7417) < 1e-3)
    // numpy.percentile(100 * 2 ** (numpy.arange(13) / 12), [5, 95])
    #expect(abs(melody.low - 103.5678) < 1e-3)
    #expect(abs(melody.high - 193.2651) < 1e-3)
}

@Test func `tracks together are one`() {
    let (first, second) = (track([100, 0, 120]), track([0, 90, 300]))
    let together = track(first.frequencies + second.frequencies)
    #expect(PitchStatistics([first, second]) == PitchStatistics(together))
}

@Test func `without voice there are no figures`() {
    #expect(PitchStatistics(track([0, 0])).melody == nil)
    #expect(PitchStatistics(track([0, 0])).voicedShare == 0)
    #expect(PitchStatistics(track([])).voicedShare == 0)
}

@Test func `one voiced frame has a spread of 0`() throws {
    let melody = try #require(PitchStatistics(track([0, 150])).melody)
    #expect(melody.median == 150 && melody.low == 150 && melody.high == 150)
    #expect(melody.spread == 0)
}
