import SpeechEngine
import Testing

@Suite struct PlaybackClockTests {
    @Test func `playing starts when the pre-buffer is full`() {
        var clock = PlaybackClock(preBuffer: .milliseconds(200))
        for step in 0..<7 {
            clock.handOver(.milliseconds(25), at: .milliseconds(step))
        }
        #expect(clock.start == nil)
        clock.handOver(.milliseconds(25), at: .milliseconds(50))
        #expect(clock.start == .milliseconds(50))
        #expect(clock.dryAt == .milliseconds(250))
    }

    @Test func `a short text starts when it is complete`() {
        var clock = PlaybackClock(preBuffer: .milliseconds(200))
        clock.handOver(.milliseconds(25), at: .milliseconds(10))
        clock.finish(at: .milliseconds(40))
        #expect(clock.start == .milliseconds(40))
        #expect(clock.underruns == 0)
    }

    @Test func `audio in time is no underrun, audio too late is one`() {
        var clock = PlaybackClock(preBuffer: .milliseconds(100))
        clock.handOver(.milliseconds(100), at: .zero)
        clock.handOver(.milliseconds(100), at: .milliseconds(100))
        #expect(clock.underruns == 0)
        clock.handOver(.milliseconds(100), at: .milliseconds(250))
        #expect(clock.underruns == 1)
        #expect(clock.stalled == .milliseconds(50))
        // The stall moved everything behind it.
        #expect(clock.dryAt == .milliseconds(350))
        clock.handOver(.milliseconds(100), at: .milliseconds(350))
        #expect(clock.underruns == 1)
    }

    @Test func `nothing to play never starts`() {
        var clock = PlaybackClock(preBuffer: .milliseconds(100))
        clock.finish(at: .milliseconds(5))
        #expect(clock.start == nil)
    }

    /// Whatever arrives whenever: stalls and underruns go together, and playing all
    /// of it takes exactly the audio and the stalls.
    @Test func `random arrivals`() {
        var random = SeededGenerator(state: 7)
        for _ in 0..<200 {
            var clock = PlaybackClock(
                preBuffer: .milliseconds(Int.random(in: 0...300, using: &random)))
            var now = Duration.zero
            var total = Duration.zero
            for _ in 0..<50 {
                now += .milliseconds(Int.random(in: 0...80, using: &random))
                let audio = Duration.milliseconds(Int.random(in: 1...60, using: &random))
                total += audio
                clock.handOver(audio, at: now)
            }
            clock.finish(at: now)
            #expect((clock.stalled > .zero) == (clock.underruns > 0))
            #expect(clock.handedOver == total)
            #expect(clock.dryAt == clock.start.map { $0 + total + clock.stalled })
        }
    }
}
