import AudioFile
import AudioSignal
import Testing

@Suite struct WAVReadingTests {
    @Test func `samples of every layout`() throws {
        let pcm8 = WAVBytes(bits: 8, data: [0, 128, 192, 255])
        #expect(try WAVBytes.read(pcm8.bytes) == [-1, 0, 0.5, 127.0 / 128])
        let pcm16 = WAVBytes(data: WAVBytes.int16([.min, 0, 16_384]))
        #expect(try WAVBytes.read(pcm16.bytes) == [-1, 0, 0.5])
        let pcm24 = WAVBytes(bits: 24, data: [0, 0, 0x80, 0, 0, 0x40, 0xFF, 0xFF, 0xFF])
        #expect(try WAVBytes.read(pcm24.bytes) == [-1, 0.5, -0x1p-23])
        let pcm32 = WAVBytes(
            bits: 32, data: WAVBytes.little(Int32.min) + WAVBytes.little(Int32(1 << 30)))
        #expect(try WAVBytes.read(pcm32.bytes) == [-1, 0.5])
        let float = WAVBytes(
            tag: 3, bits: 32,
            data: WAVBytes.little(Float(-1.5).bitPattern) + WAVBytes.little(Float(1).bitPattern))
        #expect(try WAVBytes.read(float.bytes) == [-1.5, 1])
        let double = WAVBytes(tag: 3, bits: 64, data: WAVBytes.little(0.25.bitPattern))
        #expect(try WAVBytes.read(double.bytes) == [0.25])
        // G.711, table 1 and 2: the largest, the smallest, and the sign.
        let aLaw = WAVBytes(tag: 6, bits: 8, data: [0xAA, 0x2A, 0xD5, 0x55])
        #expect(
            try WAVBytes.read(aLaw.bytes) == [
                4032.0 / 4096, -4032.0 / 4096, 1.0 / 4096, -1.0 / 4096,
            ])
        let muLaw = WAVBytes(tag: 7, bits: 8, data: [0x80, 0x00, 0xFF, 0xEF])
        #expect(try WAVBytes.read(muLaw.bytes) == [8031.0 / 8192, -8031.0 / 8192, 0, 33.0 / 8192])
    }

    @Test func `20 bits stand at the top of three bytes, 24 of four`() throws {
        let packed = WAVBytes(bits: 20, data: [0, 0, 0x40])
        #expect(try WAVBytes.read(packed.bytes) == [0.5])
        let wide = WAVBytes(bits: 24, frameSize: 4, data: WAVBytes.little(Int32(1 << 30)))
        #expect(try WAVBytes.read(wide.bytes) == [0.5])
    }

    @Test func `the extensible format, and none of Microsoft's`() throws {
        let guid: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        var wav = WAVBytes(tag: 0xFFFE, bits: 32, data: WAVBytes.little(Float(0.25).bitPattern))
        wav.formatEnd = WAVBytes.little(UInt16(22)) + WAVBytes.little(UInt16(32))
        wav.formatEnd += [4, 0, 0, 0] + [3, 0] + guid
        #expect(try WAVBytes.read(wav.bytes) == [0.25])
        wav.formatEnd[23] = 0
        #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
    }

    @Test func `chunks of odd sizes before and behind are passed over`() throws {
        let odd = WAVBytes.chunk("LIST", [1, 2, 3])
        let wav = WAVBytes(
            before: odd, between: odd + WAVBytes.chunk("fact", [1, 0, 0, 0]),
            data: WAVBytes.int16([16_384]), after: odd)
        #expect(try WAVBytes.read(wav.bytes) == [0.5])
    }

    @Test(
        arguments: [
            0, 0x7FFF_F000, 0x7FFF_FFFC, 0x8000_0000, 0xFFFF_FFD3, 0xFFFF_FFFF,
        ] as [UInt32])
    func `sizes of those who write to a pipe mean the end`(size: UInt32) throws {
        let wav = WAVBytes(
            riffSize: size == 0 ? 36 : size, data: WAVBytes.int16([16_384, -16_384]), dataSize: size
        )
        #expect(try WAVBytes.read(wav.bytes) == [0.5, -0.5])
        #expect(try WAVBytes.read(Array(wav.bytes.dropLast())) == [0.5])
    }

    @Test func `no samples at all`() throws {
        #expect(try WAVBytes.read(WAVBytes().bytes) == [])
        #expect(try WAVBytes.read(WAVBytes(after: WAVBytes.chunk("LIST", [1, 2])).bytes) == [])
    }

    @Test(arguments: ["RF64", "BW64"])
    func `sizes of 64 bits`(name: String) throws {
        let long = WAVBytes.little(UInt64(100)) + WAVBytes.little(UInt64(4))
        var wav = WAVBytes(
            name: name, riffSize: .max, before: WAVBytes.chunk("ds64", long + long),
            data: WAVBytes.int16([16_384, -16_384]), dataSize: .max, after: [1, 2, 3, 4])
        #expect(try WAVBytes.read(wav.bytes) == [0.5, -0.5])
        wav.before = WAVBytes.chunk("ds64", WAVBytes.little(UInt64(100)) + WAVBytes.little(1 << 60))
        #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
        wav.before = WAVBytes.chunk(
            "ds64", WAVBytes.little(UInt64.max - 1) + WAVBytes.little(UInt64.max - 1))
        #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
        wav.before = []
        #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
    }

    @Test func `channels are mixed or chosen`() throws {
        let wav = WAVBytes(channels: 2, data: WAVBytes.int16([16_384, -16_384, .min, 0]))
        #expect(try WAVBytes.read(wav.bytes) == [0, -0.5])
        #expect(try WAVBytes.read(wav.bytes, channels: .only(0)) == [0.5, -1])
        #expect(try WAVBytes.read(wav.bytes, channels: .only(1)) == [-0.5, 0])
        #expect(throws: AudioFileError.noChannel(path: "the recording", channel: 3, count: 2)) {
            try WAVBytes.read(wav.bytes, channels: .only(2))
        }
    }

    @Test func `a file that is cut is refused with what is there`() throws {
        let wav = WAVBytes(data: [UInt8](repeating: 0, count: 32_000))
        #expect(
            throws: AudioFileError.truncated(
                path: "the recording", expected: .seconds(1), found: .seconds(0.5))
        ) { try WAVBytes.read(Array(wav.bytes.dropLast(16_000))) }
        for count in 0..<44 {
            #expect(throws: AudioFileError.self) {
                try WAVBytes.read(Array(wav.bytes.prefix(count)))
            }
        }
    }

    @Test func `impossible headers`() throws {
        let good = WAVBytes(data: WAVBytes.int16([1, 2]))
        let broken: [(WAVBytes) -> WAVBytes] = [
            {
                var wav = $0; wav.channels = 0; return wav
            },
            {
                var wav = $0; wav.channels = 60_000; return wav
            },
            {
                var wav = $0; wav.rate = 0; return wav
            },
            {
                var wav = $0; wav.rate = 1_000_000_000; return wav
            },
            {
                var wav = $0; wav.bits = 0; return wav
            },
            {
                var wav = $0; wav.bits = 60_000; return wav
            },
            {
                var wav = $0; wav.frameSize = 1; return wav
            },
            {
                var wav = $0; wav.tag = 2; return wav
            },
            {
                var wav = $0; wav.tag = 3; return wav
            },
            {
                var wav = $0; wav.name = "RIFX"; return wav
            },
            {
                var wav = $0; wav.between = Array("LIST".utf8) + [0xFF, 0xFF, 0xFF, 0xFF];
                return wav
            },
        ]
        for change in broken {
            let wav = change(good)
            #expect(throws: AudioFileError.self, "\(wav)") { try WAVBytes.read(wav.bytes) }
        }
        // Chunks without end.
        let many = [[UInt8]](repeating: WAVBytes.chunk("junk", []), count: 20_000)
        let wav = WAVBytes(between: many.flatMap { $0 }, data: WAVBytes.int16([1]))
        #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
    }

    @Test func `what is no number is refused`() throws {
        for bits in [Float.nan.bitPattern, Float.infinity.bitPattern] {
            let wav = WAVBytes(tag: 3, bits: 32, data: WAVBytes.little(bits))
            #expect(throws: AudioFileError.self) { try WAVBytes.read(wav.bytes) }
        }
        let large = WAVBytes(tag: 3, bits: 64, data: WAVBytes.little(1e300.bitPattern))
        #expect(throws: AudioFileError.self) { try WAVBytes.read(large.bytes) }
    }
}
