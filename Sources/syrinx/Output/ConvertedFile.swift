import AudioFile
import AudioSignal
import ModelBlocks
import VoiceConversion

/// A recording said in another voice, piece by piece, in constant memory.
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
    /// Samples that come before the recording's own.
    private var early: Int

    /// Opens the recording and starts the file.
    init(
        of input: String, to output: String, by stream: ConversionStream
    ) throws(Failure) {
        let rate = SampleRate(ConversionModel.rate)
        do throws(AudioFileError) {
            reader = try AudioReader(path: input)
            writer = try AudioWriter(path: output, rate: rate)
        } catch {
            throw .audio(error)
        }
        resampler = Resampler(from: reader.rate, to: rate)
        self.stream = stream
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
        let block: AudioBuffer?
        do throws(AudioFileError) { block = try reader.read() } catch { throw .audio(error) }
        var samples: [Float]
        do throws(ConversionError) {
            if let block {
                samples = try stream.process(resampler.process(block.samples))
            } else {
                samples = try stream.process(resampler.finish()) + stream.finish()
            }
        } catch {
            throw .conversion(error)
        }
        let dropped = min(early, samples.count)
        early -= dropped
        samples.removeFirst(dropped)
        do throws(AudioFileError) {
            try writer.write(samples: samples)
            if block == nil { try writer.finish() }
        } catch {
            throw .audio(error)
        }
        return block != nil
    }
}
