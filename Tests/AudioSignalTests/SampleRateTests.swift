import AudioSignal
import Testing

@Suite struct SampleRateTests {
    @Test func `durations become samples without overflow`() {
        let rate = SampleRate(24_000)
        #expect(rate.samples(in: .milliseconds(25)) == 600)
        #expect(rate.samples(in: .seconds(-1)) == 0)
        #expect(rate.samples(in: .seconds(Int64.max)) == 1 << 50)
        #expect(SampleRate(hertz: 1) == nil)
        #expect(SampleRate(hertz: 22_050)?.description == "22050 Hz")
    }
}
