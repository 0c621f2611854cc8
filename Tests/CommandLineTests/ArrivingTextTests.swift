import Glibc
import Testing

/// `syrinx say` with a text that is still being written.
@Suite struct ArrivingTextTests {
    private let text = "Hello there. How are you today? It goes on, and on. Goodbye."
    private let options = ["say", "-", "-o", "-", "--format", "pcm", "--profile", "fast"]

    @Test func `the first sentence sounds before the writer goes on`() throws {
        let command = try RunningCommand(options)
        command.send("Hello there. How")
        let first = try command.hear(atLeast: 2)
        let rest = try command.finish(
            input: Array(" are you today? It goes on, and on. Goodbye.".utf8))
        #expect(rest.status == 0, "\(rest.errors)")
        let whole = try CommandRun.syrinx(["say", text] + options.dropFirst(2))
        #expect(first + rest.output == whole.output)
    }

    @Test func `a writer who hesitates is heard`() throws {
        let command = try RunningCommand(options, environment: ["SYRINX_HESITATION_MS": "1"])
        command.send("Hello there. ")
        let first = try command.hear(atLeast: 2)
        #expect(!first.isEmpty)
        let rest = try command.finish(input: Array("Goodbye.".utf8))
        #expect(rest.status == 0, "\(rest.errors)")
        #expect(rest.output.count > 10_000)
    }

    @Test func `a pipe without a writer's pauses sounds as the whole text`() throws {
        let piped = try CommandRun.syrinx(options, input: Array(text.utf8))
        let whole = try CommandRun.syrinx(["say", text] + options.dropFirst(2))
        #expect(piped.status == 0, "\(piped.errors)")
        #expect(piped.output == whole.output)
    }

    @Test func `SSML and Markdown on a pipe are read whole`() throws {
        let speak = "<speak>Hello <break time='500ms'/> there.</speak>"
        let options = ["-o", "-", "--format", "pcm", "--profile", "fast"]
        for (markup, text) in [("ssml", speak), ("markdown", "# Hello\n\n* there")] {
            let piped = try CommandRun.syrinx(
                ["say", "-", "--markup", markup] + options, input: Array(text.utf8))
            let whole = try CommandRun.syrinx(["say", text, "--markup", markup] + options)
            #expect(piped.status == 0, "\(piped.errors)")
            #expect(piped.output == whole.output)
        }
        let told = try CommandRun.syrinx(["say", "-"] + options, input: Array(speak.utf8))
        let whole = try CommandRun.syrinx(["say", speak, "--markup", "ssml"] + options)
        #expect(told.output == whole.output)
    }

    @Test(arguments: ["", "Hello there. And"])
    func `a reader who leaves is noticed while the writer hesitates`(text: String) throws {
        let command = try RunningCommand(options)
        command.send(text)
        if !text.isEmpty { _ = try command.hear(atLeast: 2) }
        command.stopHearing()
        #expect(command.end() == 141)
    }

    @Test func `Ctrl-C ends a command whose writer goes on`() throws {
        let command = try RunningCommand(options)
        command.send("Hello there. How")
        _ = try command.hear(atLeast: 2)
        kill(command.id, SIGINT)
        let heard = try command.hear(atLeast: .max)
        #expect(heard.count < 200_000)
        #expect(try command.finish().status == 130)
    }

    @Test func `a text beyond the limit is refused while it is spoken`() throws {
        let command = try RunningCommand(options, environment: ["SYRINX_MAXIMUM_TEXT": "20"])
        command.send("Hello there. How")
        _ = try command.hear(atLeast: 2)
        let rest = try command.finish(input: Array(" are you today?".utf8))
        #expect(rest.status == 3)
        #expect(rest.errors.contains("20"))
    }

    @Test(arguments: ["", " \n", "…\n"])
    func `nothing on a pipe is an error`(text: String) throws {
        let run = try CommandRun.syrinx(options, input: Array(text.utf8))
        #expect(run.status == 3)
        #expect(run.errors.contains("nothing to say"))
        #expect(run.output.isEmpty)
    }
}

extension RunningCommand {
    /// Writes to the command's standard input; what is written fits into a pipe.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(standardInput, $0.baseAddress, $0.count) }
    }

    /// Closes its standard output, after what is still on the way.
    func stopHearing() {
        _ = fcntl(standardOutput, F_SETFL, O_NONBLOCK)
        close(standardOutput)
    }

    /// Reads from its standard output until there is so much, or its end; a command that
    /// says nothing for three minutes is taken for hung.
    func hear(atLeast count: Int) throws -> [UInt8] {
        var heard: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while heard.count < count {
            var ready = pollfd(fd: standardOutput, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 180_000) > 0 else {
                kill(id, SIGKILL)
                throw CommandRun.Failure(description: "hung")
            }
            let length = read(standardOutput, &buffer, buffer.count)
            guard length > 0 else { break }
            heard += buffer[..<length]
        }
        return heard
    }
}
