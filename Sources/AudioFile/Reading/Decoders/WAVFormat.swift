import AudioSignal

/// The `fmt ` chunk: WAVEFORMAT, WAVEFORMATEX and WAVEFORMATEXTENSIBLE of Microsoft's
/// `mmreg.h`.
struct WAVFormat {
    let layout: SampleLayout
    let channelCount: Int
    let rate: SampleRate

    /// Reads the chunk's first 40 bytes.
    init(_ bytes: [UInt8], of file: String) throws(AudioFileError) {
        guard bytes.count >= 14 else {
            throw .damaged(path: file, reason: "its fmt chunk is too short")
        }
        var tag = bytes.number(UInt16.self, at: 0)
        let channels = Int(bytes.number(UInt16.self, at: 2))
        let frameSize = Int(bytes.number(UInt16.self, at: 12))
        let bits = Int(bytes.number(UInt16.self, at: 14))
        if tag == 0xFFFE {
            // Of the sub-format's GUID the first two bytes tell, the rest is always the same.
            guard bytes.count >= 40, Array(bytes[26...]) == Self.guidEnd else {
                throw .unsupportedRecording(
                    path: file, reason: "its extensible format is none of Microsoft's",
                    remedy: Self.remedy)
            }
            tag = bytes.number(UInt16.self, at: 24)
        }
        guard (1...255).contains(channels) else {
            throw .damaged(path: file, reason: "it has \(channels) channels")
        }
        rate = try .read(bytes.number(UInt32.self, at: 4), of: file)
        channelCount = channels
        // Bytes of a sample; 24 bits may lie in four. Some writers leave the frame's size 0.
        let needed = (bits + 7) / 8
        let size = frameSize == 0 ? needed : frameSize / channels
        guard bits > 0, size >= needed, frameSize % channels == 0 else {
            throw .damaged(
                path: file,
                reason:
                    "\(bits) bits and \(channels) channels don't fit frames of \(frameSize) bytes")
        }
        guard let layout = SampleLayout(tag: tag, size: size) else {
            throw .unsupportedRecording(
                path: file, reason: "it holds \(Self.name(of: tag)) of \(bits) bits",
                remedy: Self.remedy)
        }
        self.layout = layout
    }

    /// How long so many bytes of samples last. A damaged size may be any number.
    func duration(ofBytes bytes: Double) -> Duration {
        .seconds(bytes / Double(layout.size * channelCount * rate.hertz))
    }

    private static let remedy = "convert it to PCM, as with: ffmpeg -i FILE -c:a pcm_s16le NEW.wav"

    private static let guidEnd: [UInt8] = [
        0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ]

    private static func name(of tag: UInt16) -> String {
        switch tag {
        case 1: "PCM"
        case 2, 0x11: "ADPCM"
        case 3: "floating-point samples"
        case 0x50, 0x55: "MPEG audio"
        default: "format \(tag)"
        }
    }
}
