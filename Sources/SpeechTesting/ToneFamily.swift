public import AudioSignal
public import SpeechModel
public import SpeechText

/// A family that hums instead of speaking, for tests: a tone per character, a
/// little noise from the seed, nothing else. It needs no files, takes no time, and
/// goes wrong on demand.
///
/// Equal segments give equal samples on every machine of one architecture.
public struct ToneFamily: SpeechFamily {
    /// Where a ``gate`` stands.
    public enum GatePlace: Sendable {
        /// Before the first event of each batch.
        case batch
        /// Before each piece of audio.
        case piece
    }

    /// The family's name.
    public var id: String
    /// The voices, `id/low` first.
    public var voices: [Voice]
    /// Any number; the tones don't gain from batches.
    public var largestUsefulBatch = 8
    /// A tone takes no time; as many calls as there are.
    public var usefulCalls = 8
    /// The length of the pieces that audio comes in; nil: each segment in one.
    public var piece: Duration? = .milliseconds(100)
    /// The limit of every voice, in Latin characters.
    public var segmentLimit = 1_000
    /// What ``memoryEstimate(for:)`` counts for each Latin character.
    public var bytesPerCharacter = 1_000
    /// Whether its calls may be held while they deliver.
    public var canBeHeld = false
    /// Silence before and after the tones.
    public var edgeSilence: Duration = .zero
    /// Peak of the noise under the tones.
    public var noise: Float = 0.01
    /// Letters that it leaves out, and tells of.
    public var unreadable: Set<Character> = []
    /// Whether it tells when it hums a word.
    public var tellsTimes = false
    /// What goes wrong; the first that applies to a segment counts.
    public var faults: [Fault] = []
    /// Holds work until a test lets it go on.
    public var gate: Gate?
    /// Where ``gate`` stands.
    public var gatePlace = GatePlace.batch
    /// What the family was asked; copies of a value share it.
    public let record = FamilyRecord()

    /// Makes a family with the voices `id/low` and `id/high`, which speak the
    /// given languages.
    public init(
        _ id: String = "tone",
        languages: [Language] = [.english, .japanese, .chinese, .portuguese],
        rate: SampleRate = SampleRate(16_000), secondsPerCharacter: Double = 0.02,
        faults: [Fault] = []
    ) {
        self.id = id
        self.faults = faults
        voices = ["low", "high"].map { name in
            Voice(
                id: VoiceID("\(id)/\(name)"), languages: languages,
                description: "A \(name) hum for tests", gender: .unspecified,
                license: "Apache-2.0", rate: rate, loudness: -20,
                secondsPerCharacter: secondsPerCharacter)
        }
    }

    /// Whether ``piece`` is set.
    public var streamsWithinSegment: Bool { piece != nil }

    /// ``segmentLimit``, whichever voice.
    public func limit(for voice: VoiceID) -> Int { segmentLimit }

    /// ``bytesPerCharacter`` for each character.
    public func memoryEstimate(for segment: SpeechSegment) -> Int {
        Int(SpokenLength.weight(of: segment.text.utf8)) * bytesPerCharacter
    }

    /// This family as something that can be loaded, or fails to.
    public func entry(failing error: LoadError? = nil) -> FamilyEntry {
        FamilyEntry(id: id, summary: "Tones for tests") { () throws(LoadError) in
            record.loaded()
            if let error { throw error }
            return self
        }
    }

    /// A segment of this family's first voice.
    public func segment(
        _ text: String, language: Language = .english, seed: UInt64 = 1
    ) -> SpeechSegment {
        SpeechSegment(
            text: text, language: language, voice: voices.first?.id ?? VoiceID(id), seed: seed)
    }

    /// Hums a batch, its segments' pieces in turn.
    @concurrent public func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        let occasions = record.begin(batch)
        defer { record.end() }
        if gatePlace == .batch { await gate?.pass() }
        let kinds = occasions.map { occasion in faults.first { $0.applies(occasion) }?.kind }
        for kind in kinds {
            switch kind {
            case .outOfMemory: throw .outOfMemory
            case .batchFailure(let error): throw error
            case .stall(let latch): latch.hold()
            default: break
            }
        }
        var turns = zip(batch, kinds).map { Turn($0, kind: $1, family: self, batch.count) }
        // Round robin, so that events of one batch are interleaved as they are with
        // a real batched model.
        var remaining = turns.count
        while remaining > 0 {
            for index in turns.indices where !turns[index].isOver {
                try await checkCancellation(turns[index])
                turns[index].step(index, deliver, record)
                if turns[index].isOver { remaining -= 1 }
            }
        }
    }

    private func checkCancellation(_ turn: Turn) async throws(SynthesisError) {
        if gatePlace == .piece { await gate?.pass() } else { await Task.yield() }
        if Task.isCancelled, !turn.breaks(.cancellation) {
            record.cancelled()
            throw .cancelled
        }
    }

    /// Why a segment is refused, if it is.
    func refusal(of segment: SpeechSegment, breaking: Promise?) -> SynthesisError? {
        guard let voice = voice(segment.voice) else {
            return breaking == .unknownVoice ? nil : .unknownVoice(segment.voice)
        }
        if !voice.speaks(segment.language), breaking != .unsupportedLanguage {
            return .unsupported(language: segment.language, voice: voice.id)
        }
        let weight = SpokenLength.weight(of: segment.text.utf8)
        if weight > Double(segmentLimit), breaking != .limit {
            return .segmentTooLong(limit: segmentLimit)
        }
        return nil
    }
}
