import AudioFile
import AudioSignal
import HTTPTypes
import SpeechEngine
import SpeechSchedule
import SpeechText
import Synchronization

/// Who hears an utterance: a protocol's way of telling its client.
protocol UtteranceListener: Sendable {
    /// A place was free, and the voice has begun.
    func began(_ speech: ActiveSpeech, _ utterance: Utterance) async throws
    /// Something happened on the way; what a sound begins with is told before the sound.
    func happened(_ events: [SessionEvent], _ speech: ActiveSpeech) async throws
    /// The next bytes of the sound.
    func heard(_ audio: [UInt8]) async throws
    /// Nothing more comes. Not called where somebody cancelled, who tells it.
    func ended(_ outcome: Utterance.Outcome) async throws
}

/// A text that a client sends piece by piece, spoken while it comes.
///
/// Begins at once; whoever made it ends it with ``cancel()`` at the latest when the client
/// has gone.
final class Utterance: Sendable {
    /// What came of it.
    enum Outcome: Sendable {
        /// With what could not be said as it is written.
        case completed(SpeechStatistics, warnings: [String])
        /// With the statistics, if it had begun.
        case cancelled(SpeechStatistics?)
        case failed(APIError)
        /// The client takes nothing any more.
        case deserted
    }

    /// How it ended, and whether the listener heard of that.
    struct End: Sendable {
        var outcome: Outcome
        var isTold: Bool
    }

    /// What was asked for.
    struct Settings: Sendable {
        var order: SpeechOrder
        var format: AudioFileFormat
        var encoding = EncodingSettings()
        var rate: SampleRate?
    }

    private struct State {
        var task: Task<End, Never>?
        var isOver = false
        var hasFinish = false
        /// When the first of its text came.
        var textCame: ContinuousClock.Instant?
        var inputError: APIError?
    }

    let settings: Settings
    let origin: RequestOrigin
    /// When the client asked for it.
    let start = ContinuousClock.now
    private let service: SpeechService
    private let texts = TextQueue()
    private let listener: any UtteranceListener
    private let state = Mutex(State())

    init(
        _ settings: Settings, from origin: RequestOrigin, _ service: SpeechService,
        for listener: any UtteranceListener
    ) {
        self.settings = settings
        self.origin = origin
        self.service = service
        self.listener = listener
        let task = Task { [self] in
            let outcome = await run()
            texts.close()
            state.withLock { $0.isOver = true }
            if case .cancelled = outcome { return End(outcome: outcome, isTold: false) }
            do {
                try await listener.ended(outcome)
                return End(outcome: outcome, isTold: true)
            } catch {
                return End(outcome: outcome, isTold: false)
            }
        }
        state.withLock { $0.task = task }
    }

    /// Whether nothing more comes of it.
    var isOver: Bool { state.withLock { $0.isOver } }
    /// Whether the client has said that its text is complete.
    var hasFinish: Bool { state.withLock { $0.hasFinish } }

    /// Adds to the text; waits while too much of it waits.
    func add(_ item: TextQueue.Item) async {
        state.withLock { state in
            switch item {
            case .finish: state.hasFinish = true
            case .text: state.textCame = state.textCame ?? .now
            case .flush, .flushToMark: break
            }
        }
        await texts.put(item)
    }

    /// Ends it: no sound comes after that.
    @discardableResult
    func cancel() async -> End? {
        let task = state.withLock { $0.task }
        task?.cancel()
        texts.close()
        return await task?.value
    }

    /// Waits for the end.
    func end() async { _ = await state.withLock { $0.task }?.value }

    // MARK: The work

    private func run() async -> Outcome {
        let input: SpeechInput?
        let speech: ActiveSpeech
        do throws(APIError) {
            guard let begun = try await begin() else { return .cancelled(nil) }
            (input, speech) = begun
        } catch {
            return Task.isCancelled ? .cancelled(nil) : .failed(error)
        }
        let slot = AudioSlot()
        return await withTaskGroup(of: Void.self) { group in
            if let input { group.addTask { await self.feed(input, speech) } }
            group.addTask { await self.encode(speech, into: slot) }
            group.addTask { await Self.tick(slot) }
            let outcome = await speak(speech, from: slot)
            // Whoever waits is let go.
            speech.session.cancel()
            texts.close()
            slot.close()
            group.cancelAll()
            return outcome
        }
    }

    /// Begins to speak: at once where the text is plain. Markup means nothing before it is
    /// whole, so that such a text is collected first, and there is nothing to feed then.
    ///
    /// - Returns: nil where it was cancelled before its text was complete.
    private func begin() async throws(APIError) -> (SpeechInput?, ActiveSpeech)? {
        if settings.order.markup == .plain {
            let (input, speech) = try await service.speakArriving(
                settings.order, from: origin, defaultRate: settings.rate)
            return (input, speech)
        }
        guard let order = try await collect() else { return nil }
        var origin = origin
        origin.arrived = .now
        let speech = try await service.speak(
            order, for: .listening, from: origin, defaultRate: settings.rate, reportsEvents: true)
        return (nil, speech)
    }

    /// The order with its text; nil where it was cancelled before that was complete.
    private func collect() async throws(APIError) -> SpeechOrder? {
        let known = service.engine.settings
        let limit = min(known.maximumText ?? .max, known.server.maximumBody)
        var text: [UInt8] = []
        while let item = await texts.take() {
            switch item {
            case .flush, .flushToMark: continue
            case .text(let piece):
                guard text.count + piece.count <= limit else {
                    throw .invalid(
                        "text", "the text is larger than \(limit) bytes; divide it",
                        code: "body_too_large", status: .contentTooLarge)
                }
                text += piece
            case .finish:
                var order = settings.order
                order.text = String(decoding: text, as: UTF8.self)
                return order
            }
        }
        return nil
    }

    private func encode(_ speech: ActiveSpeech, into slot: AudioSlot) async {
        let encoded = EncodedSpeech(
            speech.session, as: settings.format, settings: settings.encoding)
        do throws(EngineError) {
            while let audio = try await encoded.next() { await slot.put(.audio(audio)) }
            await slot.put(.end(nil))
        } catch {
            await slot.put(.end(error))
        }
    }

    /// Between sounds the listener is told what happens ten times a second.
    private static func tick(_ slot: AudioSlot) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(100))
            slot.tick()
        }
    }

    private func feed(_ input: SpeechInput, _ speech: ActiveSpeech) async {
        while let item = await texts.take() {
            if let textCame = state.withLock({ $0.textCame }) { speech.record.wasAsked(textCame) }
            switch item {
            case .flush: input.flush()
            case .flushToMark: input.flushToMark()
            case .finish: input.finish()
            case .text(let text):
                do throws(EngineError) {
                    try await input.append(text)
                } catch .cancelled {
                    return
                } catch {
                    state.withLock { $0.inputError = APIError(error) }
                    speech.session.cancel()
                    return
                }
            }
        }
    }

    private func speak(_ speech: ActiveSpeech, from slot: AudioSlot) async -> Outcome {
        do {
            try await listener.began(speech, self)
            try await send(speech, from: slot)
            if let error = inputError { return failed(error, speech) }
            speech.completed()
            return .completed(speech.statistics, warnings: speech.omissions)
        } catch {
            if Task.isCancelled {
                speech.cancel()
                return .cancelled(speech.statistics)
            }
            if let error = inputError { return failed(error, speech) }
            if let error = error as? EngineError { return .failed(speech.ended(by: error)) }
            speech.cancel()
            return .deserted
        }
    }

    private func send(_ speech: ActiveSpeech, from slot: AudioSlot) async throws {
        while true {
            let item = await slot.take()
            try Task.checkCancellation()
            // What a sound begins with is in the log before the sound is handed out.
            let events = speech.session.takeEvents()
            if !events.isEmpty { try await listener.happened(events, speech) }
            switch item {
            case .audio(let audio):
                try await listener.heard(audio)
                speech.sent()
            case .tick: break
            case .end(let error):
                if let error { throw error }
                return
            }
        }
    }

    private var inputError: APIError? { state.withLock { $0.inputError } }

    private func failed(_ error: APIError, _ speech: ActiveSpeech) -> Outcome {
        .failed(speech.ended(by: error))
    }
}
