public import AudioSignal

/// A way to store audio.
public enum AudioFileFormat: String, Sendable, Codable, CaseIterable {
    /// WAV; RF64 (EBU Tech 3306) where a file grows beyond 4 GiB.
    case wav
    /// FLAC, without loss.
    case flac
    /// Opus in Ogg (RFC 7845).
    case opus
    /// MPEG-1, -2 and -2.5 layer III.
    case mp3
    /// AAC-LC in ADTS (ISO/IEC 13818-7).
    case aac
    /// Bare samples: signed, little-endian, mono, no header.
    case pcm

    /// File name extensions, the usual one first; lower case, without the dot.
    public var fileExtensions: [String] {
        switch self {
        case .wav: ["wav", "wave"]
        case .flac: ["flac"]
        case .opus: ["opus", "ogg", "oga"]
        case .mp3: ["mp3"]
        case .aac: ["aac"]
        case .pcm: ["pcm", "raw", "s16le"]
        }
    }

    /// The media type for HTTP.
    public var mediaType: String {
        switch self {
        case .wav: "audio/wav"
        case .flac: "audio/flac"
        case .opus: "audio/ogg; codecs=opus"
        case .mp3: "audio/mpeg"
        case .aac: "audio/aac"
        case .pcm: "audio/pcm"
        }
    }

    /// The sample formats that it can hold, the default first. The lossy formats take
    /// floating point and have no samples of their own; they ignore the setting.
    public var sampleFormats: [SampleFormat] {
        switch self {
        case .wav, .pcm: [.int16, .int24, .float32]
        case .flac: [.int16, .int24]
        case .opus, .mp3, .aac: SampleFormat.allCases
        }
    }

    /// The format of a file name extension, whatever its case.
    public init?(fileExtension: String) {
        let lower = fileExtension.lowercased()
        guard let format = Self.allCases.first(where: { $0.fileExtensions.contains(lower) })
        else { return nil }
        self = format
    }

    /// The format that a path's extension tells, nil where it has none that is known.
    public init?(path: String) {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last else { return nil }
        self.init(fileExtension: String(last))
    }

    /// The rate that a file holds for audio of a rate: the same where the format
    /// can, else the next higher that it can, else its highest. ``AudioWriter``
    /// converts.
    ///
    /// Opus takes every rate, works at 48 kHz, and names the original to the player.
    public func rate(for rate: SampleRate) -> SampleRate {
        guard self == .mp3 || self == .aac else { return rate }
        let highest = SampleRate(48_000)
        return Self.mpegRates.map { SampleRate($0) }.first { $0 >= rate } ?? highest
    }

    /// The rates of layer III: MPEG-2.5, MPEG-2, MPEG-1. AAC has them too, and higher
    /// ones, which speech doesn't need and vo-aacenc is not made for.
    private static let mpegRates = [
        8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000,
    ]
}
