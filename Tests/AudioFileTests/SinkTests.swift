import AudioFile
import AudioSignal
import Glibc
import Testing

@Suite struct SinkTests {
    private let rate = SampleRate(24_000)

    /// The error of opening a path, and of what follows.
    private func error(
        path: String, format: AudioFileFormat = .wav, samples: Int = 200_000
    ) -> AudioFileError? {
        do throws(AudioFileError) {
            let writer = try AudioWriter(path: path, format: format, rate: rate)
            try TestVoice.write(TestVoice.samples(samples, rate: 24_000), with: writer)
            return nil
        } catch { return error }
    }

    @Test func `a folder, a missing folder, impossible names`() {
        let folder = ScratchFolder()
        #expect(error(path: folder.path) == .isFolder(path: folder.path))
        let missing = folder.file("no/such/voice.wav")
        #expect(error(path: missing) == .folderMissing(path: missing))
        let slash = folder.file("new/")
        #expect(error(path: slash) == .folderMissing(path: slash))
        guard case .invalidPath = error(path: "") else { Issue.record("empty"); return }
        guard case .invalidPath = error(path: "a\0b") else { Issue.record("NUL"); return }
        let long = folder.file(String(repeating: "x", count: 300))
        guard case .invalidPath = error(path: long) else { Issue.record("long"); return }
        // The longest name there is has room for no suffix, and needs none.
        #expect(error(path: folder.file(String(repeating: "x", count: 255)), samples: 10) == nil)
        #expect(folder.contents.count == 1)
    }

    @Test func `a place that takes no files`() {
        guard case .notWritable(let path, _) = error(path: "/proc/voice.wav") else {
            Issue.record("/proc took a file")
            return
        }
        #expect(path == "/proc/voice.wav")
    }

    @Test(arguments: AudioFileFormat.allCases)
    func `a full disk`(format: AudioFileFormat) {
        // Opened as the device that it is, not replaced by a file.
        #expect(error(path: "/dev/full", format: format) == .diskFull(path: "/dev/full"))
        #expect(Programs.run("test -c /dev/full").status == 0)
    }

    @Test(arguments: AudioFileFormat.allCases)
    func `a closed pipe`(format: AudioFileFormat) throws {
        let pipe = PipeInto("head -c 100 > /dev/null")
        let sink = DescriptorSink(descriptor: pipe.descriptor, name: "standard output")
        var error: AudioFileError?
        do throws(AudioFileError) {
            let writer = try AudioWriter(to: sink, format: format, rate: rate)
            // Far more than a pipe holds; Opus needs the longest.
            let second = TestVoice.samples(24_000, rate: 24_000)
            for _ in 0..<100 { try writer.write(samples: second) }
            try writer.finish()
        } catch let thrown { error = thrown }
        #expect(error == .readerGone(path: "standard output"))
    }

    @Test func `a descriptor that doesn't block is waited for`() throws {
        let folder = ScratchFolder()
        let pipe = PipeInto("cat > '\(folder.file("out.pcm"))'")
        _ = fcntl(pipe.descriptor, F_SETFL, O_NONBLOCK)
        let samples = TestVoice.samples(600_000, rate: 24_000)
        let sink = DescriptorSink(descriptor: pipe.descriptor, name: "pipe")
        let writer = try AudioWriter(to: sink, format: .pcm, rate: rate)
        try writer.write(samples: samples)
        try writer.finish()
        pipe.close()
        #expect(folder.bytes("out.pcm") == (try TestVoice.bytes(samples, .pcm)))
    }

    @Test func `the name appears with the complete file only`() throws {
        let folder = ScratchFolder()
        let path = folder.file("voice.wav")
        let writer = try AudioWriter(path: path, rate: rate)
        try writer.write(samples: [0.5])
        #expect(!folder.contents.contains("voice.wav"))
        try writer.finish()
        try writer.finish()
        #expect(folder.contents == ["voice.wav"])
        #expect(folder.bytes("voice.wav").count == 82)
    }

    /// Whether files can be written without a name where these tests write.
    private static let takesNamelessFiles: Bool = {
        // O_TMPFILE less its O_DIRECTORY.
        let descriptor = open("/tmp", 0o20_000_000 | O_DIRECTORY | O_RDWR, 0o600)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }()

    @Test(
        .enabled(
            if: takesNamelessFiles, "this file system has no files without a name"))
    func `until then there is no name at all, which nobody would clear away`() throws {
        let folder = ScratchFolder()
        let writers = try (0..<2).map { _ in
            try AudioWriter(path: folder.file("voice.wav"), rate: rate)
        }
        for (count, writer) in zip([3, 5], writers) {
            try writer.write(samples: [Float](repeating: 0.5, count: count))
            #expect(folder.contents.isEmpty)
        }
        // The later takes the place of the earlier.
        for (count, writer) in zip([3, 5], writers) {
            try writer.finish()
            #expect(folder.contents == ["voice.wav"])
            #expect(folder.bytes("voice.wav").count == 80 + 2 * count)
        }
    }

    @Test func `a link to nothing stays a link, and what it names is made`() throws {
        let folder = ScratchFolder()
        symlink("voice.wav", folder.file("link.wav"))
        let writer = try AudioWriter(path: folder.file("link.wav"), rate: rate)
        try TestVoice.write([0.5], with: writer)
        #expect(folder.bytes("voice.wav").count == 82)
        #expect(Programs.run("test -L '\(folder.file("link.wav"))'").status == 0)
    }

    @Test func `what is given up leaves nothing and spoils nothing`() throws {
        let folder = ScratchFolder()
        let path = folder.file("voice.wav")
        _ = Programs.run("echo precious > '\(path)'")
        let abandoned = try AudioWriter(path: path, rate: rate)
        try abandoned.write(samples: [0.5])
        abandoned.abandon()
        abandoned.abandon()
        #expect(folder.contents == ["voice.wav"])
        do {
            let forgotten = try AudioWriter(path: path, rate: rate)
            try forgotten.write(samples: [0.5])
        }
        #expect(folder.contents == ["voice.wav"])
        #expect(folder.bytes("voice.wav") == [UInt8]("precious\n".utf8))
        // Settings that can't be: the scratch file goes as well.
        #expect(throws: AudioFileError.self) {
            try AudioWriter(
                path: path, format: .flac, rate: rate,
                settings: EncodingSettings(sampleFormat: .float32))
        }
        #expect(throws: AudioFileError.self) {
            try AudioWriter(
                path: path, format: .opus, rate: rate, settings: EncodingSettings(bitrate: 1))
        }
        #expect(throws: AudioFileError.self) {
            try AudioWriter(
                path: path, format: .mp3, rate: rate, settings: EncodingSettings(bitrate: -1))
        }
        #expect(folder.contents == ["voice.wav"])
    }

    @Test func `a replaced file keeps its mode, a link stays a link`() throws {
        let folder = ScratchFolder()
        let path = folder.file("voice.wav")
        _ = Programs.run(
            "cd '\(folder.path)'; touch voice.wav; chmod 640 voice.wav; ln -s voice.wav link.wav")
        let writer = try AudioWriter(path: folder.file("link.wav"), rate: rate)
        try TestVoice.write([0.5], with: writer)
        #expect(Programs.text("stat -c %a '\(path)'") == "640\n")
        #expect(Programs.run("test -L '\(folder.file("link.wav"))'").status == 0)
        #expect(folder.bytes("voice.wav").count == 82)
        // New files take the process's own mask.
        let fresh = try AudioWriter(path: folder.file("new.wav"), rate: rate)
        try fresh.finish()
        let expected = Programs.text(
            "touch '\(folder.file("t"))'; stat -c %a '\(folder.file("t"))'")
        #expect(Programs.text("stat -c %a '\(folder.file("new.wav"))'") == expected)
    }

    @Test func `a failed write is told, again too, and the sink given up`() throws {
        let sink = FailingSink(room: 5000)
        let writer = try AudioWriter(to: sink, format: .wav, rate: rate)
        let full = AudioFileError.diskFull(path: "test")
        #expect(throws: full) {
            for _ in 0..<100 { try writer.write(samples: [Float](repeating: 0, count: 100)) }
        }
        #expect(sink.isAbandoned)
        #expect(throws: full) { try writer.write(samples: [0]) }
        #expect(throws: full) { try writer.finish() }
    }

    @Test func `messages name the place and the remedy`() {
        let error = AudioFileError.diskFull(path: "/a/b.wav")
        #expect("\(error)" == "no space left to write /a/b.wav; free some or choose another place")
    }
}

/// A sink that is full after so many bytes.
private final class FailingSink: ByteSink {
    let name = "test"
    let canOverwrite = true
    private(set) var isAbandoned = false
    private var room: Int

    init(room: Int) { self.room = room }

    func write(_ bytes: [UInt8]) throws(AudioFileError) {
        room -= bytes.count
        if room < 0 { throw .diskFull(path: name) }
    }

    func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioFileError) {}
    func finish() throws(AudioFileError) {}
    func abandon() { isAbandoned = true }
}
