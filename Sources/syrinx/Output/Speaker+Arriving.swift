import SpeechEngine
import SpeechText

// Texts that are spoken while they arrive.
extension Speaker {
    /// Standard input, where it is to be spoken while it arrives: plain text from a
    /// pipe, and somebody listens. What goes to a file is read whole first, so that the
    /// file doesn't depend on when its text came.
    func arriving(
        _ input: TextInput, to destination: DeliveryPlan.Destination
    ) -> ArrivingInput? {
        guard input.source == .standardInput, markup == nil || markup == .plain else { return nil }
        switch destination {
        case .player, .stream: return ArrivingInput()
        case .file, .namedFile: return nil
        }
    }

    /// Speaks standard input from its beginning on, as more of it comes.
    func speak(
        _ beginning: [UInt8], of arriving: ArrivingInput, _ input: TextInput,
        to destination: DeliveryPlan.Destination
    ) async throws(EngineError) {
        let request = try request(beginning, to: destination)
        let (text, session) = try engine.speak(arriving: request)
        var speaker = self
        speaker.begun = (session, arriving)
        let hesitation = engine.settings.hesitation
        let writing = Task {
            let failure = await arriving.feed(text, hesitation: hesitation)
            // Nothing more can be spoken than what has come.
            if failure != nil { session.cancel() }
            return failure
        }
        let outcome: Result<Void, EngineError>
        do throws(EngineError) {
            outcome = .success(try await speaker.deliver(request, of: input, to: destination))
        } catch {
            outcome = .failure(error)
        }
        arriving.stop()
        session.cancel()
        // Why the text ended early is told rather than that it did; but a player knows
        // best why it has gone.
        let failure = await writing.value
        if case .failure(let error) = outcome, case .player = error { throw error }
        if let failure, failure.kind != .cancelled { throw failure }
        try outcome.get()
    }
}
