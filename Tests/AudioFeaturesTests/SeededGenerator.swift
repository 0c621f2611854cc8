/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Noise between -1 and 1.
func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(state: seed)
    return (0..<count).map { _ in .random(in: -1...1, using: &generator) }
}

/// Cuts samples into pieces of 0 to `longest` samples.
func pieces(_ samples: [Float], longest: Int, seed: UInt64) -> [[Float]] {
    var generator = SeededGenerator(state: seed)
    var pieces: [[Float]] = []
    var start = 0
    while start < samples.count {
        let end = min(start + .random(in: 0...longest, using: &generator), samples.count)
        pieces.append([Float](samples[start..<end]))
        start = end
    }
    return pieces
}
