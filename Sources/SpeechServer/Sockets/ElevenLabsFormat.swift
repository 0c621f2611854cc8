import AudioFile
import AudioSignal

/// An `output_format` of ElevenLabs, such as `pcm_24000` or `mp3_44100_64`.
struct ElevenLabsFormat: Sendable, Equatable {
    /// What they send where nothing is asked for.
    static let usual = ElevenLabsFormat(format: .mp3, rate: SampleRate(44_100), bitrate: 128_000)

    var format: AudioFileFormat
    var rate: SampleRate
    /// Bits per second; nil for PCM.
    var bitrate: Int?

    init(format: AudioFileFormat, rate: SampleRate, bitrate: Int? = nil) {
        self.format = format
        self.rate = rate
        self.bitrate = bitrate
    }

    /// - Throws: ``APIError`` 400 where there is no such format here.
    init(_ name: String) throws(APIError) {
        let parts = name.split(separator: "_")
        guard parts.count >= 2, let hertz = Int(parts[1]), SampleRate.supported.contains(hertz),
            let rate = SampleRate(hertz: hertz)
        else { throw Self.unknown(name) }
        let kilobits = parts.count == 3 ? Int(parts[2]) : nil
        switch (parts[0], parts.count) {
        case ("pcm", 2): self.init(format: .pcm, rate: rate)
        case ("mp3", 3):
            guard let kilobits, (8...320).contains(kilobits) else { throw Self.unknown(name) }
            self.init(format: .mp3, rate: rate, bitrate: kilobits * 1_000)
        case ("opus", 3):
            guard let kilobits, (6...256).contains(kilobits) else { throw Self.unknown(name) }
            self.init(format: .opus, rate: rate, bitrate: kilobits * 1_000)
        default: throw Self.unknown(name)
        }
    }

    var encoding: EncodingSettings {
        var settings = EncodingSettings()
        settings.bitrate = bitrate
        return settings
    }

    private static func unknown(_ name: String) -> APIError {
        .invalid(
            "output_format",
            "output_format is '\(name)'; expected pcm_RATE, mp3_RATE_KBITS or opus_48000_KBITS, "
                + "such as pcm_24000 or mp3_44100_128", code: "invalid_output_format")
    }
}
