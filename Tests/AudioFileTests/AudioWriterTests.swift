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

    @Test(arguments: AudioFileFormat.allCases)
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
        // page of 100 ms behind its own delay, AAC a frame of 43 ms.
        let allowed = [
            AudioFileFormat.wav: 25, .pcm: 25, .flac: 50, .mp3: 150, .opus: 200, .aac: 50,
        ]
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
            (.aac, 64_000),
            (.aac, 24_000),
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
        #expect(AudioFileFormat.aac.rate(for: SampleRate(23_000)) == SampleRate(24_000))
        #expect(AudioFileFormat.aac.rate(for: SampleRate(96_000)) == SampleRate(48_000))
        #expect(AudioFileFormat.opus.rate(for: SampleRate(22_050)) == SampleRate(22_050))
    }

    /// Below 16,000 bit/s vo-aacenc 0.1.3 crashes or never returns on sounds like these.
    @Test func `AAC's limits hold for every sound`() throws {
        let silence = [Float](repeating: 0, count: 12_000)
        let hard = (0..<12_000).map { index -> Float in
            let isOn = index / 1500 % 2 == 1
            return isOn ? (index / 7 % 2 == 0 ? 1 : -1) : 0
        }
        let clicks = (0..<12_000).map { Float($0 % 777 == 0 ? 1 : 0) }
        for hertz in [8_000, 22_050, 48_000] {
            for bitrate in [16_000, min(160_000, 6 * hertz)] {
                let settings = EncodingSettings(bitrate: bitrate)
                for sound in [silence, hard, clicks] {
                    let bytes = try TestVoice.bytes(sound, .aac, rate: hertz, settings: settings)
                    #expect(bytes.starts(with: [0xFF, 0xF9]) || bytes.starts(with: [0xFF, 0xF1]))
                }
            }
            for bitrate in [-1, 0, 15_999, 6 * hertz + 1, 160_001] {
                guard !(16_000...min(160_000, 6 * hertz)).contains(bitrate) else { continue }
                #expect(throws: AudioFileError.self) {
                    try TestVoice.bytes(
                        silence, .aac, rate: hertz, settings: EncodingSettings(bitrate: bitrate))
                }
            }
        }
    }

    @Test func `a server takes each block's bytes as they are made`() throws {
        for format in AudioFileFormat.allCases {
            let voice = TestVoice.samples(24_000, rate: 24_000)
            let sink = MemorySink()
            let writer = try AudioWriter(to: sink, format: format, rate: SampleRate(24_000))
            var taken: [UInt8] = sink.take()
            var largest = 0
            for start in stride(from: 0, to: voice.count, by: 600) {
                try writer.write(samples: [Float](voice[start..<start + 600]))
                let piece = sink.take()
                #expect(sink.bytes.isEmpty)
                largest = max(largest, piece.count)
                taken += piece
            }
            try writer.finish()
            taken += sink.take()
            #expect(try taken == TestVoice.bytes(voice, format, rate: 24_000, canOverwrite: false))
            #expect(largest < 10_000, "\(format)")
        }
    }
}
