/// Where a segment's randomness comes from.
enum SegmentSeed {
    /// The seed of an attempt at a part of a chunk: three rounds of SplitMix64
    /// (Steele, Lea, Flood 2014), one for each of the numbers, over the request's
    /// seed. Nothing else goes in, so who else listens makes no difference.
    static func derived(from seed: UInt64, chunk: Int, part: Int, attempt: Int) -> UInt64 {
        var state = seed
        for number in [chunk, part, attempt] {
            state = mixed(state &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15)
        }
        return state
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
