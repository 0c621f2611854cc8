internal import Glibc
internal import TensorRuntime

extension AudioPackage {
    /// Vowel-like tones of 16 kHz, each with a pitch of its own: enough to see whether training
    /// works, where there are no recordings.
    ///
    /// - Parameters:
    ///   - count: Tones of one second and a half.
    ///   - hop: Samples from frame to frame; a frame has four times as many.
    static func tones(_ count: Int = 16, hop: Int = 200) throws(TrainingError) -> AudioPackage {
        let (rate, length, size) = (16_000, 24_000, 4 * hop)
        let bands = 40
        let bins = size / 2 + 1
        var samples: [Int16] = []
        samples.reserveCapacity(count * length)
        for tone in 0..<count {
            let pitch = 2 * Double.pi * Double(100 + 15 * tone) / Double(rate)
            for index in 0..<length {
                samples.append(Int16(sample(at: Double(index), pitch) * 6_000))
            }
        }
        var basis = [Float](repeating: 0, count: bands * bins)
        for bin in 0..<bins { basis[bin * bands / bins * bins + bin] = 0.1 }
        return try AudioPackage(
            WeightStore(
                [
                    "audio": Tensor(samples, shape: [samples.count]),
                    "starts": Tensor((0...count).map { Int64($0 * length) }, shape: [count + 1]),
                    "mel.basis": Tensor(basis, shape: [bands, bins]),
                ],
                metadata: [
                    "syrinx.audio": "1", "rate": "\(rate)", "mel.size": "\(size)",
                    "mel.hop": "\(hop)",
                ]), named: "tones")
    }

    /// Twelve harmonics that swell and fade, within -3 ... 3.
    private static func sample(at index: Double, _ pitch: Double) -> Double {
        var sum = 0.0
        for part in 1...12 { sum += sin(pitch * Double(part) * index) / Double(part) }
        return sum * (0.6 + 0.4 * sin(index / 850))
    }
}
