import Glibc

/// Recordings that tests make, as bytes.
enum SoundBytes {
    /// Syllables of harmonics, three a second, with pauses and a little noise: what a clip's
    /// examination takes for speech.
    static func speech(seconds: Double, rate: Int = 16_000, pitch: Double = 140) -> [Float] {
        var noise: UInt32 = 1
        return (0..<Int(seconds * Double(rate))).map { place in
            let time = Double(place) / Double(rate)
            let sounds = time.truncatingRemainder(dividingBy: 0.4) < 0.3
            let tone = (1...8).reduce(0.0) {
                $0 + sin(2 * .pi * pitch * Double($1) * time) / Double($1)
            }
            noise = noise &* 1_664_525 &+ 1_013_904_223
            return Float(sounds ? 0.2 * tone : 0) + Float(Int32(bitPattern: noise) >> 16) / 3.2e8
        }
    }

    /// Raw samples, 16-bit and little-endian.
    static func raw(_ samples: [Float]) -> [UInt8] {
        samples.flatMap { sample in
            let number = UInt16(bitPattern: Int16(min(max(sample * 32_767, -32_767), 32_767)))
            return [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
        }
    }

    /// A WAV file.
    ///
    /// - Parameters:
    ///   - channels: Each has the same samples.
    ///   - isFloat: Whether samples are of 32 bits, as they are, instead of 16.
    static func wav(
        _ samples: [Float], rate: Int = 16_000, channels: Int = 1, isFloat: Bool = false
    ) -> [UInt8] {
        func bytes(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let width = isFloat ? 4 : 2
        let each =
            isFloat
            ? samples.map { bytes(Int($0.bitPattern), 4) }
            : samples.map { raw([$0]) }
        let data = each.flatMap { sample in (0..<channels).flatMap { _ in sample } }
        let format =
            bytes(isFloat ? 3 : 1, 2) + bytes(channels, 2) + bytes(rate, 4)
            + bytes(rate * channels * width, 4) + bytes(channels * width, 2) + bytes(width * 8, 2)
        return Array("RIFF".utf8) + bytes(36 + data.count, 4) + Array("WAVEfmt ".utf8)
            + bytes(16, 4) + format + Array("data".utf8) + bytes(data.count, 4) + data
    }
}
