/// How one sample is stored.
public enum SampleFormat: String, Sendable, Codable, CaseIterable {
    /// Signed 16 bits.
    case int16
    /// Signed 24 bits, packed in three bytes.
    case int24
    /// IEEE 754 single precision; may go beyond full scale.
    case float32

    /// Bytes of a sample.
    public var bytes: Int {
        switch self {
        case .int16: 2
        case .int24: 3
        case .float32: 4
        }
    }
}

/// What a file tells about its contents.
public struct AudioTags: Sendable, Equatable {
    /// The title of the piece.
    public var title: String?
    /// Who speaks.
    public var artist: String?
    /// The work that it belongs to.
    public var album: String?

    /// Makes tags; nil is left out.
    public init(title: String? = nil, artist: String? = nil, album: String? = nil) {
        self.title = title
        self.artist = artist
        self.album = album
    }

    /// The tags that are there, with the names of Vorbis comments.
    var named: [(name: String, value: String)] {
        [("TITLE", title), ("ARTIST", artist), ("ALBUM", album)].compactMap { name, value in
            // NUL ends a text in every one of the formats.
            let clean = value.map { String($0.prefix(1000).filter { $0 != "\0" }) } ?? ""
            return clean.isEmpty ? nil : (name, clean)
        }
    }
}

/// The choices within a format.
public struct EncodingSettings: Sendable, Equatable {
    /// How samples are stored, where the format leaves a choice.
    public var sampleFormat: SampleFormat
    /// Bits per second for Opus (6,000...256,000, variable around it), MP3
    /// (8,000...320,000, constant) and AAC (16,000...160,000 and six times the rate at
    /// most, constant); nil for the defaults, which are made for one
    /// voice: Opus 32 kbit/s, at which speech at full bandwidth is close to
    /// transparent (RFC 6716, section 2.1.1, names 28-40 kbit/s for it); MP3 files
    /// variable at LAME's V4, MP3 streams constant at 64 kbit/s, since a player
    /// can't tell the length of a variable stream without totals; AAC 64 kbit/s.
    public var bitrate: Int?
    /// What the file tells about itself. Raw PCM tells nothing.
    public var tags: AudioTags
    /// Seed of triangular dither before rounding to whole numbers; nil for none.
    public var ditherSeed: UInt64?
    /// Whether bytes are handed on early at a small cost in size: Opus pages of
    /// 100 ms, FLAC blocks of 1,152 samples. Nil: for streams yes, for files no.
    public var favorsLatency: Bool?
    /// The largest WAV that keeps plain RIFF headers, in bytes of its file less 8;
    /// a larger one becomes RF64.
    public var largestRIFF: Int

    /// Makes settings.
    public init(
        sampleFormat: SampleFormat = .int16, bitrate: Int? = nil, tags: AudioTags = AudioTags(),
        ditherSeed: UInt64? = nil, favorsLatency: Bool? = nil, largestRIFF: Int = 0xFFFF_FFFE
    ) {
        self.sampleFormat = sampleFormat
        self.bitrate = bitrate
        self.tags = tags
        self.ditherSeed = ditherSeed
        self.favorsLatency = favorsLatency
        self.largestRIFF = largestRIFF
    }
}
