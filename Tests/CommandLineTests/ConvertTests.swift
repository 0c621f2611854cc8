import FoundationEssentials
import Glibc
import Testing

/// `syrinx convert` and `syrinx profiles add`, with whatever people hand in.
@Suite struct ConvertTests {
    private struct Result: Decodable {
        let audioSeconds: Double
    }

    /// Runs `convert in.wav -o out.wav` in a folder with a converter and a target.
    private static func convert(
        _ input: [UInt8], _ more: [String] = [], in folder: TemporaryFolder
    ) throws -> CommandRun {
        try folder.write(input, to: "in.wav")
        return try CommandRun.syrinx(
            ["convert", "in.wav", "-o", "out.wav", "--json"] + to(folder) + more, in: folder.path)
    }

    private static func to(_ folder: TemporaryFolder) throws -> [String] {
        try folder.write(SoundBytes.wav(SoundBytes.speech(seconds: 2)), to: "target.wav")
        return ["--to", "target.wav", "--model", try SmallConverter.write(to: folder)]
    }

    private static func result(of run: CommandRun) throws -> Result {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Result.self, from: Data(run.output))
    }

    @Test(arguments: [(8_000, 1), (16_000, 2), (44_100, 6), (96_000, 1)])
    func `any rate and channels become as much speech`(rate: Int, channels: Int) throws {
        try TemporaryFolder.with { folder in
            let samples = SoundBytes.speech(seconds: 1.5, rate: rate)
            let run = try Self.convert(
                SoundBytes.wav(samples, rate: rate, channels: channels), in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try Self.result(of: run).audioSeconds == 1.5)
            let out = try #require(folder.read("out.wav").flatMap { WAVFile($0) })
            #expect(out.promised == 48_000)
            #expect(out.present == 48_000)
        }
    }

    @Test(arguments: ["silence", "noise", "tones", "clipping", "offset", "a click", "nothing"])
    func `what is no speech is converted too`(_ kind: String) throws {
        try TemporaryFolder.with { folder in
            let samples: [Float] =
                switch kind {
                case "silence": [Float](repeating: 0, count: 16_000)
                case "noise": (0..<16_000).map { _ in Float.random(in: -0.5...0.5) }
                case "tones": (0..<16_000).map { Float(sin(Double($0) * 0.3)) * 0.5 }
                case "clipping":
                    SoundBytes.speech(seconds: 1).map { min(max($0 * 20, -1), 1) }
                case "offset": SoundBytes.speech(seconds: 1).map { $0 + 0.4 }
                case "a click": [1]
                default: []
                }
            let run = try Self.convert(SoundBytes.wav(samples), in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let out = try #require(folder.read("out.wav").flatMap { WAVFile($0) })
            #expect(out.present == samples.count * 2)
        }
    }

    @Test func `a recording with samples that are no numbers is refused`() throws {
        try TemporaryFolder.with { folder in
            var samples = SoundBytes.speech(seconds: 1)
            samples[5000] = .nan
            samples[9000] = -.infinity
            let run = try Self.convert(SoundBytes.wav(samples, isFloat: true), in: folder)
            #expect(run.status == 3)
            #expect(run.errors.contains("no finite numbers"), "\(run.errors)")
            #expect(!folder.names.contains("out.wav"))
        }
    }

    @Test func `what can't be converted is told, and leaves no file`() throws {
        try TemporaryFolder.with { folder in
            let to = try Self.to(folder)
            try folder.write("", to: "empty.wav")
            try folder.write("no sound at all", to: "text.wav")
            _ = folder.folder("folder.wav")
            try folder.write(SoundBytes.wav(SoundBytes.speech(seconds: 1)), to: "good.wav")
            for (input, output, status, words) in [
                ("empty.wav", "out.wav", 3, "empty.wav"), ("text.wav", "out.wav", 3, "text.wav"),
                ("folder.wav", "out.wav", 2, "folder"), ("none.wav", "out.wav", 3, "none.wav"),
                ("good.wav", "folder.wav", 2, "folder"), ("good.wav", "no/out.wav", 2, "no"),
                ("good.wav", "/dev/full", 1, "/dev/full"),
            ] {
                let run = try CommandRun.syrinx(
                    ["convert", input, "-o", output] + to, in: folder.path)
                #expect(run.status == Int32(status), "\(input), \(output): \(run.errors)")
                #expect(run.errors.contains(words), "\(input), \(output): \(run.errors)")
                let lines = run.errors.split(whereSeparator: \.isNewline)
                // Besides what there is to say of the target.
                #expect(lines.filter { !$0.contains("target.wav") }.count == 1)
                #expect(!folder.names.contains("out.wav"))
            }
        }
    }

    @Test func `targets without a voice are refused with their reason`() throws {
        try TemporaryFolder.with { folder in
            _ = try Self.to(folder)
            var broken = SoundBytes.speech(seconds: 6)
            broken[100] = .nan
            for (name, samples, words) in [
                ("brief", SoundBytes.speech(seconds: 0.2), "at least 1 s is needed"),
                ("silent", [Float](repeating: 0, count: 48_000), "silent"),
                ("offset", [Float](repeating: 0.5, count: 48_000), "silent"),
                ("broken", broken, "no finite numbers"),
            ] {
                try folder.write(SoundBytes.wav(samples, isFloat: true), to: name + ".wav")
                let model = folder.path + "/small-converter.safetensors"
                for command in [
                    ["convert", "target.wav", "-o", "out.wav", "--to", name + ".wav"],
                    ["profiles", "add", name + ".wav", "--name", name, "--data", "data"],
                ] {
                    let run = try CommandRun.syrinx(
                        command + ["--model", model], in: folder.path)
                    #expect(run.status == 3, "\(command): \(run.errors)")
                    #expect(run.errors.contains(words), "\(command): \(run.errors)")
                }
            }
            let list = try CommandRun.syrinx(
                ["profiles", "list", "--data", "data"], in: folder.path)
            #expect(list.text.isEmpty)
        }
    }

    @Test func `an interruption leaves no file`() throws {
        try TemporaryFolder.with { folder in
            let to = try Self.to(folder)
            try folder.write(SoundBytes.wav(SoundBytes.speech(seconds: 12)), to: "in.wav")
            let process = try RunningCommand(
                ["convert", "in.wav", "-o", "out.wav", "--frames", "1"] + to, folder: folder.path)
            process.wait { process.bytesWritten(in: folder) > 100_000 }
            kill(process.id, SIGINT)
            let run = try process.finish()
            #expect(run.status == 130, "\(run.errors)")
            #expect(!folder.names.contains("out.wav"))
        }
    }

    @Test func `a stream is as long as what came, and the look-ahead`() throws {
        try TemporaryFolder.with { folder in
            let to = try Self.to(folder)
            // Half a sample at the end, in a frame that isn't full.
            let input = SoundBytes.raw(SoundBytes.speech(seconds: 0.5)) + [1, 2, 3]
            let run = try CommandRun.syrinx(
                ["convert", "--stdin", "--stdout", "--quiet"] + to, input: input, in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.count == 640 * (25 + 1 + SmallConverter.lookAhead))
            let nothing = try CommandRun.syrinx(
                ["convert", "--stdin", "--stdout", "--json"] + to, in: folder.path)
            #expect(nothing.status == 0, "\(nothing.errors)")
        }
    }

    @Test func `a stream whose output is closed ends`() throws {
        try TemporaryFolder.with { folder in
            let to = try Self.to(folder)
            let input = SoundBytes.raw(SoundBytes.speech(seconds: 5))
            let closed = try CommandRun.syrinx(
                ["convert", "--stdin", "--stdout"] + to, input: input, in: folder.path,
                shell: ">&-")
            #expect(closed.status == 1)
            #expect(closed.errors.contains("standard output"))
            let left = try CommandRun.syrinx(
                ["convert", "--stdin", "--stdout"] + to, input: input, in: folder.path,
                closingAfter: 1000)
            #expect(left.status == 141, "\(left.errors)")
            let full = try CommandRun.syrinx(
                ["convert", "--stdin", "--stdout"] + to, input: input, in: folder.path,
                shell: ">/dev/full")
            #expect(full.status == 1)
            #expect(full.errors.contains("make room"), "\(full.errors)")
        }
    }

    @Test func `of two who add the same profile at once, one does`() throws {
        try TemporaryFolder.with { folder in
            let to = try Self.to(folder)
            let started = try [130.0, 170, 210].map { pitch in
                let clip = SoundBytes.speech(seconds: 2, pitch: pitch)
                try folder.write(SoundBytes.wav(clip), to: "\(pitch).wav")
                return try RunningCommand(
                    ["profiles", "add", "\(pitch).wav", "--name", "ann", "--data", "data"]
                        + to.suffix(2), folder: folder.path)
            }
            let runs = try started.map { try $0.finish() }
            #expect(runs.map(\.status).sorted() == [0, 2, 2], "\(runs.map(\.errors))")
            let list = try CommandRun.syrinx(
                ["profiles", "list", "--data", "data"], in: folder.path)
            #expect(list.text.hasPrefix("ann"))
            #expect(list.text.filter(\.isNewline).count == 1)
        }
    }
}
