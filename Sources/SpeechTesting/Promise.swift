/// What a speech family promises, one case for each sentence of its contract.
public enum Promise: String, Sendable, CaseIterable {
    /// Voices, limits and estimates make sense: at least one voice, IDs unique,
    /// limits and batch sizes positive.
    case plausibility
    /// The same segment and seed give the same samples, alone, in any batch, in any
    /// order, in one piece or in many.
    case sameSamples
    /// Samples are finite and within -1...1.
    case samplesInRange
    /// Audio events are not empty and have the voice's rate.
    case audioOfVoice
    /// Words that are told have letters that ascend within the text and times that ascend within
    /// the audio, sounds within their words, and are the same whenever the samples are.
    case timing
    /// Each segment ends with exactly one event, and nothing comes after it.
    case oneEnd
    /// Events are delivered by one thread at a time.
    case oneAtATime
    /// After `stop` no event of that segment comes; the others go on.
    case stop
    /// A segment beyond the limit fails with `segmentTooLong`, the others go on.
    case limit
    /// A voice that isn't there fails with `unknownVoice`, the others go on.
    case unknownVoice
    /// A language that the voice doesn't speak fails with `unsupported`, the others
    /// go on.
    case unsupportedLanguage
    /// A cancelled call ends soon.
    case cancellation
}

/// A promise that a family broke, and how.
public struct Violation: Sendable, Equatable, CustomStringConvertible {
    /// Which promise.
    public let promise: Promise
    /// What was seen.
    public let detail: String

    /// The promise and what was seen.
    public var description: String { "\(promise.rawValue): \(detail)" }
}
