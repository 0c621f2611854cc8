import AudioFile
import AudioSignal
import Testing

/// Exact bytes, written by hand from the RIFF and RF64 (EBU Tech 3306) specifications.
@Suite struct WAVTests {
    private let samples: [Float] = [0, 0.5, -1]

    private func ascii(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

    @Test func `a file`() throws {
        let bytes = try TestVoice.bytes(samples, .wav)
        var expected = ascii("RIFF") + [78, 0, 0, 0] + ascii("WAVE")
        expected += ascii("JUNK") + [28, 0, 0, 0] + [UInt8](repeating: 0, count: 28)
        // PCM, mono, 22050, 44100 bytes a second, 2 bytes a sample, 16 bits.
        expected += ascii("fmt ") + [16, 0, 0, 0, 1, 0, 1, 0]
        expected += [0x22, 0x56, 0, 0, 0x44, 0xAC, 0, 0, 2, 0, 16, 0]
        expected += ascii("data") + [6, 0, 0, 0, 0, 0, 0, 0x40, 0, 0x80]
        #expect(bytes == expected)
    }

    @Test func `a stream has no place kept and sizes until its end`() throws {
        let bytes = try TestVoice.bytes(samples, .wav, rate: 24_000, canOverwrite: false)
        var expected = ascii("RIFF") + [0xFF, 0xFF, 0xFF, 0xFF] + ascii("WAVE")
        expected += ascii("fmt ") + [16, 0, 0, 0, 1, 0, 1, 0]
        expected += [0xC0, 0x5D, 0, 0, 0x80, 0xBB, 0, 0, 2, 0, 16, 0]
        expected += ascii("data") + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x40, 0, 0x80]
        #expect(bytes == expected)
        #expect(bytes.count == 44 + 6)
    }

    @Test func `RF64 takes the place of the kept chunk`() throws {
        let bytes = try TestVoice.bytes(
            samples, .wav, settings: EncodingSettings(largestRIFF: 77))
        var start = ascii("RF64") + [0xFF, 0xFF, 0xFF, 0xFF] + ascii("WAVE")
        start += ascii("ds64") + [28, 0, 0, 0]
        start += [78, 0, 0, 0, 0, 0, 0, 0] + [6, 0, 0, 0, 0, 0, 0, 0] + [3, 0, 0, 0, 0, 0, 0, 0]
        start += [0, 0, 0, 0] + ascii("fmt ")
        #expect([UInt8](bytes.prefix(start.count)) == start)
        #expect(
            [UInt8](bytes.suffix(14)) == ascii("data") + [
                0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x40, 0, 0x80,
            ])
        let plain = try TestVoice.bytes(
            samples, .wav, settings: EncodingSettings(largestRIFF: 78))
        #expect([UInt8](plain.prefix(4)) == ascii("RIFF"))
    }

    @Test func `24 bits are padded to an even size, floats carry their number`() throws {
        let packed = try TestVoice.bytes(
            samples, .wav, settings: EncodingSettings(sampleFormat: .int24))
        #expect([UInt8](packed.suffix(14)) == [9, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0x80, 0])
        #expect([UInt8](packed[4..<8]) == [UInt8(packed.count - 8), 0, 0, 0])
        let float = try TestVoice.bytes(
            [2], .wav, settings: EncodingSettings(sampleFormat: .float32))
        let end =
            ascii("fact") + [4, 0, 0, 0, 1, 0, 0, 0] + ascii("data") + [4, 0, 0, 0, 0, 0, 0, 0x40]
        #expect([UInt8](float.suffix(end.count)) == end)
        #expect([UInt8](float[56..<60]) == [3, 0, 1, 0])
    }

    @Test func `raw samples are nothing but samples`() throws {
        #expect(try TestVoice.bytes(samples, .pcm) == [0, 0, 0, 0x40, 0, 0x80])
    }
}
