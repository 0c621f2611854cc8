import AudioSignal
import CEncoders

/// FLAC by libFLAC, at its level 5.
///
/// A file gets its totals and MD5 at the end; a stream says "unknown", as the format
/// allows.
final class FLACEncoder: AudioEncoder {
    private let sink: any ByteSink
    private let encoder: UnsafeMutableRawPointer
    private var quantizer: PCMQuantizer

    init(to sink: any ByteSink, rate: SampleRate, settings: EncodingSettings) throws(AudioFileError)
    {
        let depth: PCMQuantizer.Depth
        switch settings.sampleFormat {
        case .int16: depth = .bits16
        case .int24: depth = .bits24
        case .float32:
            throw .unsupported(
                format: .flac, reason: "it holds no floating-point samples; choose int16 or int24")
        }
        let isStream = settings.favorsLatency ?? !sink.canOverwrite
        var error: UnsafePointer<CChar>?
        let made = withTags(settings.tags) { tags, count in
            syrinx_flac_create(
                UInt32(rate.hertz), UInt32(depth.rawValue), 5, isStream ? 1152 : 4096, tags, count,
                &error)
        }
        guard let made else { throw .encoder(format: .flac, reason: text(error)) }
        encoder = made
        self.sink = sink
        quantizer = PCMQuantizer(depth: depth, ditherSeed: settings.ditherSeed)
        try drain()
    }

    deinit { syrinx_flac_delete(encoder) }

    var clipped: Int { quantizer.clipped }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        let numbers = quantizer.int32(samples)
        let error = numbers.withUnsafeBufferPointer {
            syrinx_flac_encode(encoder, $0.baseAddress, $0.count)
        }
        if let error { throw .encoder(format: .flac, reason: text(error)) }
        try drain()
    }

    func finish() throws(AudioFileError) {
        if let error = syrinx_flac_finish(encoder) {
            throw .encoder(format: .flac, reason: text(error))
        }
        try drain()
        guard sink.canOverwrite else { return }
        var info = [UInt8](repeating: 0, count: 34)
        info.withUnsafeMutableBufferPointer {
            syrinx_flac_stream_info(encoder, $0.baseAddress)
        }
        // Behind "fLaC" and the four bytes of the first block's header.
        try sink.overwrite(info, at: 8)
    }

    private func drain() throws(AudioFileError) {
        var count = 0
        guard let bytes = syrinx_flac_output(encoder, &count), count > 0 else { return }
        try sink.write([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    }
}

/// What a C door says.
func text(_ message: UnsafePointer<CChar>?) -> String {
    message.map { String(cString: $0) } ?? "no reason given"
}
