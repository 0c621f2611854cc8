internal import ModelBlocks

/// A number from 0 up to 1 that follows from a seed, a place and a part of it.
func unit(_ seed: UInt64, _ place: Int, _ part: Int) -> Double {
    let number = mixed(mixed(mixed(seed) &+ UInt64(place)) &+ UInt64(part))
    return Double(number >> 11) / 0x1p53
}
