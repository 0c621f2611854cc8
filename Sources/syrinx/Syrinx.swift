import ArgumentParser
import Glibc
import SpeechEngine
import TensorRuntime

/// The program's version; CHANGELOG.md tells what is in it.
let syrinxVersion = "0.1.0"

/// The command line's root: only parsing; each command has a file of its own.
struct Syrinx: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syrinx",
        abstract: "Reads texts aloud: fast, in bounded memory, from the first word.",
        discussion: """
            Start with: syrinx say "Hello"

            Exit status: 0 done, 1 failed, 2 bad usage, 3 bad input, 4 a component is \
            missing, 130 interrupted.
            """,
        version: syrinxVersion,
        subcommands: [
            Say.self, PlanCommand.self, Voices.self, Config.self, Doctor.self, Bench.self,
            Serve.self, Health.self, ModelCommand.self, Evaluate.self, Prepare.self, Vocode.self,
            Convert.self, Phonemes.self, Profiles.self,
        ])
}

@main
enum Program {
    static func main() async {
        OnnxRuntimeTelemetry.refuse()
        Heaps.share()
        StandardStreams.hold()
        if let shortage = Resources.shortage {
            Console.report(shortage)
            exit(ExitStatus.failure)
        }
        _ = Interruption.shared.listen()
        do {
            try ArgumentBytes.check()
            var command = try Syrinx.parseAsRoot()
            do {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch let error as EngineError {
                end(error)
            } catch let error as SettingsError {
                end(.settings(error))
            } catch let error as any ReportedError {
                Console.report(error.description)
                exit(error.exitStatus)
            } catch let status as ExitCode {
                exit(status.rawValue)
            }
        } catch {
            endParsing(error)
        }
        exit(ExitStatus.done)
    }

    /// Ends with an error of the engine.
    private static func end(_ error: EngineError) -> Never {
        // Whoever closed the pipe has what they wanted: no message.
        if error.kind != .closed, !Interruption.shared.wasRequested {
            Console.report(error.description)
        }
        exit(Interruption.shared.wasRequested ? ExitStatus.interrupted : ExitStatus.of(error))
    }

    /// Ends with what the argument parser has to say: help and version on standard
    /// output with success, mistakes on standard error with their status.
    private static func endParsing(_ error: any Error) -> Never {
        let text = Syrinx.fullMessage(for: error)
        guard Syrinx.exitCode(for: error) != .success else {
            do throws(EngineError) {
                if !text.isEmpty { try Console.print(text) }
            } catch {
                exit(ExitStatus.of(error))
            }
            exit(ExitStatus.done)
        }
        let isHelpForBareCommand = Syrinx.message(for: error).isEmpty
        Console.printError(
            isHelpForBareCommand
                ? text : "syrinx: " + Console.shortened(text.replacing("Error: ", with: "")))
        exit(ExitStatus.usage)
    }
}
