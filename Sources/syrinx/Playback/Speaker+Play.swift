import AudioFile
import AudioSignal
import SpeechEngine
import SpeechPlan

extension Speaker {
    /// Plays a request while it is spoken.
    ///
    /// The player is started only when the pre-buffer is full: a text with nothing to
    /// say starts none.
    func play(
        _ request: SpeechRequest, with player: SoundCommand, input: TextInput
    ) async throws(EngineError) {
        let start = ContinuousClock.now
        let session = try begin(request, input: input)
        Interruption.shared.onRequest(within: Self.grace) { session.cancel() }
        defer { Interruption.shared.workEnded() }
        let preBuffer = engine.settings.preBuffer(for: request.profile)
        var playback = try Playback(
            session: session, through: filter(at: session.rate), since: start,
            preBuffer: preBuffer, isQuiet: isQuiet)
        var isInterrupted = false
        do throws(EngineError) {
            try await playback.gather()
            try await playback.run(player, watchedBy: begun?.arriving)
        } catch {
            guard Interruption.shared.wasRequested else { throw error }
            isInterrupted = true
        }
        var result = SayResult(report: session.report, output: player.line, input: input.path)
        result.playbackStartSeconds = playback.clock.start?.seconds
        result.underruns = playback.clock.underruns
        result.notes = try write(playback.times, of: session)
        result.isInterrupted = isInterrupted || Interruption.shared.wasRequested
        try tell(result, of: session, isStream: true, onStandardError: false)
        if result.isInterrupted { throw .cancelled }
    }
}

/// One session on its way to a player.
private struct Playback {
    private(set) var clock: PlaybackClock
    private(set) var times: Timestamps
    private let session: SpeechSession
    private let filter: (any SpeechFilter)?
    private var blocks: SpeechSession.AsyncIterator
    private var line: ProgressLine
    private let writer: AudioWriter
    private let encoded = MemorySink()
    private let start: ContinuousClock.Instant
    private var isComplete = false

    init(
        session: SpeechSession, through filter: (any SpeechFilter)?,
        since start: ContinuousClock.Instant, preBuffer: Duration, isQuiet: Bool
    ) throws(EngineError) {
        self.session = session
        self.filter = filter
        self.start = start
        blocks = session.makeAsyncIterator()
        times = Timestamps(rate: session.rate)
        clock = PlaybackClock(preBuffer: preBuffer)
        line = ProgressLine(isQuiet: isQuiet)
        do {
            writer = try AudioWriter(to: encoded, format: .wav, rate: session.rate)
        } catch {
            throw .audio(error)
        }
    }

    /// Takes audio until the pre-buffer is full or there is no more.
    mutating func gather() async throws(EngineError) {
        while clock.start == nil, try await takeBlock() {}
    }

    /// Starts the player and hands it everything; returns when it has played.
    mutating func run(
        _ command: SoundCommand, watchedBy arriving: ArrivingInput?
    ) async throws(EngineError) {
        let player = try SoundProgram(command)
        let session = session
        // Twice that: a player may need half a second to end by itself.
        Interruption.shared.onRequest(within: Speaker.grace * 2) {
            session.cancel()
            player.stop()
        }
        arriving?.watch(player.sound)
        var failure: EngineError?
        do throws(EngineError) { try await feed(player) } catch { failure = error }
        let isDeaf = failure != nil && player.isDeaf
        arriving?.watch(-1)
        let ending = await player.end(within: isDeaf ? .milliseconds(300) : nil)
        line.clear()
        if Interruption.shared.wasRequested { throw .cancelled }
        if isDeaf || ending != .exited(code: 0) {
            throw .player(
                command: command.line,
                reason: ending.reason(lastWords: player.lastWords)
                    + "; write a file with -o, or choose another player with SYRINX_PLAYER")
        }
        if let failure { throw failure }
    }

    /// Hands over what is gathered and then block after block.
    private mutating func feed(_ player: SoundProgram) async throws(EngineError) {
        let pipe = DescriptorSink(descriptor: player.sound, name: "the player")
        repeat {
            do { try pipe.write(encoded.take()) } catch { throw .audio(error) }
            player.listenForErrors()
            if isComplete { return }
            _ = try await takeBlock()
        } while true
    }

    /// Takes one block; false where there is none left.
    private mutating func takeBlock() async throws(EngineError) -> Bool {
        guard let audio = try await blocks.next() else {
            if let filter { try handOver(filter.finish()) }
            clock.finish(at: ContinuousClock.now - start)
            try encode { () throws(AudioFileError) in try writer.finish() }
            isComplete = true
            return false
        }
        if let filter {
            try handOver(filter.process(audio))
        } else {
            try handOver(audio)
        }
        times.note(session.takeEvents())
        line.show(session)
        return true
    }

    private mutating func handOver(_ audio: AudioBuffer) throws(EngineError) {
        guard !audio.isEmpty else { return }
        clock.handOver(audio.duration, at: ContinuousClock.now - start)
        try encode { () throws(AudioFileError) in try writer.write(audio) }
    }

    private func encode(_ work: () throws(AudioFileError) -> Void) throws(EngineError) {
        let begin = ContinuousClock.now
        do throws(AudioFileError) { try work() } catch { throw .audio(error) }
        session.spentEncoding(ContinuousClock.now - begin)
    }
}
