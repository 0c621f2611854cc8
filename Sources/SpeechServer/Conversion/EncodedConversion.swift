import AudioFile
import AudioSignal
import ConversionEngine
import ModelBlocks
import SpeechSchedule
import VoiceConversion

/// A converted recording as the bytes of a format, made as they are asked for, on threads that may
/// work for long.
final class EncodedConversion: @unchecked Sendable {
    // Touched by one call of `next` at a time, which waits for its thread.
    private let recording: ConvertedRecording
    private let sink: MemorySink
    private let writer: AudioWriter
    private var hasEnded = false

    private init(_ recording: ConvertedRecording, _ writer: AudioWriter, _ sink: MemorySink) {
        self.recording = recording
        self.writer = writer
        self.sink = sink
    }

    /// Hears the beginning of a recording.
    static func begin(
        _ bytes: [UInt8], to voice: TargetVoice, pitchShift: Double, as format: AudioFileFormat,
        by converter: LoadedConverter
    ) async throws(APIError) -> EncodedConversion {
        do {
            return try await LongWork.apart { () throws(any Error) in
                let sink = MemorySink()
                let recording = try ConvertedRecording(of: AudioReader(from: MemorySource(bytes))) {
                    speaker throws(ConversionError) in
                    var settings = ConversionSettings(pitchShift: pitchShift, framesPerStep: 16)
                    settings.speaker = speaker
                    return try converter.stream(to: voice, settings)
                }
                let writer = try AudioWriter(
                    to: sink, format: format, rate: SampleRate(ConversionModel.rate))
                return EncodedConversion(recording, writer, sink)
            }
        } catch {
            throw APIError(converting: error)
        }
    }

    /// The next bytes, never empty; nil after the last.
    func next() async throws(APIError) -> [UInt8]? {
        do {
            return try await LongWork.apart { () throws(any Error) in try self.make() }
        } catch {
            throw APIError(converting: error)
        }
    }

    private func make() throws -> [UInt8]? {
        while !hasEnded {
            if let samples = try recording.next() {
                try writer.write(samples: samples)
            } else {
                hasEnded = true
                try writer.finish()
            }
            let bytes = sink.take()
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }
}
