import FoundationEssentials
import Glibc
import Testing

@Suite struct SayTests {
    private static let text = "Hello world. This is the second sentence, with a comma."

    @Test func `the report has exactly its keys`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                ["say", Self.text, "-o", "out.wav", "--json"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.isEmpty)
            let object = try JSONDecoder().decode([String: JSONShape].self, from: Data(run.output))
            #expect(
                object.keys.sorted() == [
                    "audio_seconds", "batches", "chunks", "fallbacks", "family",
                    "first_audio_seconds", "input", "interrupted", "notes", "output",
                    "peak_rss_bytes", "playback_start_seconds", "retries", "rtf", "stages",
                    "stalls", "synthesis_seconds", "text_characters", "underruns", "voice",
                ])
            #expect(object["text_characters"] == .number(Double(Self.text.utf8.count)))
            #expect(object["voice"] == .text("flite/slt"))
            #expect(object["interrupted"] == .flag(false))
            #expect(object["notes"] == .list([]))
            #expect(object["playback_start_seconds"] == .null)
            #expect(
                object["stages"]?.keys == [
                    "encoding", "joining", "plan", "queue", "synthesis", "text",
                ])
            // The seconds of the report are those of the file: 24 kHz, 16 bits.
            let file = try #require(folder.read("out.wav").flatMap(WAVFile.init))
            #expect(object["audio_seconds"] == .number(Double(file.present) / 48_000))
        }
    }

    @Test func `a long text takes no more memory than a short one`() throws {
        func peak(_ sentences: Int) throws -> Double {
            let text = String(
                repeating: "The old lighthouse stood there, and nobody knew why. ",
                count: sentences)
            let run = try CommandRun.syrinx(
                ["say", "-o", "/dev/null", "--format", "pcm", "--json"], input: Array(text.utf8))
            #expect(run.status == 0, "\(run.errors)")
            // The report goes to standard error where sound could go out.
            let report = run.output.isEmpty ? Array(run.errors.utf8) : run.output
            let object = try JSONDecoder().decode([String: JSONShape].self, from: Data(report))
            guard case .number(let bytes) = object["peak_rss_bytes"] else { return .infinity }
            return bytes
        }
        // What a voice loses with each sentence adds up: 100 kB, once.
        let growth = try peak(200) - (try peak(20))
        #expect(growth < 9e6)
    }

    @Test(arguments: [
        ("wav", "RIFF"), ("flac", "fLaC"), ("opus", "OggS"), ("mp3", ""), ("aac", ""), ("pcm", ""),
    ])
    func `every format goes through a pipe`(_ format: String, _ magic: String) throws {
        let run = try CommandRun.syrinx(["say", Self.text, "-o", "-", "--format", format])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        #expect(run.output.count > 5_000)
        #expect(run.output.starts(with: Array(magic.utf8)))
    }

    @Test func `a pipe carries what a file holds`() throws {
        try TemporaryFolder.with { folder in
            let options = ["--format", "pcm", "--profile", "fast", "--seed", "3"]
            _ = try CommandRun.syrinx(["say", Self.text, "-o", "a.pcm"] + options, in: folder.path)
            let run = try CommandRun.syrinx(
                ["say", "-o", "-"] + options, input: Array(Self.text.utf8))
            #expect(folder.read("a.pcm") == run.output)
        }
    }

    @Test func `the report goes to standard error where sound goes out`() throws {
        let run = try CommandRun.syrinx(["say", "Hi.", "-o", "-", "--json"])
        #expect(run.output.starts(with: Array("RIFF".utf8)))
        #expect(run.errors.hasPrefix("{"))
    }

    @Test func `a folder is spoken file by file, and one that fails stops none`() throws {
        try TemporaryFolder.with { folder in
            let texts = folder.folder("texts")
            try texts.write("First text.", to: "a.txt")
            try texts.write("# Second\n\nWith *emphasis*.", to: "b.md")
            try texts.write("  \n", to: "c.txt")
            try texts.write("<speak>Third</speak>", to: "d.ssml")
            try texts.write("not a text", to: "e.bin")
            let run = try CommandRun.syrinx(
                ["say", "-f", "texts", "-o", "out/", "--format", "flac", "--json"],
                in: folder.path)
            #expect(run.status == 3)
            #expect(run.errors.contains("c.txt"))
            #expect(run.errors.contains("1 of 4 texts failed"))
            #expect(folder.folder("out").names == ["a.flac", "b.flac", "d.flac"])
            #expect(run.text.split(separator: "\n").count == 3)
        }
    }

    @Test func `names that were not given are not overwritten`() throws {
        try TemporaryFolder.with { folder in
            try folder.write("First.", to: "a.txt")
            try folder.write("Second.", to: "b.txt")
            try folder.write("precious", to: "b.wav")
            let refused = try CommandRun.syrinx(["say", "-f", "a.txt", "b.txt"], in: folder.path)
            #expect(refused.status != 0)
            #expect(refused.errors.contains("b.wav"))
            #expect(folder.read("b.wav") == Array("precious".utf8))
            let forced = try CommandRun.syrinx(
                ["say", "-f", "a.txt", "b.txt", "--force"], in: folder.path)
            #expect(forced.status == 0, "\(forced.errors)")
            #expect(folder.names == ["a.txt", "a.wav", "b.txt", "b.wav"])
        }
    }

    @Test func `without a player a file is written and named`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                ["say", "Good morning!"], environment: ["PATH": folder.path], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("good-morning.wav"))
            #expect(folder.names == ["good-morning.wav"])
        }
    }
}

/// Any JSON value.
enum JSONShape: Decodable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONShape])
    case object([String: JSONShape])

    var keys: [String]? {
        if case .object(let fields) = self { fields.keys.sorted() } else { nil }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONShape].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONShape].self))
        }
    }
}
