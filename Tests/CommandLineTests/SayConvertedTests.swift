import FoundationEssentials
import Glibc
import Testing

/// `syrinx say --then-convert-to`.
@Suite struct SayConvertedTests {
    private static func environment(in folder: TemporaryFolder) throws -> [String: String] {
        try folder.write(SoundBytes.wav(SoundBytes.speech(seconds: 2)), to: "target.wav")
        return ["SYRINX_CONVERTER": try SmallConverter.write(to: folder)]
    }

    private static func seconds(of run: CommandRun) throws -> Double? {
        let object = try JSONDecoder().decode([String: JSONShape].self, from: Data(run.output))
        guard case .number(let seconds)? = object["audio_seconds"] else { return nil }
        return seconds
    }

    @Test(arguments: [nil, "16000", "22050", "48000"])
    func `as much is said as the voice speaks, at any rate`(rate: String?) throws {
        try TemporaryFolder.with { folder in
            let environment = try Self.environment(in: folder)
            let run = try CommandRun.syrinx(
                [
                    "say", "Hello there, this is a test.", "-o", "out.wav", "--json",
                    "--then-convert-to", "target.wav",
                ] + (rate.map { ["--rate", $0] } ?? []), environment: environment,
                in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let seconds = try #require(try Self.seconds(of: run))
            let out = try #require(folder.read("out.wav").flatMap { WAVFile($0) })
            let hertz = rate.flatMap { Double($0) } ?? 16_000
            #expect(out.present == out.promised)
            #expect(abs(Double(out.present) / 2 / hertz - seconds) < 1e-3)
        }
    }

    @Test func `times are those of what is heard`() throws {
        try TemporaryFolder.with { folder in
            // A voice that knows when it says a word.
            let environment = try Self.environment(in: folder).merging(["SYRINX_FAMILY": "wren"]) {
                $1
            }
            for options in [[], ["--then-convert-to", "target.wav"]] {
                let run = try CommandRun.syrinx(
                    [
                        "say", "One two three.", "-o", "out.wav",
                        "--rate", "16000", "--timestamps", "times\(options.count).json",
                    ] + options, environment: environment, in: folder.path)
                #expect(run.status == 0, "\(run.errors)")
            }
            // Nothing is put before the speech, nor taken from it.
            #expect(folder.read("times0.json") == folder.read("times2.json"))
        }
    }

    @Test func `a pipe is given the sound before the text has ended`() throws {
        try TemporaryFolder.with { folder in
            let environment = try Self.environment(in: folder)
            let text = String(repeating: "This goes on for quite a while. ", count: 40)
            var wasHeard = false
            let run = try CommandRun.syrinx(
                ["say", text, "-o", "-", "--quiet", "--then-convert-to", "target.wav"],
                environment: environment, in: folder.path, closingAfter: 2000,
                whenFirstHeard: { _ in wasHeard = true })
            #expect(wasHeard)
            #expect(run.status == 141, "\(run.errors)")
            let played = try CommandRun.syrinx(
                ["say", "Hello.", "--then-convert-to", "target.wav"],
                environment: environment.merging(["SYRINX_PLAYER": "sh -c 'cat > heard.wav'"]) {
                    $1
                }, in: folder.path)
            #expect(played.status == 0, "\(played.errors)")
            #expect((folder.read("heard.wav")?.count ?? 0) > 5000)
        }
    }

    @Test func `a target that isn't there is told`() throws {
        try TemporaryFolder.with { folder in
            let environment = try Self.environment(in: folder)
            for (target, status, words) in [
                ("nobody", 2, "nobody"), ("nothing.wav", 3, "nothing.wav"),
            ] {
                let run = try CommandRun.syrinx(
                    [
                        "say", "Hello.", "-o", "out.wav", "--then-convert-to", target, "--data",
                        "data",
                    ], environment: environment, in: folder.path)
                #expect(run.status == Int32(status), "\(run.errors)")
                #expect(run.errors.contains(words), "\(run.errors)")
            }
        }
    }
}
