/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): numbers that look random and follow
/// from where they are asked for, so that nothing has to be kept for resuming.
func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}

/// A number from 0 up to 1 that follows from a seed, a place and a part of it.
func unit(_ seed: UInt64, _ place: Int, _ part: Int) -> Double {
    let number = mixed(mixed(mixed(seed) &+ UInt64(place)) &+ UInt64(part))
    return Double(number >> 11) / 0x1p53
}
