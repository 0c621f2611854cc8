public import AudioFile
internal import AudioSignal
public import ModelBlocks
public import VoiceConversion

/// A recording said in another voice, piece by piece, in constant memory: 16 kHz, one channel. Its
/// first half minute is heard before any of it is said, so that the speaker's usual pitch and
/// loudness are known.
///
/// Not `Sendable`; one thread at a time.
public final class ConvertedRecording {
    /// What can go wrong.
    public enum Failure: Error {
        /// The recording can't be read.
        case audio(AudioFileError)
        /// It can't be converted.
        case conversion(ConversionError)
    }

    private let reader: AudioReader
    private let resampler: Resampler
    private let stream: ConversionStream
    /// What was heard and isn't converted.
    private var beginning: [Float]
    /// Whether that is all.
    private let isWhole: Bool
    /// Samples that come before the recording's own.
    private var early: Int
    private var isOver = false

    /// Hears the beginning.
    ///
    /// - Parameters:
    ///   - reader: The recording, nothing of which was read.
    ///   - start: The conversion of a speaker who is known.
    public init(
        of reader: AudioReader,
        by start: (KnownSpeaker) throws(ConversionError) -> ConversionStream
    ) throws(Failure) {
        self.reader = reader
        resampler = Resampler(from: reader.rate, to: SampleRate(ConversionModel.rate))
        var (heard, isLast) = ([Float](), false)
        while heard.count < KnownSpeaker.enough, !isLast {
            let piece = try Self.read(reader, resampler)
            heard += piece.samples
            isLast = piece.isLast
        }
        (beginning, isWhole) = (heard, isLast)
        do throws(ConversionError) {
            stream = try start(KnownSpeaker(heard))
        } catch {
            throw .conversion(error)
        }
        early = stream.delay
    }

    /// Samples of the recording that were no numbers.
    public var replaced: Int { stream.replaced }

    /// The next samples, perhaps none; nil behind the last.
    public func next() throws(Failure) -> [Float]? {
        guard !isOver else { return nil }
        let piece: (samples: [Float], isLast: Bool)
        if !beginning.isEmpty || isWhole {
            let count = min(beginning.count, ConversionModel.rate)
            piece = (Array(beginning.prefix(count)), isWhole && count == beginning.count)
            beginning.removeFirst(count)
        } else {
            piece = try Self.read(reader, resampler)
        }
        isOver = piece.isLast
        var samples: [Float]
        do throws(ConversionError) {
            samples = try stream.process(piece.samples)
            if piece.isLast { samples += try stream.finish() }
        } catch {
            throw .conversion(error)
        }
        let dropped = min(early, samples.count)
        early -= dropped
        samples.removeFirst(dropped)
        return samples
    }

    private static func read(
        _ reader: AudioReader, _ resampler: Resampler
    ) throws(Failure) -> (samples: [Float], isLast: Bool) {
        do throws(AudioFileError) {
            guard let block = try reader.read() else { return (resampler.finish(), true) }
            return (resampler.process(block.samples), false)
        } catch {
            throw .audio(error)
        }
    }
}
