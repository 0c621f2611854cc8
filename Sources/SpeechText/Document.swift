/// A text on its way to speech: source, and the sentences in it.
///
/// Making a document checks the whole of it (size, markup); its sentences are
/// found and normalised one by one while it is iterated, so the first can be
/// spoken before the rest has been looked at, and memory does not grow with it.
///
/// What a listener hears:
/// - In plain text an empty line ends a paragraph; other line ends are white
///   space, unless the line stands alone (see ``TextFormat/plain``).
/// - Control characters, NUL, U+FFFD and marks of direction are never spoken, nor
///   is a byte order mark at the beginning; of more than eight combining marks on
///   one letter the rest is left out.
/// - `[pause:1.5s]`, `[pause:500ms]` and `[pause:2]` (seconds) are pauses in every
///   format, of at most 60 s; a pause divides a sentence.
/// - A sentence has one language, the one that its grammar speaks for; a quotation
///   of some length in another script (six Latin words, eight Han or kana
///   characters) becomes a sentence of its own.
/// - A sentence of more than 4 KiB is cut at a clause mark, or else between two
///   words.
public struct Document: Sendable {
    /// The source, valid UTF-8: bytes that were not are replaced by U+FFFD, which
    /// is never spoken.
    public let source: [UInt8]
    /// How the source is written.
    public let format: TextFormat
    /// The settings that the sentences are made with.
    public let options: TextOptions
    /// What the source asks for in vain, at most a hundred times.
    public var warnings: [TextWarning] { markup.warnings }

    private let markup: Markup

    /// The most that any source may hold, whatever the options say: its offsets
    /// are kept in 32 bits.
    static let mostBytes = Int(Int32.max)

    /// Reads a document.
    ///
    /// - Throws: ``TextError`` where the source is too large or its markup
    ///   malformed.
    public init(
        _ text: some Collection<UInt8>, format: TextFormat = .plain,
        options: TextOptions = TextOptions()
    ) throws(TextError) {
        let limit = min(max(0, options.maximumBytes), Self.mostBytes)
        guard text.count <= limit else {
            throw .tooLarge(bytes: text.count, limit: limit)
        }
        let source = Self.repaired(Array(text))
        // Replacing a bad byte by U+FFFD takes three.
        guard source.count <= Self.mostBytes else {
            throw .tooLarge(bytes: source.count, limit: Self.mostBytes)
        }
        self.source = source
        self.format = format
        self.options = options
        switch format {
        case .plain: markup = .plain(byteCount: source.count)
        case .markdown: markup = MarkdownReader.read(source)
        case .ssml: markup = try SSMLReader.read(source)
        }
    }

    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        let isValid = bytes.withUnsafeBufferPointer {
            (try? UTF8Span(validating: $0.span)) != nil
        }
        return isValid ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// The sentences of the document in order, made as they are asked for.
    ///
    /// Their ``Sentence/source`` ranges cover the source exactly; a document with
    /// nothing to say has none.
    public var sentences: Sentences {
        Sentences(
            parts: SentenceParts(PassageReader(source: source, markup: markup)),
            speaker: SentenceSpeaker(options: options, source: source),
            sourceCount: source.count)
    }

    /// The sentences as they are where no text to come tells their language; see
    /// ``ArrivingText``.
    var sentencesJudgedByThePast: Sentences {
        Sentences(
            parts: SentenceParts(PassageReader(source: source, markup: markup)),
            speaker: SentenceSpeaker(options: options, source: []),
            sourceCount: source.count, usesContext: false)
    }
}
