import AudioSignal

/// RIFF WAVE, and RF64 (EBU Tech 3306) where the file grows beyond 4 GiB.
///
/// To a file: the place for RF64's sizes is kept free by a `JUNK` chunk, and all
/// sizes are filled in at the end. To a stream: sizes are 0xFFFFFFFF, "until the
/// stream ends", which ffmpeg 5.1 reads so, and sox 14.4.2 with a warning; no `JUNK`, so
/// that the header is the plain one of 44 bytes.
final class WAVEncoder: AudioEncoder {
    private let sink: any ByteSink
    private let settings: EncodingSettings
    private var samples: SampleEncoder
    private var sampleCount = 0
    /// Where the samples begin, in bytes.
    private let dataStart: Int
    /// Where the `fact` chunk's number of samples is, if there is one.
    private let factOffset: Int?

    init(to sink: any ByteSink, rate: SampleRate, settings: EncodingSettings) throws(AudioFileError)
    {
        self.sink = sink
        self.settings = settings
        samples = SampleEncoder(settings.sampleFormat, ditherSeed: settings.ditherSeed)
        let (header, factOffset) = Self.header(
            rate: rate, settings: settings, keepsPlace: sink.canOverwrite)
        self.factOffset = factOffset
        dataStart = header.count
        try sink.write(header)
    }

    var clipped: Int { samples.clipped }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        try sink.write(self.samples.bytes(samples))
        sampleCount += samples.count
    }

    func finish() throws(AudioFileError) {
        let dataSize = sampleCount * settings.sampleFormat.bytes
        guard sink.canOverwrite else { return }
        // Chunks begin at even offsets.
        if dataSize % 2 == 1 { try sink.write([0]) }
        let riffSize = dataStart + dataSize + dataSize % 2 - 8
        let limit = min(settings.largestRIFF, 0xFFFF_FFFE)
        guard riffSize > limit else {
            try overwrite(UInt32(riffSize), at: 4)
            try overwrite(UInt32(dataSize), at: dataStart - 4)
            if let factOffset { try overwrite(UInt32(sampleCount), at: factOffset) }
            return
        }
        var start: [UInt8] = []
        start.append(chunk: "RF64")
        start.appendLittleEndian(UInt32.max)
        start.append(chunk: "WAVE")
        start.append(chunk: "ds64")
        start.appendLittleEndian(UInt32(Self.placeSize))
        start.appendLittleEndian(UInt64(riffSize))
        start.appendLittleEndian(UInt64(dataSize))
        start.appendLittleEndian(UInt64(sampleCount))
        start.appendLittleEndian(UInt32(0))
        try sink.overwrite(start, at: 0)
    }

    private func overwrite(_ number: UInt32, at offset: Int) throws(AudioFileError) {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(number)
        try sink.overwrite(bytes, at: offset)
    }

    /// Bytes of a `ds64` chunk without a table.
    private static let placeSize = 28

    private static func header(
        rate: SampleRate, settings: EncodingSettings, keepsPlace: Bool
    ) -> (bytes: [UInt8], factOffset: Int?) {
        let size = settings.sampleFormat.bytes
        var header: [UInt8] = []
        header.append(chunk: "RIFF")
        header.appendLittleEndian(UInt32.max)
        header.append(chunk: "WAVE")
        if keepsPlace {
            header.append(chunk: "JUNK")
            header.appendLittleEndian(UInt32(placeSize))
            header += [UInt8](repeating: 0, count: placeSize)
        }
        header.append(chunk: "fmt ")
        header.appendLittleEndian(UInt32(16))
        // WAVE_FORMAT_PCM or WAVE_FORMAT_IEEE_FLOAT; one channel.
        header.appendLittleEndian(UInt16(settings.sampleFormat == .float32 ? 3 : 1))
        header.appendLittleEndian(UInt16(1))
        header.appendLittleEndian(UInt32(rate.hertz))
        header.appendLittleEndian(UInt32(rate.hertz * size))
        header.appendLittleEndian(UInt16(size))
        header.appendLittleEndian(UInt16(8 * size))
        var factOffset: Int?
        if settings.sampleFormat == .float32 {
            header.append(chunk: "fact")
            header.appendLittleEndian(UInt32(4))
            factOffset = header.count
            header.appendLittleEndian(UInt32.max)
        }
        header += tags(settings.tags)
        header.append(chunk: "data")
        header.appendLittleEndian(UInt32.max)
        return (header, factOffset)
    }

    /// A `LIST` chunk of type `INFO`; empty where there are no tags.
    private static func tags(_ tags: AudioTags) -> [UInt8] {
        let names: [String: StaticString] = ["TITLE": "INAM", "ARTIST": "IART", "ALBUM": "IPRD"]
        var list: [UInt8] = []
        for (name, value) in tags.named {
            guard let chunk = names[name] else { continue }
            let text = [UInt8](value.utf8) + [0]
            list.append(chunk: chunk)
            list.appendLittleEndian(UInt32(text.count))
            list += text
            if text.count % 2 == 1 { list.append(0) }
        }
        guard !list.isEmpty else { return [] }
        var bytes: [UInt8] = []
        bytes.append(chunk: "LIST")
        bytes.appendLittleEndian(UInt32(list.count + 4))
        bytes.append(chunk: "INFO")
        return bytes + list
    }
}
