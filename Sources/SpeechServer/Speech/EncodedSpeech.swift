import AudioFile
import AudioSignal
import SpeechEngine

/// A session's audio as the bytes of a format, made as they are asked for.
actor EncodedSpeech {
    private let session: SpeechSession
    private let format: AudioFileFormat
    private let settings: EncodingSettings
    private var blocks: SpeechSession.Iterator
    private let sink: MemorySink
    private var writer: AudioWriter?
    private var hasEnded = false

    /// - Parameter isWhole: Whether nothing is taken before the end, so that headers can
    ///   tell the length.
    init(
        _ session: SpeechSession, as format: AudioFileFormat, isWhole: Bool = false,
        settings: EncodingSettings = EncodingSettings()
    ) {
        self.session = session
        self.format = format
        self.settings = settings
        blocks = session.makeAsyncIterator()
        sink = MemorySink(canOverwrite: isWhole)
    }

    /// The next bytes, never empty; nil after the last.
    func next() async throws(EngineError) -> [UInt8]? {
        while !hasEnded {
            try await encodeNext()
            let bytes = sink.take()
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }

    /// All bytes.
    ///
    /// - Throws: ``APIError`` 413 where the budget doesn't last, and what speaking throws.
    func whole(_ budget: AnswerBudget) async throws(APIError) -> [UInt8] {
        var count = 0
        while !hasEnded {
            do throws(EngineError) {
                try await encodeNext()
            } catch {
                throw APIError(error)
            }
            try budget.take(sink.bytes.count - count)
            count = sink.bytes.count
        }
        return sink.bytes
    }

    private func encodeNext() async throws(EngineError) {
        // An iterator is a handle; the copy takes from the same sequence.
        var blocks = blocks
        let block = try await blocks.next(isolation: self)
        self.blocks = blocks
        let start = ContinuousClock.now
        defer { session.spentEncoding(ContinuousClock.now - start) }
        do throws(AudioFileError) {
            if let block {
                try open().write(block)
            } else {
                hasEnded = true
                try open().finish()
            }
        } catch {
            throw .audio(error)
        }
    }

    private func open() throws(AudioFileError) -> AudioWriter {
        if let writer { return writer }
        let opened = try AudioWriter(
            to: sink, format: format, rate: session.rate, settings: settings)
        writer = opened
        return opened
    }
}
