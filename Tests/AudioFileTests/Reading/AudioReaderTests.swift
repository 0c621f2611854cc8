import AudioFile
import AudioSignal
import Testing

@Suite struct AudioReaderTests {
    private let wav = WAVBytes(
        data: WAVBytes.int16((0..<5000).map { Int16(truncatingIfNeeded: $0 * 7) })
    ).bytes

    @Test(arguments: [1, 7, 1000, 1 << 20])
    func `blocks have the size asked for, and the same samples`(most: Int) throws {
        for bytes in [wav, try TestVoice.bytes(TestVoice.samples(20_000, rate: 16_000), .flac)] {
            let whole = try WAVBytes.read(bytes)
            let reader = try AudioReader(from: MemorySource(bytes))
            var samples: [Float] = []
            while let block = try reader.read(most: most) {
                #expect(block.samples.count == min(most, whole.count - samples.count))
                samples += block.samples
                #expect(reader.position == samples.count)
            }
            #expect(samples == whole)
            #expect(try reader.read() == nil)
        }
    }

    @Test func `what is longer than the limit is refused`() throws {
        let limit = SampleRate(16_000).duration(of: 4999)
        for dataSize in [nil, UInt32.max] {
            let bytes = WAVBytes(data: [UInt8](repeating: 0, count: 10_000), dataSize: dataSize)
                .bytes
            let reader = try AudioReader(from: MemorySource(bytes))
            #expect(throws: AudioFileError.tooLong(path: "the recording", limit: limit)) {
                try reader.readAll(limit: limit)
            }
        }
        let reader = try AudioReader(from: MemorySource(wav))
        #expect(
            try reader.readAll(limit: SampleRate(16_000).duration(of: 5000)).samples.count == 5000)
    }

    @Test func `files that aren't there or aren't recordings`() throws {
        let folder = ScratchFolder()
        func error(_ path: String) -> AudioFileError? {
            do throws(AudioFileError) {
                _ = try AudioReader(path: path)
                return nil
            } catch { return error }
        }
        #expect(error(folder.file("none.wav")) == .notFound(path: folder.file("none.wav")))
        #expect(error(folder.path) == .isFolder(path: folder.path))
        #expect(error("") == .invalidPath(path: "", reason: "it is empty"))
        #expect(error("a\0b") == .invalidPath(path: "a\0b", reason: "it contains a NUL"))
        let path = folder.file("note.wav")
        for (bytes, reason) in [
            ("", "it is empty"), ("Dear diary", "nothing known begins like it"),
            ("\0\0\0\u{20}ftypM4A ", "it is MP4 (M4A)"),
            ("RIFF____AVI ", "it is RIFF, but no WAVE"),
        ] {
            _ = Programs.run("printf '%s' '\(bytes.replacing("\0", with: ""))' > '\(path)'")
            #expect(throws: AudioFileError.self) { try AudioReader(path: path) }
            #expect(
                throws: AudioFileError.unknownFormat(path: "x", reason: reason)
            ) { try AudioReader(from: MemorySource(Array(bytes.utf8), name: "x")) }
        }
    }

    @Test func `a pipe is read as a file is`() throws {
        let folder = ScratchFolder()
        let path = folder.file("pipe")
        let bytes = try TestVoice.bytes(
            TestVoice.samples(20_000, rate: 24_000), .flac, rate: 24_000)
        let file = folder.file("voice.flac")
        let writer = try AudioWriter(path: file, rate: SampleRate(24_000))
        try TestVoice.write(TestVoice.samples(20_000, rate: 24_000), with: writer)
        // Redirected, since whoever holds the pipe of `run` open keeps it waiting.
        let made = Programs.run(
            "mkfifo '\(path)' && { (cat '\(file)' > '\(path)') >/dev/null 2>&1 & }")
        #expect(made.status == 0)
        #expect(
            try AudioReader.read(path: path, limit: .seconds(9)).samples == WAVBytes.read(bytes))
    }

    @Test func `an error stays`() throws {
        let bytes = WAVBytes(tag: 3, bits: 32, data: WAVBytes.little(Float.nan.bitPattern)).bytes
        let reader = try AudioReader(from: MemorySource(bytes))
        for _ in 0..<2 { #expect(throws: AudioFileError.self) { try reader.read() } }
    }
}
