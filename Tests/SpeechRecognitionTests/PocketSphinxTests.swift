import AudioSignal
import Foundation
import Testing

@testable import SpeechRecognition

struct PocketSphinxTests {
    private static let isInstalled = (try? PocketSphinx()) != nil

    @Test func `a missing program or model is told with its package`() {
        #expect(
            throws: RecognitionError.missing(
                component: "the program pocketsphinx_batch",
                remedy: "install the package pocketsphinx")
        ) { try PocketSphinx(path: "/nowhere:relative:") }
    }

    @Test(.enabled(if: isInstalled, "pocketsphinx is not installed"))
    func `a folder without a model is told`() {
        #expect {
            try PocketSphinx(model: "/nowhere")
        } throws: {
            guard case .missing(let component, let remedy)? = $0 as? RecognitionError else {
                return false
            }
            return component.contains("/nowhere/en-us") && remedy.contains("pocketsphinx-en-us")
        }
    }

    @Test(arguments: [
        ("hello world (stdin -4321)\n", "hello world"), (" (stdin -12)\n", ""),
        ("a\n(stdin 0)", ""), ("odd (stdin  x (stdin -1)", "odd (stdin x"),
    ])
    func `a line gives its words`(line: String, words: String) throws {
        #expect(try PocketSphinx.hypothesis(in: Array(line.utf8)) == words)
    }

    @Test(arguments: ["", "\n", "hello", "hello (stdin -1) more"])
    func `what is no line is refused`(line: String) {
        #expect(throws: RecognitionError.self) {
            try PocketSphinx.hypothesis(in: Array(line.utf8))
        }
    }

    @Test(.enabled(if: isInstalled, "pocketsphinx is not installed"))
    func `the same audio gives the same words, noise few`() async throws {
        let recognizer = try PocketSphinx()
        var audio = RecognitionAudio(rate: SampleRate(16_000), for: recognizer)
        try audio.append([Float](repeating: 0, count: 8_000))
        let prepared = try audio.finish()
        let words = try await recognizer.transcript(of: prepared)
        #expect(words.count < 20)
        #expect(try await recognizer.transcript(of: prepared) == words)
    }

    @Test func `its input is list and recording in one`() async throws {
        let program = try FakeProgram(
            """
            [ "$2" = "$(/usr/bin/dirname "$0")/en-us" ] || exit 1
            /usr/bin/head -c 64 </dev/stdin; /usr/bin/tail -c +65 </dev/stdin
            """)
        defer { extendLifetime(program) }
        let recognizer = try program.recognizer()
        let run = PocketSphinxRun(
            folder: program.folder, arguments: recognizer.arguments, limit: .seconds(60))
        let output = try await run.output(for: RecognitionFile(holding: [1, 2, 3, 4]))
        // Opened twice, by name, as the program does: its line, then what lies behind it.
        #expect(
            output == Array("stdin".utf8) + [UInt8](repeating: 32, count: 58) + [10, 1, 2, 3, 4])
    }

    @Test func `words come from the program's line`() async throws {
        let program = try FakeProgram("echo 'one two (stdin -7)'")
        defer { extendLifetime(program) }
        let recognizer = try program.recognizer()
        #expect(try await recognizer.transcript(of: Self.audio) == "one two")
    }

    @Test func `a program that fails is quoted`() async throws {
        let program = try FakeProgram("echo 'ERROR: no memory' >&2; exit 3")
        defer { extendLifetime(program) }
        let recognizer = try program.recognizer()
        await #expect {
            try await recognizer.transcript(of: Self.audio)
        } throws: {
            guard case .failed(_, let reason)? = $0 as? RecognitionError else { return false }
            return reason.contains("ERROR: no memory")
        }
    }

    @Test func `a program that hangs is killed`() async throws {
        let program = try FakeProgram("exec /usr/bin/sleep 600")
        defer { extendLifetime(program) }
        var recognizer = try program.recognizer()
        recognizer.patience = (.milliseconds(200), 0)
        await #expect(
            throws: RecognitionError.stalled(
                component: "pocketsphinx_batch", limit: .milliseconds(200))
        ) { try await recognizer.transcript(of: Self.audio) }
    }

    @Test func `cancellation ends the program`() async throws {
        let program = try FakeProgram("exec /usr/bin/sleep 600")
        defer { extendLifetime(program) }
        let recognizer = try program.recognizer()
        let task = Task { () -> RecognitionError? in
            do throws(RecognitionError) {
                _ = try await recognizer.transcript(of: Self.audio)
                return nil
            } catch { return error }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test func `a program that writes without an end is stopped`() async throws {
        let program = try FakeProgram("exec /usr/bin/yes")
        defer { extendLifetime(program) }
        let recognizer = try program.recognizer()
        await #expect {
            try await recognizer.transcript(of: Self.audio)
        } throws: {
            guard case .failed(_, let reason)? = $0 as? RecognitionError else { return false }
            return reason.contains("without an end")
        }
    }

    private static let audio = AudioBuffer(
        rate: SampleRate(16_000), samples: [Float](repeating: 0.1, count: 160))
}

/// A shell script in place of the program, and empty files in place of the model, in a folder
/// that goes with it.
private final class FakeProgram {
    let folder: String

    init(_ script: String) throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("syrinx-\(UUID().uuidString)")
        folder = url.path
        try FileManager.default.createDirectory(
            atPath: folder + "/en-us", withIntermediateDirectories: true)
        for part in ["en-us/mdef", "en-us.lm.bin", "cmudict-en-us.dict"] {
            try Foundation.Data().write(to: url.appendingPathComponent(part))
        }
        // By a shell: a program that was written by this process may be open for writing in one
        // that another test is about to start, and then can't be run ("Text file busy").
        let program = folder + "/pocketsphinx_batch"
        let writer = try #require(popen("cat >'\(program)' && chmod 755 '\(program)'", "we"))
        fputs("#!/bin/sh\n\(script)\n", writer)
        #expect(pclose(writer) == 0)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func recognizer() throws -> PocketSphinx { try PocketSphinx(model: folder, path: folder) }
}
