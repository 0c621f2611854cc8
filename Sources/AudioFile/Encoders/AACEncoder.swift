import AudioSignal
import CEncoders

/// AAC-LC in ADTS by vo-aacenc, at a constant bit rate.
///
/// Frames of 1,024 samples, each with its own header, so a file and a stream are the
/// same bytes and a listener may come in anywhere. The sound comes out of a decoder
/// 1,600 samples later than it went in, which ADTS has no field to tell, so players
/// begin with that much silence (67 ms at 24 kHz), and silence fills the last frame.
final class AACEncoder: AudioEncoder {
    private let sink: any ByteSink
    private let encoder: UnsafeMutableRawPointer
    private var quantizer: PCMQuantizer

    init(to sink: any ByteSink, rate: SampleRate, settings: EncodingSettings) throws(AudioFileError)
    {
        // A frame holds 6,144 bits of a channel at most (ISO/IEC 13818-7).
        let most = min(160_000, 6 * rate.hertz)
        let bitrate = settings.bitrate ?? min(64_000, most)
        guard (16_000...most).contains(bitrate) else {
            throw .unsupported(
                format: .aac,
                reason: "\(bitrate) bit/s is out of range; choose 16,000 to \(most) at "
                    + "\(rate.hertz) Hz")
        }
        var error: UnsafePointer<CChar>?
        let made = syrinx_aac_create(UInt32(rate.hertz), Int32(bitrate), &error)
        guard let made else { throw .encoder(format: .aac, reason: text(error)) }
        encoder = made
        self.sink = sink
        quantizer = PCMQuantizer(depth: .bits16, ditherSeed: settings.ditherSeed)
        let tag = ID3Tag.bytes(settings.tags)
        if !tag.isEmpty { try sink.write(tag) }
    }

    deinit { syrinx_aac_delete(encoder) }

    var clipped: Int { quantizer.clipped }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        let numbers = quantizer.int16(samples)
        let error = numbers.withUnsafeBufferPointer {
            syrinx_aac_encode(encoder, $0.baseAddress, $0.count)
        }
        if let error { throw .encoder(format: .aac, reason: text(error)) }
        try drain()
    }

    func finish() throws(AudioFileError) {
        if let error = syrinx_aac_finish(encoder) {
            throw .encoder(format: .aac, reason: text(error))
        }
        try drain()
    }

    private func drain() throws(AudioFileError) {
        var count = 0
        guard let bytes = syrinx_aac_output(encoder, &count), count > 0 else { return }
        try sink.write([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    }
}
