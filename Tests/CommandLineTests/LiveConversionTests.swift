import FoundationEssentials
import Glibc
import Testing

/// `syrinx convert --live`, with programs in the place of a sound card.
@Suite struct LiveConversionTests {
    private struct Result: Decodable {
        struct Sound: Decodable {
            let leftOutFrames: Int
            let underruns: Int
        }
        let frames: Int
        let concealedFrames: Int
        let sound: Sound
    }

    /// A folder with a converter, a target, and a second of sound as raw.bin.
    private static func arguments(in folder: TemporaryFolder) throws -> [String] {
        let weights = try SmallConverter.write(to: folder)
        try folder.write(SoundBytes.wav(SoundBytes.speech(seconds: 2)), to: "target.wav")
        try folder.write(SoundBytes.raw(SoundBytes.speech(seconds: 1)), to: "raw.bin")
        return ["convert", "--live", "--to", "target.wav", "--model", weights, "--json"]
    }

    private static func result(of run: CommandRun) throws -> Result {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Result.self, from: Data(run.output))
    }

    /// A recorder of fifty frames, one each hundredth of a second or more.
    private static let paced =
        "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do dd if=raw.bin bs=3200 skip=$((i - 1)) count=1 "
        + "2>/dev/null; sleep 0.1; done'"

    @Test func `all that is recorded is played, converted or concealed`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                Self.arguments(in: folder) + [
                    "--recorder", Self.paced, "--player", "sh -c 'cat > played.bin'",
                ], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let result = try Self.result(of: run)
            let frames = 50 + SmallConverter.lookAhead
            #expect(result.frames + result.concealedFrames == frames)
            // And one of silence before the first.
            #expect(
                folder.read("played.bin")?.count
                    == 640 * (1 + frames - result.sound.leftOutFrames))
        }
    }

    @Test func `a recorder that floods is held up, and what is too old concealed`() throws {
        try TemporaryFolder.with { folder in
            let arguments = try Self.arguments(in: folder)
            let run = try CommandRun.syrinx(
                arguments + [
                    "--recorder", "sh -c 'for i in 1 2 3 4 5 6 7 8; do cat raw.bin; done'",
                    "--player", "sh -c 'cat > /dev/null'",
                ], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let result = try Self.result(of: run)
            #expect(result.frames + result.concealedFrames == 400 + SmallConverter.lookAhead)
        }
    }

    @Test func `a player that is too slow doesn't make sound old`() throws {
        try TemporaryFolder.with { folder in
            let player = "sh -c 'while [ $(head -c 320 | wc -c) -gt 0 ]; do sleep 0.1; done'"
            let run = try CommandRun.syrinx(
                Self.arguments(in: folder) + ["--recorder", Self.paced, "--player", player],
                in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try Self.result(of: run).sound.leftOutFrames > 10)
        }
    }

    @Test func `a recorder that dies is told, with its last words`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                Self.arguments(in: folder) + [
                    "--recorder", "sh -c 'head -c 3200 raw.bin; echo unplugged >&2; exit 5'",
                    "--player", "sh -c 'cat > played.bin'",
                ], in: folder.path)
            #expect(run.status == 1)
            #expect(run.errors.contains("recorder 'sh"))
            #expect(run.errors.contains("status 5 (unplugged)"), "\(run.errors)")
            // What came before is heard.
            #expect(folder.read("played.bin")?.count == 640 * (6 + SmallConverter.lookAhead))
        }
    }

    @Test func `a player that dies is told, with its last words`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                Self.arguments(in: folder) + [
                    "--recorder", "sh -c 'while true; do head -c 640 raw.bin; sleep 0.02; done'",
                    "--player", "sh -c 'head -c 2000 >/dev/null; echo no card >&2; exit 3'",
                ], in: folder.path)
            #expect(run.status == 1)
            #expect(run.errors.contains("player 'sh"))
            #expect(run.errors.contains("status 3 (no card)"), "\(run.errors)")
        }
    }

    @Test func `an interruption ends both, and the terminal's status`() throws {
        try TemporaryFolder.with { folder in
            let process = try RunningCommand(
                Self.arguments(in: folder) + [
                    "--recorder",
                    "sh -c 'echo $$ > recorder; while true; do head -c 640 raw.bin; sleep 0.02; done'",
                    "--player", "sh -c 'echo $$ > player; cat > played.bin'",
                ], folder: folder.path)
            process.wait { folder.read("played.bin")?.count ?? 0 > 6400 }
            kill(process.id, SIGINT)
            let run = try process.finish()
            #expect(run.status == 130, "\(run.errors)")
            #expect(try Self.result(of: run).frames > 5)
            for name in ["recorder", "player"] {
                let bytes = try #require(folder.read(name))
                let text = String(decoding: bytes, as: UTF8.self).filter(\.isNumber)
                let id = try #require(pid_t(text))
                // They end by themselves when their pipes are closed, at their next turn.
                let deadline = ContinuousClock.now + .seconds(20)
                while kill(id, 0) == 0, ContinuousClock.now < deadline { usleep(20_000) }
                #expect(kill(id, 0) != 0, "\(name)")
            }
        }
    }

    @Test func `without programs for sound the remedy is told`() throws {
        try TemporaryFolder.with { folder in
            let arguments = try Self.arguments(in: folder)
            let run = try CommandRun.syrinx(
                arguments, environment: ["PATH": folder.path], in: folder.path)
            #expect(run.status == 4)
            #expect(run.errors.contains("pw-record, parec, arecord"), "\(run.errors)")
            #expect(run.errors.contains("apt install"))
            let missing = try CommandRun.syrinx(
                arguments + ["--recorder", "no-such-thing"], in: folder.path)
            #expect(missing.status == 1)
            #expect(missing.errors.contains("there is no program 'no-such-thing'"))
        }
    }

    /// Programs before PipeWire 1.0 don't know `--raw`, which later ones have to be given.
    @Test(arguments: [true, false]) func `PipeWire's programs are found`(knowsRaw: Bool) throws {
        try TemporaryFolder.with { folder in
            let arguments = try Self.arguments(in: folder)
            for (name, work) in [
                ("pw-record", "cat \(folder.path)/raw.bin"), ("pw-play", "cat > played.bin"),
            ] {
                let script = """
                    #!/bin/sh
                    [ "$1" = --help ] && { echo "\(knowsRaw ? "-a --raw" : "-v")"; exit 0; }
                    echo "$@" > \(name).arguments
                    \(work)
                    """
                chmod(try folder.write(script, to: name), 0o755)
            }
            let run = try CommandRun.syrinx(
                arguments, environment: ["PATH": folder.path + ":/usr/bin:/bin"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let expected =
                "--latency 20ms --rate 16000 --channels 1 --format s16 "
                + (knowsRaw ? "--raw -\n" : "-\n")
            for name in ["pw-record", "pw-play"] {
                let given = folder.read(name + ".arguments").map {
                    String(decoding: $0, as: UTF8.self)
                }
                #expect(given == expected)
            }
        }
    }

    @Test func `options that don't go together are refused`() throws {
        for (arguments, words) in [
            (["--live", "--stdin", "--stdout"], "exclude each other"),
            (["--live", "in.wav"], "takes the place"),
            (["in.wav", "-o", "out.wav", "--player", "x"], "are for --live"),
            (["--live", "--gate", "1"], "-100 to 0"),
        ] {
            let run = try CommandRun.syrinx(["convert", "--to", "a.wav"] + arguments)
            #expect(run.status == 2, "\(arguments)")
            #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
        }
    }
}
