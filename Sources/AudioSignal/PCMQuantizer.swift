/// Turns floating-point samples into whole numbers, by one rule for every output.
///
/// A sample is multiplied by 2^(bits-1) and rounded to the nearest whole number, ties
/// to even; so whole numbers divided by 2^(bits-1) come back exactly. What lies
/// beyond full scale is cut to it and counted; 1.0 itself becomes the largest number
/// and does not count. NaN becomes 0 and counts.
public struct PCMQuantizer: Sendable {
    /// Bits of a sample.
    public enum Depth: Int, Sendable, CaseIterable {
        case bits16 = 16
        case bits24 = 24
    }

    /// Bits of a sample.
    public let depth: Depth
    /// How many samples lay beyond full scale.
    public private(set) var clipped = 0

    private let scale: Float
    private let largest: Float
    private var dither: TriangularNoise?

    /// Starts a stream.
    ///
    /// - Parameter ditherSeed: Adds noise of triangular distribution, ±1 step, from
    ///   this seed before rounding; nil for none. At 16 bits speech needs none.
    public init(depth: Depth = .bits16, ditherSeed: UInt64? = nil) {
        self.depth = depth
        scale = depth == .bits16 ? 0x1p15 : 0x1p23
        largest = scale - 1
        dither = ditherSeed.map(TriangularNoise.init)
    }

    /// Converts samples to 16 bits.
    ///
    /// - Precondition: The depth is 16 bits.
    public mutating func int16(_ samples: [Float]) -> [Int16] {
        precondition(depth == .bits16, "a 24-bit quantizer makes no 16-bit samples")
        return [Int16](unsafeUninitializedCapacity: samples.count) { room, count in
            // Adding 1.5 × 2^23 rounds to a whole number in the sum's last bits, ties
            // to even, in one vector instruction where rounding functions are calls.
            let magic: Float = 0x1.8p23
            if dither == nil {
                for index in samples.indices {
                    let scaled = min(max(samples[index] * scale, -scale), largest)
                    let bits = (scaled + magic).bitPattern
                    room[index] = Int16(truncatingIfNeeded: Int32(bitPattern: bits))
                }
                for sample in samples { clipped += sample.magnitude <= 1 ? 0 : 1 }
                clearNaN(samples) { room[$0] = 0 }
            } else {
                for index in samples.indices { room[index] = Int16(one(samples[index])) }
            }
            count = samples.count
        }
    }

    /// Converts samples to whole numbers of the depth.
    public mutating func int32(_ samples: [Float]) -> [Int32] {
        if depth == .bits16 { return int16(samples).map(Int32.init) }
        return [Int32](unsafeUninitializedCapacity: samples.count) { room, count in
            for index in samples.indices { room[index] = one(samples[index]) }
            count = samples.count
        }
    }

    /// Converts samples to little-endian bytes, two or three each.
    public mutating func littleEndianBytes(_ samples: [Float]) -> [UInt8] {
        let size = depth.rawValue / 8
        let numbers = depth == .bits16 ? [] : int32(samples)
        let short = depth == .bits16 ? int16(samples) : []
        return [UInt8](unsafeUninitializedCapacity: samples.count * size) { room, count in
            for (index, number) in short.enumerated() {
                let bits = UInt16(bitPattern: number)
                room[2 * index] = UInt8(truncatingIfNeeded: bits)
                room[2 * index + 1] = UInt8(truncatingIfNeeded: bits >> 8)
            }
            for (index, number) in numbers.enumerated() {
                let bits = UInt32(bitPattern: number)
                room[3 * index] = UInt8(truncatingIfNeeded: bits)
                room[3 * index + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                room[3 * index + 2] = UInt8(truncatingIfNeeded: bits >> 16)
            }
            count = samples.count * size
        }
    }

    /// Converts one sample, with dither.
    private mutating func one(_ sample: Float) -> Int32 {
        if !(sample.magnitude <= 1) { clipped += 1 }
        guard !sample.isNaN else { return 0 }
        let noise = dither?.next() ?? 0
        let scaled = Double(sample) * Double(scale) + noise
        let cut = min(max(scaled, -Double(scale)), Double(largest))
        return Int32(cut.rounded(.toNearestOrEven))
    }

    /// Calls for every sample that is NaN; comparisons above let them through.
    private func clearNaN(_ samples: [Float], _ clear: (Int) -> Void) {
        // A sum with a NaN in it is NaN, which is quicker to see than each of them.
        var sum: Float = 0
        for sample in samples { sum += sample * 0 }
        guard sum.isNaN else { return }
        for index in samples.indices where samples[index].isNaN { clear(index) }
    }
}

/// Noise of triangular distribution within -1...1, by SplitMix64 (Steele, Lea and
/// Flood 2014).
private struct TriangularNoise: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        let first = Double(bits >> 32) * 0x1p-32
        let second = Double(bits & 0xFFFF_FFFF) * 0x1p-32
        return first - second
    }
}
