import AudioSignal
import SpeechText

/// A plan as it is shown to people and programs: the chunk log.
///
/// The `source_text` fields joined are the document's source, from the beginning of
/// its first sentence to the end of its last.
public struct PlanLog: Sendable, Encodable {
    /// The chunks in order.
    public var chunks: [PlanLogEntry]

    /// Makes the log of a plan.
    ///
    /// - Parameter source: The source of the document that was planned.
    public init(_ chunks: some Sequence<Chunk>, source: [UInt8]) {
        self.chunks = chunks.map { PlanLogEntry($0, source: source) }
    }
}

/// One chunk in a ``PlanLog``.
public struct PlanLogEntry: Sendable, Equatable, Encodable {
    /// Its place in the plan, from 0.
    public var index: Int
    /// What is said.
    public var text: String
    /// The part of the source that it stands for.
    public var sourceText: String
    /// Where that part is, in UTF-8 bytes: encoded as an array of start and end.
    public var sourceRange: Range<Int>
    /// How long it should last.
    public var estimatedSeconds: Double
    /// The pause asked for behind it; nil means the usual one.
    public var pauseSeconds: Double?
    /// The kind of its end: `word`, `clause`, `sentence`, `paragraph`.
    public var boundary: String
    /// The language it is said in.
    public var language: String
    /// The voice that the text asks for, if any.
    public var voice: String?
    /// What went less than well.
    public var warnings: [PlanWarning]

    /// Makes the entry of a chunk.
    public init(_ chunk: Chunk, source: [UInt8]) {
        index = chunk.index
        text = chunk.text
        let lower = Self.scalarBoundary(chunk.source.lowerBound, in: source)
        let upper = Self.scalarBoundary(chunk.source.upperBound, in: source)
        sourceRange = lower..<max(lower, upper)
        sourceText = String(decoding: source[sourceRange], as: UTF8.self)
        estimatedSeconds = (chunk.estimatedDuration.seconds * 1_000).rounded() / 1_000
        pauseSeconds = chunk.pauseAfter?.seconds
        boundary =
            switch chunk.boundary {
            case .word: "word"
            case .clause: "clause"
            case .sentence: "sentence"
            case .paragraph: "paragraph"
            }
        language = chunk.style.language.tag
        voice = chunk.style.voice
        warnings = chunk.warnings
    }

    /// The start of the scalar that an offset is in: both neighbours of a boundary
    /// move it alike.
    private static func scalarBoundary(_ offset: Int, in source: [UInt8]) -> Int {
        var offset = min(max(0, offset), source.count)
        while offset > 0, !source.isScalarBoundary(offset) { offset -= 1 }
        return offset
    }

    private enum CodingKeys: String, CodingKey {
        case index, text
        case sourceText = "source_text"
        case sourceRange = "source_range"
        case estimatedSeconds = "estimated_seconds"
        case pauseSeconds = "pause_seconds"
        case boundary, language, voice, warnings
    }
}
