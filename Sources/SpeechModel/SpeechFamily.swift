public import AudioSignal
import SpeechText

/// What a family hands over while it speaks a batch.
public enum SegmentEvent: Sendable {
    /// The next stretch of a segment's audio, at the voice's rate. Never empty.
    case audio(AudioBuffer)
    /// Something of the segment is not said as it is written; before its end, once each.
    case unread(Unread)
    /// The next words of a segment and when they are said, each word once and in order; words that
    /// nothing is heard of are left out. Best told before their audio. Only families that know.
    case timing([SpokenWord])
    /// The segment is complete.
    case finished
    /// The segment can't be completed; the others of its batch go on.
    case failed(SynthesisError)
}

/// What the receiver of a segment's audio wants next.
public enum Verdict: Sendable {
    /// More.
    case proceed
    /// Nothing more of this segment; the family stops working on it as soon as
    /// it can, and delivers no further event for it.
    case stop
}

/// A group of voices that speak by the same model or program.
///
/// Having a value of a family means it is ready: its files are loaded, its
/// components found. Values are shared between listeners and batches.
///
/// A family promises, and `checkFamily` in SpeechTesting verifies:
/// - the same segment and seed give the same samples, whatever else is in the
///   batch and whether its audio comes in one piece or in many;
/// - samples are finite and within -1...1;
/// - if it tells of words (``SegmentEvent/timing(_:)``), their letters ascend within the text,
///   their times ascend within the audio, and both are the same whenever the samples are;
/// - each segment of a batch ends with exactly one `finished` or `failed`, unless
///   its receiver said ``Verdict/stop``;
/// - a segment beyond ``limit(for:)`` fails with
///   ``SynthesisError/segmentTooLong(limit:)``, one for a voice it doesn't have
///   with ``SynthesisError/unknownVoice(_:)``, one in a language that the voice
///   doesn't speak with ``SynthesisError/unsupported(language:voice:)``;
/// - cancelling the task ends the call within one segment's work.
public protocol SpeechFamily: Sendable {
    /// The family's stable name, such as `flite`.
    var id: String { get }

    /// The voices, in the order to present them; the first is the default.
    var voices: [Voice] { get }

    /// The voice of an ID, if the family has it: one of ``voices``, or where it can mix them a
    /// ``VoiceBlend``.
    func voice(_ id: VoiceID) -> Voice?

    /// The most that one segment may hold for a voice, in Latin characters as
    /// ``SpokenLength`` counts them.
    func limit(for voice: VoiceID) -> Int

    /// The largest batch from which the family gains anything; 1 where it speaks
    /// segments one after the other anyway.
    var largestUsefulBatch: Int { get }

    /// How many calls of ``synthesize(_:deliver:)`` at the same time the family gains
    /// from: 1 where a call has the whole machine work for it, as networks do; the
    /// processors' number where a call keeps one of them busy.
    var usefulCalls: Int { get }

    /// Whether audio arrives in pieces while a segment is still being made.
    var streamsWithinSegment: Bool { get }

    /// Whether `deliver` may hold the thread that calls it for some milliseconds, so that
    /// others' first sounds go before: the family speaks on threads that nobody else waits
    /// for, and holds no lock meanwhile.
    var canBeHeld: Bool { get }

    /// Whether its audio can go on past the end of the text, as that of models that
    /// decide token by token when to stop. Where not, length and silence are taken as
    /// they come; otherwise a segment far beyond its estimate is stopped and retried.
    var canRunAway: Bool { get }

    /// How many bytes speaking this segment takes at the most, beyond what the
    /// loaded family holds already.
    func memoryEstimate(for segment: SpeechSegment) -> Int

    /// Speaks several segments together.
    ///
    /// - Parameters:
    ///   - batch: The segments; any number, each with its own seed.
    ///   - deliver: Called with an index into `batch` and its next event, in order
    ///     for each segment, interleaved at will, never by two threads at once.
    ///     It returns quickly and does not block, unless ``canBeHeld``.
    /// - Throws: What stopped the batch as a whole, such as
    ///   ``SynthesisError/outOfMemory``; segments that had not ended by then
    ///   get no event.
    func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError)
}

extension SpeechFamily {
    /// One, the careful assumption.
    public var usefulCalls: Int { 1 }

    /// False, the careful assumption.
    public var canBeHeld: Bool { false }

    /// True, the careful assumption.
    public var canRunAway: Bool { true }

    /// The voice of an ID among ``voices``.
    public func voice(_ id: VoiceID) -> Voice? { voices.first { $0.id == id } }

    /// How long a segment should last, from the voice's measured pace.
    public func estimatedDuration(of segment: SpeechSegment) -> Duration {
        let pace = voice(segment.voice)?.secondsPerCharacter ?? 0.065
        let weight = SpokenLength.weight(of: segment.text.utf8)
        return .seconds(weight * pace / segment.prosody.rate)
    }
}

/// A family that can learn a voice from recordings.
///
/// A family that can't clone does not conform.
public protocol VoiceCloning: SpeechFamily {
    /// Makes a voice from recordings of a speaker.
    ///
    /// - Parameters:
    ///   - recordings: Each with what is said in it, where that is known.
    func cloned(
        from recordings: [(audio: AudioBuffer, transcript: String?)], as id: VoiceID
    ) async throws(SynthesisError) -> Voice
}
