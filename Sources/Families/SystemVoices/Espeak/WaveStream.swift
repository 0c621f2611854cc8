import AudioSignal
import SpeechModel

/// Reads 16-bit mono WAV as it comes, in pieces of any size.
///
/// A program that writes to a pipe can't know the length of what it will say, so
/// the lengths of RIFF and data chunk are ignored: the data ends with the stream.
struct WaveStream {
    /// The rate that the stream has to have.
    let rate: SampleRate
    /// Whether the header has been read.
    private(set) var hasBegun = false
    /// Bytes that can't be used yet: of a header, or half a sample.
    private var pending: [UInt8] = []

    /// No header is longer.
    private static let longestHeader = 4096

    init(rate: SampleRate) { self.rate = rate }

    /// The samples in the next bytes.
    mutating func samples(
        from bytes: UnsafeRawBufferPointer
    ) throws(SynthesisError) -> [Float] {
        pending += bytes
        if !hasBegun {
            guard let start = try dataStart() else { return [] }
            pending.removeFirst(start)
            hasBegun = true
        }
        let count = pending.count / 2
        guard count > 0 else { return [] }
        let samples = [Float](unsafeUninitializedCapacity: count) { samples, initialized in
            for index in 0..<count {
                let low = UInt16(pending[2 * index])
                let high = UInt16(pending[2 * index + 1])
                samples.initializeElement(
                    at: index, to: Float(Int16(bitPattern: high << 8 | low)) / 32_768)
            }
            initialized = count
        }
        pending.removeFirst(2 * count)
        return samples
    }

    /// Where the data begins; nil while the header isn't complete.
    private func dataStart() throws(SynthesisError) -> Int? {
        guard pending.count >= 12 else { return nil }
        guard name(at: 0) == "RIFF", name(at: 8) == "WAVE" else { throw Self.notAWave }
        var offset = 12
        var isFormatKnown = false
        while pending.count >= offset + 8 {
            let length = word(at: offset + 4)
            switch name(at: offset) {
            case "data":
                guard isFormatKnown else { throw Self.notAWave }
                return offset + 8
            case "fmt ":
                guard pending.count >= offset + 24 else { return nil }
                // Integer PCM, one channel, the rate, 16 bits.
                guard half(at: offset + 8) == 1, half(at: offset + 10) == 1,
                    word(at: offset + 12) == rate.hertz, half(at: offset + 22) == 16
                else {
                    throw .failed("espeak-ng's audio is not 16-bit mono at \(rate)")
                }
                isFormatKnown = true
            default: break
            }
            guard length <= Self.longestHeader, offset <= Self.longestHeader else {
                throw Self.notAWave
            }
            offset += 8 + length + length % 2
        }
        return nil
    }

    private static let notAWave = SynthesisError.failed("what espeak-ng wrote is not a WAV file")

    private func name(at offset: Int) -> String {
        String(decoding: pending[offset..<offset + 4], as: UTF8.self)
    }

    private func half(at offset: Int) -> Int {
        Int(pending[offset]) | Int(pending[offset + 1]) << 8
    }

    private func word(at offset: Int) -> Int { half(at: offset) | half(at: offset + 2) << 16 }
}
