import AudioSignal
import CEncoders

/// Ogg Opus by libopusenc: variable bit rate, tuned for speech.
///
/// Equal audio gives equal bytes: the serial number of the stream, random in other
/// encoders, is fixed.
final class OpusEncoder: AudioEncoder {
    private let sink: any ByteSink
    private let encoder: UnsafeMutableRawPointer
    private(set) var clipped = 0

    init(to sink: any ByteSink, rate: SampleRate, settings: EncodingSettings) throws(AudioFileError)
    {
        let bitrate = settings.bitrate ?? 32_000
        guard (6_000...256_000).contains(bitrate) else {
            throw .unsupported(
                format: .opus,
                reason: "\(bitrate) bit/s is out of range; choose 6,000 to 256,000")
        }
        let isStream = settings.favorsLatency ?? !sink.canOverwrite
        var error: UnsafePointer<CChar>?
        let made = withTags(settings.tags) { tags, count in
            syrinx_opus_create(
                UInt32(rate.hertz), Int32(bitrate), isStream ? 100 : 1000, isStream ? 0 : 2000,
                serialNumber, tags, count, &error)
        }
        guard let made else { throw .encoder(format: .opus, reason: text(error)) }
        encoder = made
        self.sink = sink
        try drain()
    }

    deinit { syrinx_opus_delete(encoder) }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        let cut = cutToFullScale(samples, counting: &clipped)
        let error = cut.withUnsafeBufferPointer {
            syrinx_opus_encode(encoder, $0.baseAddress, $0.count)
        }
        if let error { throw .encoder(format: .opus, reason: text(error)) }
        try drain()
    }

    func finish() throws(AudioFileError) {
        if let error = syrinx_opus_finish(encoder) {
            throw .encoder(format: .opus, reason: text(error))
        }
        try drain()
    }

    private func drain() throws(AudioFileError) {
        var count = 0
        guard let bytes = syrinx_opus_output(encoder, &count), count > 0 else { return }
        try sink.write([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    }
}

/// The letters "SYRX".
private let serialNumber: UInt32 = 0x5359_5258
