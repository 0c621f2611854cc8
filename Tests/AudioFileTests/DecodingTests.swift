import AudioFile
import AudioSignal
import Glibc
import Testing

/// What other programs hear in the files; skipped where ffmpeg isn't installed.
@Suite(.enabled(if: Programs.hasFFmpeg, "needs ffmpeg and ffprobe"))
struct DecodingTests {
    private let original = TestVoice.samples(50_001, rate: 22_050)

    @Test(arguments: AudioFileFormat.allCases)
    func `a file holds what was written`(format: AudioFileFormat) throws {
        let folder = ScratchFolder()
        let path = folder.file("voice.\(format.fileExtensions[0])")
        let writer = try AudioWriter(path: path, rate: SampleRate(22_050))
        #expect(writer.format == format)
        try TestVoice.write(original, with: writer)
        #expect(folder.contents == ["voice.\(format.fileExtensions[0])"])
        let input = format == .pcm ? "-f s16le -ar 22050 -ac 1" : ""
        try compare(Programs.decoded(path, rate: 22_050, input: input), format, delay: 0)
    }

    @Test(arguments: AudioFileFormat.allCases)
    func `a real pipe carries what was written`(format: AudioFileFormat) throws {
        let folder = ScratchFolder()
        let out = folder.file("out.f32")
        let input = format == .pcm ? "-f s16le -ar 22050 -ac 1" : ""
        let pipe = PipeInto(
            "ffmpeg -v error \(input) -i - -f f32le -ar 22050 -ac 1 '\(out)' 2>/dev/null")
        let sink = DescriptorSink(descriptor: pipe.descriptor, name: "the pipe")
        let writer = try AudioWriter(to: sink, format: format, rate: SampleRate(22_050))
        try TestVoice.write(original, with: writer)
        #expect(pipe.close() == 0)
        // An MP3 stream has no frame that tells the encoder's delay: LAME's 576 samples
        // and a decoder's 529.
        try compare(
            Programs.floats(folder.bytes("out.f32")), format, delay: format == .mp3 ? 1105 : 0)
    }

    private func compare(_ decoded: [Float], _ format: AudioFileFormat, delay: Int) throws {
        switch format {
        case .wav, .flac, .pcm:
            var quantizer = PCMQuantizer()
            let expected = quantizer.int16(original).map { Float($0) / 32_768 }
            #expect(decoded.count == expected.count)
            #expect(decoded.elementsEqual(expected))
        case .opus, .mp3, .aac:
            // ADTS can't tell its encoder's delay, be it a file or a stream.
            let delay = format == .aac ? 1600 : delay
            if delay == 0 {
                // Opus is decoded at 48 kHz and converted back, to the nearest sample.
                #expect(abs(decoded.count - original.count) <= 2)
            } else {
                // Filled up to whole frames.
                #expect((delay...delay + 2 * 1152).contains(decoded.count - original.count))
            }
            try #require(decoded.count > delay + 40_000)
            let likeness = TestVoice.correlation(decoded[delay...], original)
            #expect(likeness > 0.98)
        }
    }

    @Test(arguments: [SampleFormat.int24, .float32])
    func `finer samples keep more`(sampleFormat: SampleFormat) throws {
        for format in AudioFileFormat.allCases where format.sampleFormats.contains(sampleFormat) {
            guard format == .wav || format == .flac else { continue }
            let folder = ScratchFolder()
            let path = folder.file("voice.\(format.rawValue)")
            let writer = try AudioWriter(
                path: path, rate: SampleRate(22_050),
                settings: EncodingSettings(sampleFormat: sampleFormat))
            try TestVoice.write(original, with: writer)
            let decoded = Programs.decoded(path, rate: 22_050)
            #expect(decoded.count == original.count)
            let error = zip(decoded, original).map { abs($0 - $1) }.max() ?? 1
            #expect(error <= (sampleFormat == .float32 ? 0 : 0x1p-23))
        }
    }

    @Test(arguments: AudioFileFormat.allCases, [0, 1, 3000])
    func `an early end leaves a playable file`(format: AudioFileFormat, count: Int) throws {
        guard format != .pcm else { return }
        let folder = ScratchFolder()
        let path = folder.file("short")
        let writer = try AudioWriter(path: path, format: format, rate: SampleRate(24_000))
        try TestVoice.write([Float](original.prefix(count)), with: writer)
        let (status, output) = Programs.run(
            "ffprobe -v error -show_entries stream=codec_name,channels -of csv=p=0 '\(path)'")
        #expect(status == 0)
        let codec = format == .wav ? "pcm_s16le" : format.rawValue
        #expect(String(decoding: output, as: UTF8.self) == "\(codec),1\n")
        if format == .wav || format == .flac {
            #expect(Programs.decoded(path, rate: 24_000).count == count)
        }
    }

    @Test func `RF64 is understood`() throws {
        let folder = ScratchFolder()
        let path = folder.file("large.wav")
        let writer = try AudioWriter(
            path: path, rate: SampleRate(22_050), settings: EncodingSettings(largestRIFF: 50_000))
        try TestVoice.write(original, with: writer)
        #expect(folder.bytes("large.wav").prefix(4) == [0x52, 0x46, 0x36, 0x34])
        #expect(Programs.decoded(path, rate: 22_050).count == original.count)
    }

    @Test(arguments: [AudioFileFormat.wav, .flac, .opus, .mp3, .aac])
    func `tags are there`(format: AudioFileFormat) throws {
        let folder = ScratchFolder()
        let path = folder.file("tagged.\(format.rawValue)")
        let tags = AudioTags(title: "Über\0 燕 = x", artist: "Syrinx", album: "")
        let writer = try AudioWriter(
            path: path, rate: SampleRate(24_000), settings: EncodingSettings(tags: tags))
        try TestVoice.write(original, with: writer)
        let shown = Programs.text(
            "ffprobe -v error -show_entries format_tags:stream_tags -of default=nk=0:nw=1 '\(path)'"
        )
        #expect(shown.lowercased().contains("title=über 燕 = x\n"))
        #expect(shown.lowercased().contains("artist=syrinx\n"))
        #expect(!shown.lowercased().contains("album"))
    }

    @Test func `rates that MP3 lacks are converted`() throws {
        let folder = ScratchFolder()
        let path = folder.file("voice.mp3")
        let voice = TestVoice.samples(96_000, rate: 96_000)
        let writer = try AudioWriter(path: path, rate: SampleRate(96_000))
        #expect(writer.fileRate == SampleRate(48_000))
        try TestVoice.write(voice, with: writer)
        let decoded = Programs.decoded(path, rate: 48_000)
        #expect(decoded.count == 48_000)
        #expect(TestVoice.correlation(decoded, TestVoice.samples(48_000, rate: 48_000)) > 0.98)
    }

    /// The reference tools check what ffmpeg forgives: FLAC's MD5 and Ogg's pages.
    @Test(.enabled(if: Programs.has("flac") && Programs.has("opusinfo"), "needs flac, opus-tools"))
    func `the reference tools find no fault`() throws {
        let folder = ScratchFolder()
        for format in [AudioFileFormat.flac, .opus] {
            let path = folder.file("voice.\(format.rawValue)")
            let writer = try AudioWriter(path: path, rate: SampleRate(22_050))
            try TestVoice.write(original, with: writer)
        }
        #expect(
            Programs.run("flac -t --warnings-as-errors -s '\(folder.file("voice.flac"))'").status
                == 0)
        let (status, output) = Programs.run("opusinfo '\(folder.file("voice.opus"))'")
        let report = String(decoding: output, as: UTF8.self)
        #expect(status == 0)
        #expect(!report.contains("WARNING"))
        #expect(report.contains("Original sample rate: 22050") || report.contains("22050 Hz"))
    }
}
