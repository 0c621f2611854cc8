import AudioFile
import AudioSignal
import SpeechEngine
import SpeechText
import Synchronization

/// Begins to speak for clients, whichever door they came through.
struct SpeechService: Sendable {
    let engine: SpeechEngine
    let admission: Admission
    let ledger: RequestLedger

    /// Waits for a place, then begins to speak.
    ///
    /// - Parameters:
    ///   - purpose: Whether somebody listens while it is made.
    ///   - defaultRate: The door's own rate, where it has one.
    ///   - reportsEvents: Whether the session tells what happens to its chunks.
    func speak(
        _ order: SpeechOrder, for purpose: SpeechEngine.Purpose, from origin: RequestOrigin,
        defaultRate: SampleRate? = nil, reportsEvents: Bool = false
    ) async throws(APIError) -> ActiveSpeech {
        try await begin(order, purpose, origin, defaultRate, reportsEvents: reportsEvents) {
            request throws(EngineError) in ((), try engine.speak(request))
        }.speech
    }

    /// Waits for a place, then begins to speak a text that is still to come.
    func speakArriving(
        _ order: SpeechOrder, from origin: RequestOrigin, defaultRate: SampleRate? = nil
    ) async throws(APIError) -> (input: SpeechInput, speech: ActiveSpeech) {
        try await begin(order, .listening, origin, defaultRate, reportsEvents: true) {
            request throws(EngineError) in try engine.speak(arriving: request)
        }
    }

    private func begin<Input>(
        _ order: SpeechOrder, _ purpose: SpeechEngine.Purpose, _ origin: RequestOrigin,
        _ defaultRate: SampleRate?, reportsEvents: Bool,
        _ speak: (SpeechRequest) throws(EngineError) -> (Input, SpeechSession)
    ) async throws(APIError) -> (input: Input, speech: ActiveSpeech) {
        do {
            var request = try order.request(engine, for: purpose, defaultRate: defaultRate)
            request.reportsEvents = reportsEvents
            let place = try await admission.enter(origin.client)
            try await engine.makeReady(for: request)
            let (input, session) = try speak(request)
            let speech = ActiveSpeech(
                session, place: place, record: ledger.begin(origin, request),
                warnings: order.warnings)
            return (input, speech)
        } catch {
            let told = error as? APIError ?? (error as? EngineError).map { APIError($0) }
            guard let told else { throw .failure("\(error)") }
            // Who goes while waiting was not refused.
            if Task.isCancelled { ledger.deserted(origin) } else { ledger.refused(origin, told) }
            throw told
        }
    }
}

/// Where a request came from.
struct RequestOrigin: Sendable {
    /// The request's ID.
    var id: String
    /// The route, such as `/v1/audio/speech`.
    var route: String
    /// Who asks: a key's or an address's short digest.
    var client: String
    /// When the request was here as a whole; first audio counts from then.
    var arrived = ContinuousClock.now
    /// Takes what the request's line in the log says beside; nil where it has no such line.
    var note: RequestNote?
}

/// A text that is being spoken for a client.
final class ActiveSpeech: Sendable {
    let session: SpeechSession
    let record: RequestRecord
    let warnings: [String]
    /// Given back as soon as nothing more is spoken: whoever has had an answer may ask again.
    private let place: Mutex<Admission.Place?>

    init(
        _ session: SpeechSession, place: Admission.Place, record: RequestRecord, warnings: [String]
    ) {
        self.session = session
        self.place = Mutex(place)
        self.record = record
        self.warnings = warnings
        record.begins(session)
    }

    /// What is let go of without having been completed was cancelled.
    deinit { record.end(.cancelled, session.report) }

    /// The statistics until now.
    var statistics: SpeechStatistics { record.statistics(session.report) }

    /// What could not be said as it is written, as far as the text has been spoken.
    var omissions: [String] { session.report.omissions.map(\.message) }

    /// Notes that audio went out, piece by piece.
    func sent() { record.progressed() }

    /// Notes that all audio went out.
    func completed() {
        record.end(.done, session.report)
        leave()
    }

    /// Notes that it ended early.
    func failed(_ error: APIError) {
        record.end(.error, session.report, error)
        leave()
    }

    /// Notes what ended it: an error, or that nobody waits for it any more.
    ///
    /// - Returns: What the client is told, if there is one.
    func ended(by error: EngineError) -> APIError {
        let told = APIError(error)
        if case .cancelled = error { cancel() } else { failed(told) }
        return told
    }

    /// Ends it for an error, or because nobody waits for it any more.
    func ended(by error: APIError) -> APIError {
        if Task.isCancelled { cancel() } else { failed(error) }
        session.cancel()
        return error
    }

    /// Ends it.
    func cancel() {
        session.cancel()
        record.end(.cancelled, session.report)
        leave()
    }

    private func leave() {
        // Let go of outside the lock: whoever waits for it is called.
        _ = place.withLock { $0.take() }
    }
}
