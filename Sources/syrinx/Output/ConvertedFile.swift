import AudioFile
import AudioSignal
import ModelBlocks
import VoiceConversion

/// A recording said in another voice, piece by piece, in constant memory. Its first half minute is
/// heard before any of it is said, so that the speaker's usual pitch and loudness are known.
final class ConvertedFile {
    /// What can go wrong.
    enum Failure: Error {
        case audio(AudioFileError)
        case conversion(ConversionError)
    }

    private let reader: AudioReader
    private let resampler: Resampler
    private let stream: ConversionStream
    private let writer: AudioWriter
    /// What was heard and isn't converted.
    private var beginning: [Float]
    private let isComplete: Bool
    /// Samples that come before the recording's own.
    private var early: Int

    /// Opens the recording, hears its beginning and starts the file.
    ///
    /// - Parameter start: The conversion of a speaker who is known.
    init(
        of input: String, to output: String,
        by start: (KnownSpeaker) throws(ConversionError) -> ConversionStream
    ) throws(Failure) {
        let rate = SampleRate(ConversionModel.rate)
        do throws(AudioFileError) {
            reader = try AudioReader(path: input)
            resampler = Resampler(from: reader.rate, to: rate)
            var (heard, isLast) = ([Float](), false)
            while heard.count < KnownSpeaker.enough, !isLast {
                let piece = try Self.read(reader, resampler)
                heard += piece.samples
                isLast = piece.isLast
            }
            (beginning, isComplete) = (heard, isLast)
            writer = try AudioWriter(path: output, rate: rate)
        } catch {
            throw .audio(error)
        }
        do throws(ConversionError) {
            stream = try start(KnownSpeaker(beginning))
        } catch {
            throw .conversion(error)
        }
        early = stream.delay
    }

    /// How long what was written lasts.
    var duration: Duration { writer.duration }
    /// Samples that lay beyond full scale.
    var clipped: Int { writer.clipped }
    /// Samples of the recording that were no numbers.
    var replaced: Int { stream.replaced }

    /// Goes on by a piece; false when the file is complete.
    func advance() throws(Failure) -> Bool {
        let piece: (samples: [Float], isLast: Bool)
        if !beginning.isEmpty || isComplete {
            let count = min(beginning.count, ConversionModel.rate)
            piece = (Array(beginning.prefix(count)), isComplete && count == beginning.count)
            beginning.removeFirst(count)
        } else {
            do throws(AudioFileError) { piece = try Self.read(reader, resampler) } catch {
                throw .audio(error)
            }
        }
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
        do throws(AudioFileError) {
            try writer.write(samples: samples)
            if piece.isLast { try writer.finish() }
        } catch {
            throw .audio(error)
        }
        return !piece.isLast
    }

    private static func read(
        _ reader: AudioReader, _ resampler: Resampler
    ) throws(AudioFileError) -> (samples: [Float], isLast: Bool) {
        guard let block = try reader.read() else { return (resampler.finish(), true) }
        return (resampler.process(block.samples), false)
    }
}
