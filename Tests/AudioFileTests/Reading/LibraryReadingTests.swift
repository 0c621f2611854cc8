import AudioFile
import AudioSignal
import Foundation
import Testing

/// FLAC, Opus and MP3.
@Suite struct LibraryReadingTests {
    /// Numbers of scripts/golden/recordings.py.
    @Test(arguments: [(8, 1), (16, 6), (24, 2)])
    func `FLAC of others, exactly`(bits: Int, channels: Int) throws {
        let path = Golden.path("\(bits)-bits.flac")
        for channel in 0..<channels {
            let reader = try AudioReader(path: path, channels: .only(channel))
            #expect(reader.format == .flac)
            #expect(reader.rate.hertz == 44_100)
            #expect(reader.channelCount == channels)
            #expect(reader.sampleCount == 700)
            let audio = try reader.readAll(limit: .seconds(1))
            let expected = (0..<700).map { index -> Float in
                let modulus = 1 << bits
                let number = (index * 7919 * (channel + 3)) % modulus - modulus / 2
                return Float(number >> 1) / Float(modulus / 2)
            }
            #expect(audio.samples == expected)
        }
    }

    @Test(arguments: ["opus", "mp3"])
    func `two channels of others`(kind: String) throws {
        let path = Golden.path("stereo.\(kind)")
        for (channel, hertz) in [(0, 440.0), (1, 1000)] {
            let audio = try AudioReader.read(
                path: path, channels: .only(channel), limit: .seconds(1))
            #expect(audio.rate.hertz == 48_000)
            let tone = (0..<12_000).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / 48_000)) }
            #expect(abs(audio.samples.count - 12_000) <= 1152)
            #expect(TestVoice.correlation(audio.samples, tone) > 0.98)
        }
    }

    @Test(arguments: [AudioFileFormat.wav, .flac, .opus, .mp3], [true, false])
    func `what Syrinx writes is read`(format: AudioFileFormat, isFile: Bool) throws {
        let original = TestVoice.samples(50_001, rate: 24_000)
        let bytes = try TestVoice.bytes(original, format, rate: 24_000, canOverwrite: isFile)
        let reader = try AudioReader(from: MemorySource(bytes))
        #expect(reader.format == format)
        #expect(reader.rate.hertz == (format == .opus ? 48_000 : 24_000))
        let audio = try reader.readAll(limit: .seconds(60))
        let samples = Resampler.convert(audio, to: SampleRate(24_000)).samples
        switch format {
        case .wav, .flac:
            var quantizer = PCMQuantizer()
            #expect(samples == quantizer.int16(original).map { Float($0) / 32_768 })
        default:
            // An MP3 stream has no frame that tells the delay.
            let delay = format == .mp3 && !isFile ? 1105 : 0
            #expect((delay - 2...delay + 2 * 1152).contains(samples.count - original.count))
            #expect(TestVoice.correlation(samples.dropFirst(delay), original) > 0.98)
        }
    }

    @Test func `24 bits of ours`() throws {
        let original = TestVoice.samples(9_000, rate: 48_000)
        let bytes = try TestVoice.bytes(
            original, .flac, rate: 48_000, settings: EncodingSettings(sampleFormat: .int24))
        var quantizer = PCMQuantizer(depth: .bits24)
        #expect(
            try WAVBytes.read(bytes) == quantizer.int32(original).map { Float($0) / 0x1p23 })
    }

    @Test(
        .enabled(if: Programs.hasFFmpeg, "needs ffmpeg"),
        arguments: [
            "-c:a flac -f ogg", "-c:a flac -f flac", "-c:a libmp3lame -id3v2_version 4 -f mp3",
        ])
    func `what ffmpeg writes is read`(encoder: String) throws {
        let folder = ScratchFolder()
        let path = folder.file("noise")
        let title = String(repeating: "x", count: 9000)
        let made = Programs.run(
            "ffmpeg -v error -f lavfi -i 'sine=f=500:r=48000:d=0.5' -metadata title=\(title) "
                + "\(encoder) '\(path)'")
        try #require(made.status == 0, "\(String(decoding: made.output, as: UTF8.self))")
        let audio = try AudioReader.read(path: path, limit: .seconds(2))
        let others = Programs.decoded(path, rate: 48_000)
        #expect(audio.samples.count == others.count)
        #expect(TestVoice.correlation(audio.samples, others) > 0.9999)
    }

    @Test func `FLAC that is cut or damaged is refused`() throws {
        let bytes = try TestVoice.bytes(
            TestVoice.samples(50_000, rate: 24_000), .flac, rate: 24_000)
        var damaged = bytes
        damaged[bytes.count / 2] ^= 0x10
        #expect(throws: AudioFileError.self) { try WAVBytes.read(damaged) }
        #expect {
            try WAVBytes.read(Array(bytes.dropLast(bytes.count / 3)))
        } throws: {
            guard case .truncated(_, let expected, let found)? = $0 as? AudioFileError else {
                // Or the last frame is noticed to be cut.
                if case .damaged? = $0 as? AudioFileError { return true }
                return false
            }
            return found < expected
        }
        // Somebody's tag at the end is none of ours.
        #expect(
            try WAVBytes.read(bytes + Array("TAG".utf8) + [UInt8](repeating: 65, count: 125)).count
                == 50_000)
    }

    @Test func `a tag before the sound is passed over`() throws {
        let tag: [UInt8] =
            Array("ID3".utf8) + [4, 0, 0, 0, 0, 2, 44] + [UInt8](repeating: 0xFF, count: 300)
        for format in [AudioFileFormat.flac, .mp3] {
            let bytes = try TestVoice.bytes(
                TestVoice.samples(9_000, rate: 24_000), format, rate: 24_000)
            #expect(try WAVBytes.read(tag + tag + bytes) == WAVBytes.read(bytes))
        }
    }
}

/// Files made by scripts/golden/recordings.py.
enum Golden {
    static func path(_ name: String) -> String {
        Bundle.module.path(forResource: "Golden/\(name)", ofType: nil) ?? name
    }
}
