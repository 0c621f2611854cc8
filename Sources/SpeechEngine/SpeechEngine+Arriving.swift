import SpeechPlan
import SpeechSchedule
import SpeechText

extension SpeechEngine {
    /// How long whole sentences of a text that is still being written wait for others
    /// that the same chunk has room for, and a first clause for the rest of its
    /// sentence, in profiles that are in a hurry: longer than a
    /// program that copies a file ever waits, and hardly heard.
    public static let patience = Duration.milliseconds(200)

    /// Begins to speak a text that is still being written, such as a language model's
    /// answer.
    ///
    ///     let (text, speech) = try engine.speak(arriving: request)
    ///     async let writing: Void = text.append(contentsOf: tokens)
    ///     for try await block in speech { player.play(block) }
    ///     try await writing
    ///
    /// What is heard is the same as of the whole text, but for the language of
    /// sentences that don't tell it themselves (`ArrivingText`), for what the writer
    /// flushes, and for chunks: where the writer is slower than speech, whole sentences
    /// don't wait longer than ``patience`` for others that the same chunk has room for,
    /// nor a first clause for the rest of its sentence. Nothing waits in a thread for the
    /// writer. Cancelling the session ends it at once: no block comes after that, and the
    /// writer gets ``EngineError/cancelled`` for the next piece.
    ///
    /// - Parameter request: Its text is the beginning; it has to be plain.
    /// - Returns: The writer's end and the listener's.
    public func speak(
        arriving request: SpeechRequest
    ) throws(EngineError) -> (text: SpeechInput, speech: SpeechSession) {
        guard request.format == .plain else {
            throw .invalid(
                field: "markup", value: request.format.rawValue,
                expected: "plain text where it is spoken while it arrives")
        }
        let (lookup, casting) = try casting(for: request)
        let ledger = SessionLedger()
        let input = SpeechInput(
            options: casting.textOptions(of: request), planner: planner(for: request, casting),
            ledger: ledger,
            patience: request.profile.clauseWindow > .zero ? Self.patience : .zero)
        if !request.text.isEmpty { try input.begin(with: request.text) }
        let prepared = PreparedRequest(
            source: .arriving(input), lookup: lookup, casting: casting, ledger: ledger)
        return (input, begin(request, plan: .arriving(input), prepared))
    }
}

/// The text of a session.
enum SpokenSource {
    /// One that is all there.
    case document(Document)
    /// One that is still being written.
    case arriving(SpeechInput)

    /// Unicode scalars so far.
    var characterCount: Int {
        switch self {
        case .document(let document): document.characterCount
        case .arriving(let input): input.characterCount
        }
    }

    /// Bytes so far.
    var byteCount: Int {
        switch self {
        case .document(let document): document.source.count
        case .arriving(let input): input.receivedBytes
        }
    }

    /// Whether it is nothing but white space so far.
    var isBlank: Bool {
        switch self {
        case .document(let document): document.source.allSatisfy { $0 <= 0x20 }
        case .arriving(let input): input.isBlank
        }
    }

    /// What in it could not be done as it asks.
    var warnings: [TextWarning] {
        switch self {
        case .document(let document): document.warnings
        case .arriving: []
        }
    }
}
