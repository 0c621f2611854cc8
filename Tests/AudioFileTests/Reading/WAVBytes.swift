import AudioFile
import AudioSignal

/// A WAV put together chunk by chunk, so that every rule can be broken.
struct WAVBytes {
    var name = "RIFF"
    /// nil: what is right.
    var riffSize: UInt32?
    var tag: UInt16 = 1
    var channels: UInt16 = 1
    var rate: UInt32 = 16_000
    var bits: UInt16 = 16
    /// nil: what is right.
    var frameSize: UInt16?
    /// Bytes of the fmt chunk behind the first 16.
    var formatEnd: [UInt8] = []
    /// Chunks before and behind fmt, with their names and sizes.
    var before: [UInt8] = []
    var between: [UInt8] = []
    var data: [UInt8] = []
    /// nil: what is right.
    var dataSize: UInt32?
    var after: [UInt8] = []

    var bytes: [UInt8] {
        let size = frameSize ?? channels &* ((bits + 7) / 8)
        var format = Self.little(tag) + Self.little(channels) + Self.little(rate)
        format += Self.little(rate &* UInt32(size)) + Self.little(size) + Self.little(bits)
        format += formatEnd
        var rest = Array("WAVE".utf8) + before + Self.chunk("fmt ", format) + between
        rest += Array("data".utf8) + Self.little(dataSize ?? UInt32(data.count)) + data
        if data.count % 2 == 1, dataSize == nil { rest.append(0) }
        rest += after
        return Array(name.utf8) + Self.little(riffSize ?? UInt32(rest.count)) + rest
    }

    static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(UInt32(body.count)) + body + (body.count % 2 == 1 ? [0] : [])
    }

    static func int16(_ numbers: [Int16]) -> [UInt8] { numbers.flatMap { little($0) } }

    /// What a reader says to bytes.
    static func read(
        _ bytes: [UInt8], channels: ChannelChoice = .mixed
    ) throws(AudioFileError) -> [Float] {
        try AudioReader(from: MemorySource(bytes), channels: channels)
            .readAll(limit: .seconds(60)).samples
    }
}
