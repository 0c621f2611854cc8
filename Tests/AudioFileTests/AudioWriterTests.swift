import AudioFile
import AudioSignal
import Testing

@Suite struct AudioWriterTests {
    @Test(arguments: AudioFileFormat.allCases, [true, false])
    func `pieces don't matter`(format: AudioFileFormat, canOverwrite: Bool) throws {
        let voice = TestVoice.samples(30_000, rate: 22_050)
        let first = try TestVoice.bytes(voice, format, seed: 1, canOverwrite: canOverwrite)
        let second = try TestVoice.bytes(voice, format, seed: 2, canOverwrite: canOverwrite)
        #expect(first.count == second.count)
        #expect(first.elementsEqual(second))
    }

    @Test(
        arguments: AudioFileFormat.allCases,
        [4_000, 7_999, 11_025, 16_000, 44_100, 96_001, 192_000])
    func `every rate can be written`(format: AudioFileFormat, hertz: Int) throws {
        let voice = TestVoice.samples(hertz / 4, rate: hertz)
        for canOverwrite in [true, false] {
            let bytes = try TestVoice.bytes(voice, format, rate: hertz, canOverwrite: canOverwrite)
            #expect(bytes.count > 500)
        }
    }

    @Test(arguments: [AudioFileFormat.wav, .pcm, .flac, .opus, .mp3])
    func `a stream's bytes come early`(format: AudioFileFormat) throws {
        let sink = MemorySink()
        let writer = try AudioWriter(to: sink, format: format, rate: SampleRate(24_000))
        _ = sink.take()
        var milliseconds = 0
        let block = TestVoice.samples(600, rate: 24_000)
        while sink.bytes.isEmpty, milliseconds < 2000 {
            try writer.write(samples: block)
            milliseconds += 25
        }
        // PCM at once, FLAC a block of 48 ms, MP3 two frames and its filters, Opus a
        // page of 100 ms behind its own delay.
        let allowed = [AudioFileFormat.wav: 25, .pcm: 25, .flac: 50, .mp3: 150, .opus: 200]
        #expect(milliseconds <= allowed[format] ?? 0)
        try writer.finish()
        #expect(!sink.take().isEmpty || format == .wav || format == .pcm)
    }

    @Test func `clipping and samples are counted`() throws {
        for format in AudioFileFormat.allCases {
            let writer = try AudioWriter(
                to: MemorySink(), format: format, rate: SampleRate(24_000))
            try writer.write(AudioBuffer(rate: SampleRate(24_000), samples: [2, 0.5, -3, .nan, 1]))
            try writer.write(samples: [])
            try writer.finish()
            #expect(writer.clipped == 3, "\(format)")
            #expect(writer.sampleCount == 5)
        }
    }

    @Test func `the bit rate is what was asked`() throws {
        let voice = TestVoice.samples(240_000, rate: 24_000)
        for (format, bitrate) in [
            (AudioFileFormat.mp3, 64_000), (.mp3, 32_000), (.opus, 48_000), (.opus, 16_000),
        ] {
            let bytes = try TestVoice.bytes(
                voice, format, rate: 24_000, settings: EncodingSettings(bitrate: bitrate))
            let ratio = Double(bytes.count * 8) / 10 / Double(bitrate)
            #expect((0.6...1.3).contains(ratio), "\(format) \(bitrate): \(ratio)")
        }
    }

    @Test func `formats are told by extension`() {
        #expect(AudioFileFormat(path: "/a.b/voice.FLAC") == .flac)
        #expect(AudioFileFormat(path: "voice.ogg") == .opus)
        #expect(AudioFileFormat(path: "voice.raw") == .pcm)
        #expect(AudioFileFormat(path: "a.wav/voice") == nil)
        #expect(AudioFileFormat(path: "wav") == nil)
        #expect(AudioFileFormat(path: "") == nil)
        #expect(AudioFileFormat(fileExtension: "aiff") == nil)
        for format in AudioFileFormat.allCases {
            for name in format.fileExtensions {
                #expect(AudioFileFormat(fileExtension: name) == format)
            }
        }
    }

    @Test func `MP3's rates`() {
        #expect(AudioFileFormat.mp3.rate(for: SampleRate(4_000)) == SampleRate(8_000))
        #expect(AudioFileFormat.mp3.rate(for: SampleRate(22_050)) == SampleRate(22_050))
        #expect(AudioFileFormat.mp3.rate(for: SampleRate(23_000)) == SampleRate(24_000))
        #expect(AudioFileFormat.mp3.rate(for: SampleRate(192_000)) == SampleRate(48_000))
        #expect(AudioFileFormat.opus.rate(for: SampleRate(22_050)) == SampleRate(22_050))
    }
}
