import SpeechModel
public import SpeechPlan
public import SpeechText

/// A text as it will be spoken, chunk by chunk.
public struct PlannedText: Sendable {
    /// The text, read and checked.
    public let document: Document
    /// The chunks in order, made while they are iterated.
    public let chunks: any Sequence<Chunk> & Sendable
}

extension SpeechEngine {
    /// Plans a text without speaking it.
    ///
    /// - Throws: What ``speak(_:)`` throws.
    public func plan(_ request: SpeechRequest) throws(EngineError) -> PlannedText {
        try prepare(request).planned
    }

    /// Everything of a request that comes before speaking.
    func prepare(
        _ request: SpeechRequest
    ) throws(EngineError) -> (planned: PlannedText, request: PreparedRequest) {
        let (lookup, casting) = try casting(for: request)
        let ledger = SessionLedger()
        let document: Document
        let options = casting.textOptions(of: request)
        do throws(TextError) {
            document = try ledger.text.measure { () throws(TextError) in
                try Document(request.text, format: request.format, options: options)
            }
        } catch {
            throw .text(error)
        }
        let chunks = planner(for: request, casting).chunks(
            of: LedgeredSentences(
                base: Timed(base: document.sentences, stopwatch: ledger.text), ledger: ledger))
        return (
            PlannedText(document: document, chunks: LedgeredChunks(base: chunks, ledger: ledger)),
            PreparedRequest(
                source: .document(document), lookup: lookup, casting: casting, ledger: ledger)
        )
    }

    /// The voices of a request.
    func casting(
        for request: SpeechRequest
    ) throws(EngineError) -> (lookup: VoiceLookup, casting: VoiceCasting) {
        guard request.firstChunk >= 0 else {
            throw .invalid(
                field: "first_chunk", value: "\(request.firstChunk)", expected: "0 or more")
        }
        let lookup = try lookup(for: request)
        let asked = try request.voice.map { name throws(EngineError) in
            try lookup.voice(named: name)
        }
        if let asked, let language = request.options.language {
            let voice = try? catalogue.voice(asked)
            guard voice?.speaks(language) != false else {
                throw .synthesis(.unsupported(language: language, voice: asked))
            }
        }
        return (lookup, VoiceCasting(lookup: lookup, asked: asked))
    }

    /// The planner of a request.
    func planner(for request: SpeechRequest, _ casting: VoiceCasting) -> Planner {
        let speed = request.speed
        return Planner(profile: request.profile, words: .dictionary) { style in
            var measure = casting.measure(of: style)
            measure.secondsPerCharacter /= speed
            return measure
        }
    }
}

/// A request checked and ready to be planned and spoken.
struct PreparedRequest {
    let source: SpokenSource
    let lookup: VoiceLookup
    let casting: VoiceCasting
    let ledger: SessionLedger
}

extension Document {
    /// Unicode scalars of the source.
    public var characterCount: Int {
        source.reduce(into: 0) { count, byte in
            if byte & 0xC0 != 0x80 { count += 1 }
        }
    }
}
