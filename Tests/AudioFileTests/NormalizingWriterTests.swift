import AudioFile
import AudioSignal
import Testing

@Suite struct NormalizingWriterTests {
    private let rate = SampleRate(22_050)

    /// Writes a quiet voice and gives what came out, as samples.
    private func written(
        _ normalization: Normalization, factor: Float, folder: ScratchFolder
    ) throws -> (samples: [Float], gain: Gain) {
        let sink = MemorySink()
        let writer = try AudioWriter(
            to: sink, format: .pcm, rate: rate,
            settings: EncodingSettings(sampleFormat: .float32))
        let normalizing = try NormalizingWriter(
            writer, to: normalization, scratchFolder: folder.path)
        let voice = TestVoice.samples(60_000, rate: 22_050).map { $0 * factor }
        for piece in TestVoice.pieces(voice, seed: 3) {
            try normalizing.write(AudioBuffer(rate: rate, samples: piece))
        }
        #expect(sink.bytes.isEmpty)
        #expect(folder.contents.isEmpty)
        try normalizing.finish()
        return (Programs.floats(sink.bytes), normalizing.gain)
    }

    @Test(arguments: [0.02, 1, 4] as [Float])
    func `a file has the loudness asked, whatever it had`(factor: Float) throws {
        let target = try #require(LoudnessTarget(integrated: -20))
        let (samples, _) = try written(
            .loudness(target), factor: factor, folder: ScratchFolder())
        #expect(samples.count == 60_000)
        let meter = LoudnessMeter(rate: rate)
        meter.process(samples)
        #expect(abs(try #require(meter.integrated) - -20) < 0.3)
        #expect(try #require(meter.truePeak) < -0.9)
    }

    @Test func `a file has the peak asked`() throws {
        let (samples, gain) = try written(.peak(-3), factor: 0.1, folder: ScratchFolder())
        let peak = AudioBuffer(rate: rate, samples: samples).peak
        #expect(abs(peak - Gain(decibels: -3).factor) < 1e-5)
        #expect(gain.factor > 1)
    }

    @Test func `silence stays silence`() throws {
        let target = try #require(LoudnessTarget(integrated: -20))
        let (samples, gain) = try written(.loudness(target), factor: 0, folder: ScratchFolder())
        #expect(samples.count == 60_000)
        #expect(samples.allSatisfy { $0 == 0 })
        #expect(gain == .unity)
    }

    @Test func `no place for scratch audio is an error, and no file is left`() throws {
        let folder = ScratchFolder()
        #expect(throws: AudioFileError.folderMissing(path: "/no/such")) {
            let writer = try AudioWriter(path: folder.file("a.wav"), rate: rate)
            _ = try NormalizingWriter(writer, to: .peak(-1), scratchFolder: "/no/such")
        }
        #expect(folder.contents.isEmpty)
    }
}
