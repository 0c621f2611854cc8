public import AudioFile
import AudioSignal

extension SpeechSession {
    /// Writes the speech to a file or stream as it is made.
    ///
    /// A file appears under its name only when it is complete. A session that is
    /// cancelled leaves a complete file of what was spoken until then, and throws
    /// ``EngineError/cancelled``. Memory does not grow with the length.
    ///
    /// - Parameters:
    ///   - path: The file, device or named pipe; `-` means standard output.
    ///   - format: The format of the audio.
    ///   - normalization: The level that a file is brought to; a stream can't be
    ///     measured before it is sent, its level is ``SpeechRequest/loudness``.
    ///   - filter: What the speech goes through first.
    ///   - progress: Called after each block.
    public func write(
        to path: String, format: AudioFileFormat, settings: EncodingSettings = EncodingSettings(),
        normalization: Normalization? = nil, through filter: (any SpeechFilter)? = nil,
        progress: () -> Void = {}
    ) async throws(EngineError) {
        let isStream = AudioDestination.isStream(path)
        if isStream, normalization != nil {
            throw .invalid(
                field: "normalization", value: path,
                expected: "a file; a stream can't be measured before it is sent")
        }
        // A file that can't be written is refused before any work is done for it; a
        // stream begins with the first sound, so that nothing is sent where there is
        // nothing to say.
        var output: OpenOutput?
        func open() throws(EngineError) -> OpenOutput {
            if let output { return output }
            let opened = try encoding { () throws(AudioFileError) in
                try OpenOutput(path, format, rate, settings, normalization)
            }
            output = opened
            return opened
        }
        func write(_ audio: AudioBuffer) throws(EngineError) {
            guard !audio.isEmpty else { return }
            let output = try open()
            try encoding { () throws(AudioFileError) in try output.write(audio) }
        }
        if !isStream { _ = try open() }
        var isEmpty = true
        var blocks = makeAsyncIterator()
        do throws(EngineError) {
            while let audio = try await blocks.next() {
                isEmpty = false
                if let filter {
                    try write(filter.process(audio))
                } else {
                    try write(audio)
                }
                progress()
            }
        } catch .cancelled {
            cancel()
        } catch {
            output?.abandon()
            throw error
        }
        if let filter, !isEmpty {
            do throws(EngineError) { try write(filter.finish()) } catch {
                output?.abandon()
                throw error
            }
        }
        guard let output, !isEmpty else {
            output?.abandon()
            throw .cancelled
        }
        try encoding { () throws(AudioFileError) in try output.finish() }
        if wasCancelled { throw .cancelled }
    }

    /// Does a part of the encoding, timed, with its errors as the engine's.
    private func encoding<Result>(
        _ work: () throws(AudioFileError) -> Result
    ) throws(EngineError) -> Result {
        do throws(AudioFileError) {
            return try prepared.ledger.encoding.measure(work)
        } catch {
            throw .audio(error)
        }
    }
}
