import AudioFile
import AudioSignal
import Glibc
import SpeechEngine
import SpeechPlan
import Subprocess
import Synchronization

extension Speaker {
    /// Plays a request while it is spoken.
    ///
    /// The player is started only when the pre-buffer is full: a text with nothing to
    /// say starts none.
    func play(
        _ request: SpeechRequest, with player: PlayerCommand, input: TextInput
    ) async throws(EngineError) {
        let start = ContinuousClock.now
        let session = try begin(request, input: input)
        defer { Interruption.shared.onRequest(nil) }
        let preBuffer = engine.settings.preBuffer ?? request.profile.preBuffer
        var playback = try Playback(
            session: session, since: start, preBuffer: preBuffer, isQuiet: isQuiet)
        try await playback.gather()
        let clock = try await playback.run(player)
        var result = SayResult(report: session.report, output: player.line, input: input.path)
        result.playbackStartSeconds = clock.start?.seconds
        result.underruns = clock.underruns
        try show(result, onStandardError: false)
        if Interruption.shared.wasRequested { throw .cancelled }
    }
}

/// One session on its way to a player.
private struct Playback {
    let session: SpeechSession
    private var blocks: SpeechSession.AsyncIterator
    private var clock: PlaybackClock
    private var line: ProgressLine
    private let writer: AudioWriter
    private let sink = MemorySink()
    private let start: ContinuousClock.Instant
    private var isComplete = false

    init(
        session: SpeechSession, since start: ContinuousClock.Instant, preBuffer: Duration,
        isQuiet: Bool
    ) throws(EngineError) {
        self.session = session
        self.start = start
        blocks = session.makeAsyncIterator()
        clock = PlaybackClock(preBuffer: preBuffer)
        line = ProgressLine(isQuiet: isQuiet)
        do {
            writer = try AudioWriter(to: sink, format: .wav, rate: session.rate)
        } catch {
            throw .audio(error)
        }
    }

    /// Takes audio until the pre-buffer is full or there is no more.
    mutating func gather() async throws(EngineError) {
        while clock.start == nil, try await takeBlock() {}
    }

    /// Starts the player and hands it everything; returns when it has played.
    mutating func run(_ player: PlayerCommand) async throws(EngineError) -> PlaybackClock {
        var failure: EngineError?
        let outcome: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
        let launch = player.launch
        do {
            outcome = try await Subprocess.run(
                .name(launch.program), arguments: Arguments(launch.arguments), input: .inputWriter,
                output: .discarded,
                error: .string(limit: 16 << 10)
            ) { execution in
                let input = execution.standardInputWriter
                do throws(EngineError) {
                    try await feed { bytes in _ = try await input.write(bytes) }
                } catch {
                    failure = error
                }
                try? await input.finish()
                if Interruption.shared.wasRequested {
                    await execution.teardown(using: [
                        .gracefulShutDown(allowedDurationToNextStep: .milliseconds(500))
                    ])
                }
            }
        } catch {
            line.clear()
            throw .player(command: player.line, reason: "it can't be started: \(error)")
        }
        line.clear()
        guard !Interruption.shared.wasRequested else { throw .cancelled }
        if let failure, failure.kind != .closed { throw failure }
        guard outcome.terminationStatus.isSuccess, failure == nil else {
            throw .player(command: player.line, reason: Self.reason(outcome))
        }
        return clock
    }

    /// Hands over what is gathered and then block after block.
    private mutating func feed(
        _ send: ([UInt8]) async throws -> Void
    ) async throws(EngineError) {
        var isRunning = true
        while true {
            let bytes = sink.take()
            do {
                if !bytes.isEmpty { try await send(bytes) }
            } catch {
                throw .outputClosed(path: "the player")
            }
            guard isRunning, !isComplete else { return }
            isRunning = try await takeBlock()
        }
    }

    /// Takes one block; false where there is none left.
    private mutating func takeBlock() async throws(EngineError) -> Bool {
        guard let audio = try await blocks.next() else {
            clock.finish(at: ContinuousClock.now - start)
            try encode { () throws(AudioFileError) in try writer.finish() }
            isComplete = true
            return false
        }
        clock.handOver(audio.duration, at: ContinuousClock.now - start)
        try encode { () throws(AudioFileError) in try writer.write(audio) }
        line.show(session)
        return true
    }

    private func encode(_ work: () throws(AudioFileError) -> Void) throws(EngineError) {
        let begin = ContinuousClock.now
        do throws(AudioFileError) { try work() } catch { throw .audio(error) }
        session.spentEncoding(ContinuousClock.now - begin)
    }

    /// Why a player ended, in its own words where it has any.
    private static func reason(
        _ outcome: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
    ) -> String {
        let words = outcome.standardError.split(whereSeparator: \.isNewline).last
        var reason: String
        switch outcome.terminationStatus {
        case .exited(let code): reason = "it ended early with status \(code)"
        case .signaled(let signal): reason = "it was ended by signal \(signal)"
        }
        if let words { reason += " (\(words.prefix(200)))" }
        return reason + "; write a file with -o, or choose another player with SYRINX_PLAYER"
    }
}
