import FoundationEssentials
import Glibc
import Testing

@Suite struct PlayerTests {
    /// A player that takes WAV as a loudspeaker does, in real time and holding 100 ms,
    /// and notes how much it was given.
    private static let realTime = """
        import sys, time, struct
        sound = sys.stdin.buffer
        rate = struct.unpack('<I', sound.read(44)[24:28])[0]
        count = 0
        start = time.monotonic()
        while True:
            piece = sound.read(rate // 50 * 2)
            if not piece: break
            count += len(piece) // 2
            ahead = count / rate - 0.1 - (time.monotonic() - start)
            if ahead > 0: time.sleep(ahead)
        open('played', 'w').write(str(count))
        """

    /// The real-time player is a Python script.
    @Test(.enabled(if: access("/usr/bin/env", X_OK) == 0 && hasPython, "python3 is not installed"))
    func `a player in real time is given everything`() throws {
        try TemporaryFolder.with { folder in
            try folder.write(Self.realTime, to: "player.py")
            let run = try CommandRun.syrinx(
                ["say", "Hello, you.", "--json", "--prebuffer-ms", "100"],
                environment: ["SYRINX_PLAYER": "python3 player.py"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let object = try JSONDecoder().decode([String: JSONShape].self, from: Data(run.output))
            let played = try #require(
                folder.read("played").flatMap { bytes in
                    Double(String(decoding: bytes, as: UTF8.self))
                })
            // `fast` plays at 16 kHz.
            #expect(object["audio_seconds"] == .number(played / 16_000))
            guard case .number(let start)? = object["playback_start_seconds"],
                case .number(let first)? = object["first_audio_seconds"]
            else {
                Issue.record("no times in \(run.text)")
                return
            }
            #expect(start > 0)
            #expect(start >= first * 0.99)
            #expect(object["output"] == .text("python3 player.py"))
        }
    }

    /// Given "-", PipeWire's player before 1.0 takes a WAV file for raw samples.
    @Test func `PipeWire's player is given a file name`() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("#!/bin/sh\nexec cat \"$1\" > heard.wav\n", to: "pw-play")
            chmod(path, 0o755)
            let run = try CommandRun.syrinx(
                ["say", "Hello."], environment: ["PATH": folder.path + ":/usr/bin:/bin"],
                in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let heard = try #require(folder.read("heard.wav"))
            #expect(heard.starts(with: Array("RIFF".utf8)))
            #expect(heard.count > 10_000)
        }
    }

    @Test func `a player that dies is told, with its last words`() throws {
        let text = String(repeating: "This goes on for quite a while. ", count: 200)
        let run = try CommandRun.syrinx(
            ["say"], input: Array(text.utf8),
            environment: [
                "SYRINX_PLAYER": "sh -c 'head -c 2000 >/dev/null; echo no card >&2; exit 3'"
            ])
        #expect(run.status == 1)
        #expect(run.errors.contains("status 3"))
        #expect(run.errors.contains("no card"))
        #expect(run.errors.filter(\.isNewline).count == 1)
    }

    @Test(arguments: ["exec head -c 500 >/dev/null", "exec <&-; exec sleep 1000"])
    func `a player that stops listening is told while the writer hesitates`(
        _ player: String
    ) throws {
        let process = try RunningCommand(
            ["say", "-"], environment: ["SYRINX_PLAYER": "sh -c '\(player)'"])
        process.send("Hello there. And")
        #expect(process.end() == 1)
    }

    @Test func `a player that ends well but early has not played all`() throws {
        let text = String(repeating: "This goes on for quite a while. ", count: 200)
        let run = try CommandRun.syrinx(
            ["say"], input: Array(text.utf8),
            environment: ["SYRINX_PLAYER": "sh -c 'head -c 2000 >/dev/null'"])
        #expect(run.status == 1)
        #expect(run.errors.contains("status 0"))
    }

    @Test func `a player may complain as much as it likes`() throws {
        try TemporaryFolder.with { folder in
            let player = "sh -c 'head -c 300000 /dev/zero >&2; cat > heard.wav'"
            let run = try CommandRun.syrinx(
                ["say", "Hello."], environment: ["SYRINX_PLAYER": player], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            #expect((folder.read("heard.wav")?.count ?? 0) > 5_000)
        }
    }

    @Test func `a player that is not there is told`() throws {
        let run = try CommandRun.syrinx(
            ["say", "Hi."], environment: ["SYRINX_PLAYER": "no-such-player --loud"])
        #expect(run.status == 1)
        #expect(run.errors.contains("no-such-player"))
    }

    @Test func `a player's command may hold quotes, but closed ones`() throws {
        let run = try CommandRun.syrinx(["say", "Hi."], environment: ["SYRINX_PLAYER": "sh -c 'x"])
        #expect(run.status == 2)
        #expect(run.errors.contains("quotes"))
    }

    @Test func `an interruption ends the player too`() throws {
        try TemporaryFolder.with { folder in
            // The player tells its process, then swallows sound until it is ended.
            let player = "sh -c 'echo $$ > id.new; mv id.new id; exec sleep 1000'"
            let text = String(repeating: "This goes on for quite a while. ", count: 200)
            try folder.write(text, to: "long.txt")
            let process = try RunningCommand(
                ["say", "-f", "long.txt"], environment: ["SYRINX_PLAYER": player],
                folder: folder.path)
            process.wait { folder.read("id") != nil }
            let id = try #require(
                folder.read("id").flatMap { bytes in
                    pid_t(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
                })
            kill(process.id, SIGTERM)
            let run = try process.finish()
            #expect(run.status == 130)
            #expect(kill(id, 0) != 0)
        }
    }

    private static var hasPython: Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access($0 + "/python3", X_OK) == 0 }
    }
}
