import AudioSignal

/// What stands before the samples of a RIFF WAVE, an RF64 (EBU Tech 3306) or a BW64
/// (ITU-R BS.2088).
struct WAVHeader {
    /// How samples lie in the file.
    let layout: SampleLayout
    let channelCount: Int
    let rate: SampleRate
    /// Bytes of the samples; nil: until the end of the file.
    let dataSize: Int?

    /// Files have some ten chunks before their samples. A hostile one may have millions.
    private static let mostChunks = 10_000

    /// Reads up to the first sample.
    init(_ input: ByteInput) throws(AudioFileError) {
        let head = try input.take(12)
        let isLong = head.starts(with: Array("RF64".utf8)) || head.starts(with: Array("BW64".utf8))
        let riffSize = head.number(UInt32.self, at: 4)
        var format: WAVFormat?
        var longSize: UInt64?
        for _ in 0..<Self.mostChunks {
            let chunk = try input.take(8)
            guard chunk.count == 8 else {
                throw .damaged(path: input.name, reason: "it ends before its samples")
            }
            let size = chunk.number(UInt32.self, at: 4)
            switch String(decoding: chunk.prefix(4), as: UTF8.self) {
            case "data":
                guard let format else {
                    throw .damaged(path: input.name, reason: "no fmt chunk stands before its data")
                }
                layout = format.layout
                channelCount = format.channelCount
                rate = format.rate
                dataSize = try Self.dataSize(
                    size, of: format, isLong: isLong, longSize: longSize, riffSize: riffSize, input)
                return
            case "fmt ":
                let body = try Self.body(size, most: 40, input)
                format = try WAVFormat(body, of: input.name)
            case "ds64" where isLong:
                let body = try Self.body(size, most: 16, input)
                guard body.count == 16 else {
                    throw .damaged(path: input.name, reason: "its ds64 chunk is too short")
                }
                longSize = body.number(UInt64.self, at: 8)
            default:
                _ = try Self.body(size, most: 0, input)
            }
        }
        throw .damaged(
            path: input.name, reason: "more than \(Self.mostChunks) chunks stand before its samples"
        )
    }

    /// The first bytes of a chunk's body; passes over the rest, and the byte that fills an odd
    /// size up.
    private static func body(
        _ size: UInt32, most: Int, _ input: ByteInput
    ) throws(AudioFileError) -> [UInt8] {
        let body = try input.take(Int(min(size, UInt32(most))))
        let rest = UInt64(size) + UInt64(size % 2) - UInt64(body.count)
        if body.count < min(most, Int(size)) {
            throw .damaged(path: input.name, reason: "it ends within a chunk before its samples")
        }
        guard try input.skip(rest) else {
            throw .damaged(path: input.name, reason: "it ends within a chunk before its samples")
        }
        return body
    }

    /// How many bytes of samples there are, nil for "until the end".
    ///
    /// Who writes to a pipe can't know: ffmpeg writes 0xFFFFFFFF, sox 0x7FFFF000, arecord
    /// 0x80000000 less a little, GStreamer and interrupted recorders 0.
    private static func dataSize(
        _ size: UInt32, of format: WAVFormat, isLong: Bool, longSize: UInt64?, riffSize: UInt32,
        _ input: ByteInput
    ) throws(AudioFileError) -> Int? {
        var wanted = UInt64(size)
        if isLong, size == .max {
            guard let longSize else {
                throw .damaged(path: input.name, reason: "no ds64 chunk tells its size")
            }
            // Likewise where the size could not be told in time.
            if longSize == 0 || longSize == .max { return nil }
            wanted = longSize
        }
        if size == 0 {
            let end = UInt64(riffSize) + 8
            let isOpen = riffSize >= 0x7FFF_F000 || end <= UInt64(input.position)
            return isOpen ? nil : 0
        }
        let isPlaceholder = size == .max || (!isLong && size >= 0x7FFF_0000)
        guard let left = input.left else {
            return isPlaceholder && !isLong ? nil : Int(exactly: wanted)
        }
        if wanted <= UInt64(left) { return Int(wanted) }
        if isPlaceholder, !isLong { return nil }
        throw .truncated(
            path: input.name, expected: format.duration(ofBytes: Double(wanted)),
            found: format.duration(ofBytes: Double(left)))
    }
}

extension [UInt8] {
    /// The whole number, lowest byte first, at an offset.
    ///
    /// - Returns: 0 where there are too few bytes.
    func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type, at offset: Int
    ) -> Number {
        let size = Number.bitWidth / 8
        guard offset + size <= count else { return 0 }
        return self[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Number($1) }
    }
}
