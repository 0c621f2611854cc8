import AudioSignal

/// WAV: whole frames of samples up to the size that the header tells, or to the end.
final class WAVDecoder: AudioDecoder {
    let rate: SampleRate
    let channelCount: Int
    let frameCount: Int?

    private let input: ByteInput
    private let layout: SampleLayout
    private let frameSize: Int
    /// Bytes of samples in all; nil: until the end.
    private let dataSize: Int?
    private var done = 0
    private var buffer: [UInt8]

    init(_ input: ByteInput) throws(AudioFileError) {
        let header = try WAVHeader(input)
        self.input = input
        layout = header.layout
        rate = header.rate
        channelCount = header.channelCount
        frameSize = header.layout.size * header.channelCount
        dataSize = header.dataSize
        frameCount = (header.dataSize ?? input.left).map { [frameSize] in $0 / frameSize }
        // 64 KiB, and one frame at least, which has 255 times 8 bytes at most.
        buffer = [UInt8](repeating: 0, count: max(1, (1 << 16) / frameSize) * frameSize)
    }

    func next() throws(AudioFileError) -> InterleavedBlock? {
        let wanted = min(buffer.count, dataSize.map { $0 - done } ?? .max)
        guard wanted > 0 else { return nil }
        let input = input
        let got = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(AudioFileError) in
            try input.readFully(
                into: UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: bytes[..<wanted])))
        }
        done += got
        if got < wanted, let dataSize {
            throw .truncated(
                path: input.name, expected: rate.duration(of: dataSize / frameSize),
                found: rate.duration(of: done / frameSize))
        }
        // A part of a frame at the very end is no sample.
        let whole = got - got % frameSize
        guard whole > 0 else { return nil }
        let samples = buffer.withUnsafeBytes { [layout] in
            layout.samples(UnsafeRawBufferPointer(rebasing: $0[..<whole]))
        }
        return InterleavedBlock(samples: samples, channelCount: channelCount)
    }
}
