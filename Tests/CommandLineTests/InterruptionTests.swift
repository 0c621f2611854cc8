import FoundationEssentials
import Glibc
import Testing

/// Ctrl-C, termination and worse, whatever the command is waiting for.
@Suite struct InterruptionTests {
    private static let long = String(repeating: "This goes on for quite a while. ", count: 4_000)
    private static let toPipe = ["say", "-", "-o", "-", "--format", "pcm", "--profile", "fast"]

    @Test func `an interruption leaves a playable file, and a report of it`() throws {
        try TemporaryFolder.with { folder in
            try folder.write(Self.long, to: "long.txt")
            let process = try RunningCommand(
                ["say", "-f", "long.txt", "-o", "out.wav", "--json"], folder: folder.path)
            // The file has no name yet; wait until sound is in it.
            process.wait { process.bytesWritten(in: folder) > 10_000 }
            kill(process.id, SIGINT)
            let run = try process.finish()
            #expect(run.status == 130)
            #expect(run.errors.isEmpty)
            #expect(folder.names == ["long.txt", "out.wav"])
            let file = try #require(folder.read("out.wav").flatMap(WAVFile.init))
            #expect(file.present > 5_000)
            // The header was completed.
            #expect(file.promised == file.present)
            let report = try JSONDecoder().decode([String: JSONShape].self, from: Data(run.output))
            #expect(report["interrupted"] == .flag(true))
            guard case .number(let seconds)? = report["audio_seconds"] else {
                Issue.record("no seconds in \(run.text)")
                return
            }
            // A block may have been made that was not written any more.
            #expect(seconds >= Double(file.present) / 48_000)
        }
    }

    @Test func `an interruption of a stream ends it`() throws {
        let run = try CommandRun.syrinx(
            ["say", "-o", "-", "--format", "pcm"], input: Array(Self.long.utf8),
            whenFirstHeard: { kill($0, SIGTERM) })
        #expect(run.status == 130)
    }

    @Test(arguments: [["plan", "-"], ["say", "-", "-o", "never.wav"], toPipe])
    func `one ends a command that waits for its text`(_ arguments: [String]) throws {
        try TemporaryFolder.with { folder in
            let process = try RunningCommand(arguments, folder: folder.path)
            process.send("Hello the")
            // It waits once the pipe is empty.
            process.wait { process.hasReadItsInput }
            kill(process.id, SIGINT)
            // Nobody closes its input: it would wait for ever.
            #expect(process.end() == 130)
            #expect(folder.names.isEmpty)
        }
    }

    @Test func `one ends a command whose reader doesn't read`() throws {
        let process = try RunningCommand(Self.toPipe)
        process.send(Self.long.prefix(60_000) + "")
        _ = try process.hear(atLeast: 1)
        // Nothing takes what it writes from here on.
        kill(process.id, SIGTERM)
        #expect(process.end() == 130)
    }

    @Test func `one ends a player that doesn't play`() throws {
        try TemporaryFolder.with { folder in
            let process = try RunningCommand(
                ["say", "Hello.", "--json"],
                environment: ["SYRINX_PLAYER": "sh -c 'echo > on; exec sleep 1000'"],
                folder: folder.path)
            process.wait { folder.names == ["on"] }
            kill(process.id, SIGINT)
            let run = try process.finish()
            #expect(run.status == 130)
            #expect(run.text.contains(#""interrupted":true"#))
        }
    }

    @Test(
        .enabled(
            if: TemporaryFolder.takesNamelessFiles,
            "this file system has no files without a name"), arguments: [[], ["--lufs", "-18"]])
    func `a killed command leaves nothing`(_ options: [String]) throws {
        try TemporaryFolder.with { folder in
            try folder.write(Self.long, to: "long.txt")
            let process = try RunningCommand(
                ["say", "-f", "long.txt", "-o", "out.flac"] + options, folder: folder.path)
            process.wait { process.bytesWritten(in: folder) > 10_000 }
            #expect(folder.names == ["long.txt"])
            kill(process.id, SIGKILL)
            #expect(process.end() == 128 + SIGKILL)
            #expect(folder.names == ["long.txt"])
        }
    }
}

extension RunningCommand {
    /// Whether what was sent has been taken out of the pipe.
    var hasReadItsInput: Bool {
        var waiting: Int32 = 0
        return ioctl(standardInput, UInt(FIONREAD), &waiting) == 0 && waiting == 0
    }

    /// Waits until it has ended, with its pipes left as they are, and gives its status; a
    /// command that takes half a minute is taken for hung.
    func end() -> Int32 {
        var status: Int32 = 0
        var ended: pid_t = 0
        wait {
            ended = waitpid(id, &status, WNOHANG)
            return ended != 0
        }
        guard ended == id else {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
            return -1
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}
