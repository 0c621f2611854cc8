/// What a recording is, told by its first bytes and not by its name.
enum Signature {
    case wav, flac, oggFLAC, opus, mp3

    /// Recognises the format of what comes next; passes over an ID3 tag before it.
    init(_ input: ByteInput) throws(AudioFileError) {
        try Self.skipID3(input)
        let head = [UInt8](try input.peek(Self.reach))
        guard !head.isEmpty else { throw .unknownFormat(path: input.name, reason: "it is empty") }
        func has(_ text: String, at offset: Int = 0) -> Bool {
            head.dropFirst(offset).starts(with: text.utf8)
        }
        if ["RIFF", "RF64", "BW64"].contains(where: { has($0) }), has("WAVE", at: 8) {
            self = .wav
        } else if has("fLaC") {
            self = .flac
        } else if has("OggS") {
            self = try Self.ogg(head, of: input.name)
        } else if let other = Self.others.first(where: { has($0.mark, at: $0.offset) }) {
            throw .unknownFormat(path: input.name, reason: "it is \(other.name)")
        } else if MPEGHeader.isFound(in: head) {
            self = .mp3
        } else if head.count > 1, head[0] == 0xFF, head[1] & 0xF6 == 0xF0 {
            throw .unknownFormat(path: input.name, reason: "it is AAC in ADTS")
        } else {
            throw .unknownFormat(path: input.name, reason: "nothing known begins like it")
        }
    }

    /// How far it is looked: a tag's padding, and two frames of MPEG audio.
    private static let reach = 8192

    /// Formats that aren't read.
    private static let others: [(mark: String, offset: Int, name: String)] = [
        ("ftyp", 4, "MP4 (M4A)"), ("FORM", 0, "AIFF"), (".snd", 0, "AU"), ("caff", 0, "CAF"),
        ("\u{1A}E", 0, "Matroska or WebM"), ("wvpk", 0, "WavPack"), ("RIFX", 0, "big-endian RIFF"),
        ("RIFF", 0, "RIFF, but no WAVE"), ("#!AMR", 0, "AMR"), ("MThd", 0, "MIDI"),
        ("riff", 0, "Wave64"), ("MAC ", 0, "Monkey's Audio"), ("NIST_1A", 0, "NIST Sphere"),
    ]

    /// Passes over ID3 version 2: ten bytes, the last four of which hold seven bits of the
    /// size each.
    private static func skipID3(_ input: ByteInput) throws(AudioFileError) {
        // Some taggers put a second one before the first.
        for _ in 0..<4 {
            let head = [UInt8](try input.peek(10))
            guard head.count == 10, head.starts(with: "ID3".utf8) else { return }
            let size = head[6...].reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
            let footer: UInt64 = head[5] & 0x10 != 0 ? 10 : 0
            guard try input.skip(10 + size + footer) else {
                throw .damaged(path: input.name, reason: "it ends within its ID3 tag")
            }
        }
    }

    /// What the first packet of an Ogg stream says: it begins behind the page's header of 27
    /// bytes and its table.
    private static func ogg(_ head: [UInt8], of file: String) throws(AudioFileError) -> Signature {
        guard head.count > 27 else {
            throw .damaged(path: file, reason: "it ends within its header")
        }
        let packet = head.dropFirst(27 + Int(head[26]))
        if packet.starts(with: "OpusHead".utf8) { return .opus }
        if packet.starts(with: "\u{7F}FLAC".utf8) { return .oggFLAC }
        let isVorbis = packet.starts(with: "\u{01}vorbis".utf8)
        throw .unknownFormat(path: file, reason: isVorbis ? "it is Ogg Vorbis" : "it is Ogg")
    }
}

/// The four bytes that begin a frame of MPEG audio (ISO/IEC 11172-3, 13818-3).
private struct MPEGHeader {
    /// What all frames of a stream have in common: version, layer and rate.
    let kind: UInt32
    /// Bytes of the frame.
    let size: Int

    init?(_ bytes: [UInt8], at offset: Int) {
        guard offset + 4 <= bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] & 0xE0 == 0xE0
        else { return nil }
        let bits = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let (version, layer) = (Int(bits >> 19 & 3), Int(bits >> 17 & 3))
        let (bitrate, rate) = (Int(bits >> 12 & 15), Int(bits >> 10 & 3))
        guard version != 1, layer != 0, (1...14).contains(bitrate), rate != 3 else { return nil }
        let padding = Int(bits >> 9 & 1)
        let hertz = [44_100, 48_000, 32_000][rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2)
        let table =
            switch (version == 3, layer) {
            case (true, 3): Self.layer1
            case (true, 2): Self.layer2
            case (true, _): Self.layer3
            case (false, 3): Self.lowLayer1
            case (false, _): Self.lowLayers
            }
        let speed = table[bitrate - 1] * 1000
        kind = bits & 0x001E_0C00
        switch layer {
        case 3: size = (12 * speed / hertz + padding) * 4
        case 1 where version != 3: size = 72 * speed / hertz + padding
        default: size = 144 * speed / hertz + padding
        }
    }

    /// Whether two frames follow each other near the beginning, or one is all there is.
    static func isFound(in head: [UInt8]) -> Bool {
        for offset in head.indices.prefix(4096) where head[offset] == 0xFF {
            guard let first = MPEGHeader(head, at: offset) else { continue }
            let next = offset + first.size
            if offset == 0, next == head.count { return true }
            if let second = MPEGHeader(head, at: next), second.kind == first.kind { return true }
        }
        return false
    }

    // Kilobits a second.
    private static let layer1 = (1...14).map { 32 * $0 }
    private static let layer2 = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    private static let layer3 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    private static let lowLayer1 = [
        32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
    ]
    private static let lowLayers = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
}
