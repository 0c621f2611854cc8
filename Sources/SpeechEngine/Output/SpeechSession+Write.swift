public import AudioFile
import AudioSignal
import Glibc

extension SpeechSession {
    /// Writes the speech to a file or stream as it is made.
    ///
    /// A file appears under its name only when it is complete. A session that is
    /// cancelled leaves a complete file of what was spoken until then and throws
    /// ``EngineError/cancelled``. Memory does not grow with the length; mastering
    /// keeps the samples in a scratch file beside the result.
    ///
    /// - Parameters:
    ///   - path: The file, device or named pipe; `-` means standard output.
    ///   - format: The format of the audio.
    ///   - mastering: What is done to the level; only for files, since it needs the
    ///     whole recording.
    ///   - progress: Called after each block.
    public func write(
        to path: String, format: AudioFileFormat, settings: EncodingSettings = EncodingSettings(),
        mastering: Mastering = .none, progress: () -> Void = {}
    ) async throws(EngineError) {
        if AudioDestination.isStream(path) {
            guard mastering == .none else {
                throw .invalid(
                    field: "mastering", value: path,
                    expected: "a file; a stream can't be measured before it is sent")
            }
            return try await stream(
                to: path, format: format, settings: settings, progress: progress)
        }
        // A file that can't be written is refused before any work is done for it.
        let writer = try AudioDestination.open(path, format, rate, settings)
        guard mastering != .none else {
            let isWhole = try await pass(progress) { audio throws(EngineError) in
                try encode(audio, writer)
            }
            return try end(writer, isWhole: isWhole)
        }
        let scratch = try ScratchAudio(beside: path)
        var meter = MasteringMeter(mastering, rate: rate)
        let isWhole = try await pass(progress) { audio throws(EngineError) in
            meter.process(audio)
            try scratch.append(audio.samples)
        }
        let gain = meter.gain
        var limiter: TruePeakLimiter?
        if case .loudness(let target) = mastering {
            limiter = TruePeakLimiter(rate: rate, ceiling: target.ceiling)
        }
        try scratch.forEach { samples throws(EngineError) in
            var samples = samples
            gain.apply(to: &samples)
            if let limited = limiter?.process(samples) { samples = limited }
            try encode(AudioBuffer(rate: rate, samples: samples), writer)
        }
        if let rest = limiter?.finish() {
            try encode(AudioBuffer(rate: rate, samples: rest), writer)
        }
        try end(writer, isWhole: isWhole)
    }

    /// Streams begin with the first sound, so that nothing at all is sent where
    /// there is nothing to say.
    private func stream(
        to path: String, format: AudioFileFormat, settings: EncodingSettings,
        progress: () -> Void
    ) async throws(EngineError) {
        var writer: AudioWriter?
        let isWhole = try await pass(progress) { audio throws(EngineError) in
            if let writer { return try encode(audio, writer) }
            let opened = try AudioDestination.open(path, format, rate, settings)
            writer = opened
            try encode(audio, opened)
        }
        if let writer { try end(writer, isWhole: isWhole) }
    }

    /// Takes every block; false if the session was cancelled before its end.
    private func pass(
        _ progress: () -> Void, _ body: (AudioBuffer) throws(EngineError) -> Void
    ) async throws(EngineError) -> Bool {
        var blocks = makeAsyncIterator()
        do throws(EngineError) {
            while let audio = try await blocks.next() {
                try body(audio)
                progress()
            }
        } catch .cancelled {
            return false
        }
        return !wasCancelled
    }

    private func encode(_ audio: AudioBuffer, _ writer: AudioWriter) throws(EngineError) {
        do throws(AudioFileError) {
            try prepared.ledger.encoding.measure { () throws(AudioFileError) in
                try writer.write(audio)
            }
        } catch {
            throw .audio(error)
        }
    }

    private func end(_ writer: AudioWriter, isWhole: Bool) throws(EngineError) {
        guard isWhole || writer.sampleCount > 0 else {
            writer.abandon()
            throw .cancelled
        }
        do throws(AudioFileError) {
            try prepared.ledger.encoding.measure { () throws(AudioFileError) in try writer.finish()
            }
        } catch {
            throw .audio(error)
        }
        if !isWhole { throw .cancelled }
    }
}

/// Where audio can go.
public enum AudioDestination {
    /// Whether what is written to a path leaves at once and can't be changed later:
    /// standard output (`-`), a device, a named pipe.
    public static func isStream(_ path: String) -> Bool {
        if path == "-" { return true }
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    static func open(
        _ path: String, _ format: AudioFileFormat, _ rate: SampleRate, _ settings: EncodingSettings
    ) throws(EngineError) -> AudioWriter {
        do {
            return try AudioWriter(path: path, format: format, rate: rate, settings: settings)
        } catch {
            throw .audio(error)
        }
    }
}
