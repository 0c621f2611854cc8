import AudioSignal
import CEncoders

/// MP3 by LAME.
///
/// A file has a variable bit rate and a first frame with totals (Xing) from which
/// players know its length and cut the encoder's delay; a stream has a constant bit
/// rate and no such frame.
final class MP3Encoder: AudioEncoder {
    private let sink: any ByteSink
    private let encoder: UnsafeMutableRawPointer
    /// Where the frame with totals is, if there is one.
    private let infoOffset: Int?
    private(set) var clipped = 0

    init(to sink: any ByteSink, rate: SampleRate, settings: EncodingSettings) throws(AudioFileError)
    {
        if let bitrate = settings.bitrate, !(8_000...320_000).contains(bitrate) {
            throw .unsupported(
                format: .mp3, reason: "\(bitrate) bit/s is out of range; choose 8,000 to 320,000")
        }
        let isVariable = settings.bitrate == nil && sink.canOverwrite
        var error: UnsafePointer<CChar>?
        let made = syrinx_mp3_create(
            UInt32(rate.hertz), isVariable ? 4 : -1, Int32((settings.bitrate ?? 64_000) / 1000),
            sink.canOverwrite ? 1 : 0, &error)
        guard let made else { throw .encoder(format: .mp3, reason: text(error)) }
        encoder = made
        self.sink = sink
        let tag = ID3Tag.bytes(settings.tags)
        infoOffset = sink.canOverwrite ? tag.count : nil
        if !tag.isEmpty { try sink.write(tag) }
    }

    deinit { syrinx_mp3_delete(encoder) }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        let cut = cutToFullScale(samples, counting: &clipped)
        var start = 0
        while start < cut.count {
            let count = min(cut.count - start, 1 << 16)
            try write(room: syrinx_mp3_room(count)) { output, room in
                cut.withUnsafeBufferPointer {
                    syrinx_mp3_encode(encoder, $0.baseAddress! + start, count, output, room)
                }
            }
            start += count
        }
    }

    func finish() throws(AudioFileError) {
        try write(room: 1 << 14) { syrinx_mp3_finish(encoder, $0, $1) }
        guard let infoOffset else { return }
        let frame = [UInt8](unsafeUninitializedCapacity: 1 << 14) { room, count in
            count = syrinx_mp3_info_frame(encoder, room.baseAddress, room.count)
        }
        if !frame.isEmpty { try sink.overwrite(frame, at: infoOffset) }
    }

    private func write(
        room: Int, _ encode: (UnsafeMutablePointer<UInt8>?, Int) -> Int
    ) throws(AudioFileError) {
        var code = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            code = encode(output.baseAddress, room)
            count = max(0, code)
        }
        guard code >= 0 else { throw .encoder(format: .mp3, reason: "LAME's code \(code)") }
        if !bytes.isEmpty { try sink.write(bytes) }
    }
}

/// The tag at the start of an MP3 file (ID3v2.4.0, text frames in UTF-8).
enum ID3Tag {
    /// The whole tag; empty where there is nothing to tell.
    static func bytes(_ tags: AudioTags) -> [UInt8] {
        let names: [String: StaticString] = ["TITLE": "TIT2", "ARTIST": "TPE1", "ALBUM": "TALB"]
        var frames: [UInt8] = []
        for (name, value) in tags.named {
            guard let frame = names[name] else { continue }
            let text = [UInt8](value.utf8)
            frames.append(chunk: frame)
            frames += sevenBits(text.count + 1)
            // No flags; encoding 3 is UTF-8.
            frames += [0, 0, 3] + text
        }
        guard !frames.isEmpty else { return [] }
        var tag: [UInt8] = []
        tag.append(chunk: "ID3")
        tag += [4, 0, 0] + sevenBits(frames.count)
        return tag + frames
    }

    /// A size in four bytes of seven bits.
    private static func sevenBits(_ size: Int) -> [UInt8] {
        [21, 14, 7, 0].map { UInt8(size >> $0 & 0x7F) }
    }
}
