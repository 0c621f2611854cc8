/// White noise of variance 1 whose samples follow from a seed and their place, so that pieces of
/// any sizes are the whole.
///
/// Four uniform numbers of 16 bits are added (Irwin and Hall): nearly normal, within ±3.5, and the
/// same on every machine. They come from SplitMix64's finaliser (Steele, Lea and Flood 2014).
public struct WhiteNoise: Sendable, Hashable {
    private let key: UInt64

    /// The noise of a seed.
    public init(seed: UInt64) { key = mixed(seed) }

    /// The sample at a place.
    public subscript(place: Int) -> Float {
        let bits = mixed(key &+ UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15)
        let sum =
            (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        // The mean of a number is 32767.5, the variance of the sum 4 · (2³² - 1) / 12.
        return (Float(sum) - 131_070) * Self.scale
    }

    /// Samples one after the other.
    public func samples(_ places: Range<Int>) -> [Float] { places.map { self[$0] } }

    private static let scale = (3 / Float(0x1p32)).squareRoot()
}
