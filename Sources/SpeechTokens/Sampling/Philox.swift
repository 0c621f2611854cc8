/// Philox4x32-10, a random source that is a function of a counter and a key (Salmon,
/// Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC11).
enum Philox {
    /// The paper's multipliers and Weyl constants.
    private static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
    private static let weyl: (UInt32, UInt32) = (0x9E37_79B9, 0xBB67_AE85)

    /// The four words of a counter under a key.
    @inline(__always)
    static func words(
        counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        var (x0, x1, x2, x3) = counter
        var (k0, k1) = key
        for _ in 0..<10 {
            let left = UInt64(multipliers.0) &* UInt64(x0)
            let right = UInt64(multipliers.1) &* UInt64(x2)
            x0 = UInt32(truncatingIfNeeded: right &>> 32) ^ x1 ^ k0
            x2 = UInt32(truncatingIfNeeded: left &>> 32) ^ x3 ^ k1
            x1 = UInt32(truncatingIfNeeded: right)
            x3 = UInt32(truncatingIfNeeded: left)
            k0 &+= weyl.0
            k1 &+= weyl.1
        }
        return (x0, x1, x2, x3)
    }
}
