import ModelBlocks
import SpeechEngine
import SpeechModel
import VoiceConversion

extension Convert {
    /// The gate's threshold of a microphone, where none is given: a quiet room's noise is below it.
    static let usualGate = -50.0

    /// What records and plays.
    func liveCommands() throws -> LiveCommands {
        LiveCommands(
            recorder: try LiveCommand.find(.recorder, configured: recorder),
            player: try LiveCommand.find(.player, configured: player))
    }

    /// The machine's microphone, in another voice, to its loudspeaker, until somebody ends it.
    func live(
        by commands: LiveCommands, through converter: LoadedConverter, as voice: TargetVoice
    ) async throws {
        let programs = try LivePrograms(commands)
        Interruption.shared.onRequest(within: .seconds(3)) { programs.recorder.stop() }
        defer { Interruption.shared.workEnded() }
        let output = LiveOutput(to: programs.player.sound)
        let terminal = KeyTerminal()
        defer { terminal?.restore() }
        Interruption.shared.beforeExit { terminal?.restore() }
        if !quiet, !json {
            Console.report(
                "from '\(commands.recorder.command.line)' to '\(commands.player.command.line)'"
                    + (terminal == nil ? "" : "; \(LiveKey.help)"))
        }
        var settings = LiveSettings(voice: voice)
        settings.pitchShift = pitch
        settings.gate = gate ?? Self.usualGate
        let end = try await run(converter, settings, programs, to: output, terminal)
        let problem = await programs.end(end)
        let figures = output.figures
        var result = LiveResult(figures.meters, converter.model)
        result.sound = LiveResult.Sound(
            recorder: commands.recorder.command.line, player: commands.player.command.line,
            bufferMilliseconds: commands.milliseconds, leftOutFrames: figures.leftOut,
            underruns: figures.underruns)
        if json { try Console.print(JSONOutput.text(result)) }
        if !json, !quiet { Console.report(result.words) }
        guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
        if let problem { throw problem }
    }

    /// Runs a session on a thread of its own, since it blocks.
    private func run(
        _ converter: LoadedConverter, _ settings: LiveSettings, _ programs: LivePrograms,
        to output: LiveOutput, _ terminal: KeyTerminal?
    ) async throws -> LiveSession.End {
        let status = LiveStatus(
            algorithmic: converter.model.algorithmicLatency * 1000,
            buffers: programs.commands.milliseconds)
        let gate = gate ?? Self.usualGate
        let isQuiet = quiet || json
        return try await withCheckedThrowingContinuation { continuation in
            let isStarted = BackgroundThread.start {
                do throws(ConversionError) {
                    let session = try LiveSession(
                        converter, settings, gate: gate, from: programs.recorder.sound, to: output)
                    var line = ProgressLine(isQuiet: isQuiet)
                    let end = session.run(
                        terminal, until: { Interruption.shared.wasRequested },
                        showing: { figures, settings in
                            line.show { _ in status.text(figures, settings) }
                        })
                    line.clear()
                    continuation.resume(returning: end)
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            if !isStarted {
                continuation.resume(
                    throwing: EngineError.synthesis(.failed("the system gives no thread")))
            }
        }
    }
}
