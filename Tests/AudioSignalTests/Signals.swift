import Glibc
import Testing

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// Signals to test with.
enum Signals {
    static func tone(
        _ frequency: Double, rate: Int, count: Int, amplitude: Double = 0.5, phase: Double = 0
    ) -> [Float] {
        (0..<count).map {
            Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate) + phase))
        }
    }

    static func noise(_ count: Int, seed: UInt64, amplitude: Float = 0.5) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in .random(in: -amplitude...amplitude, using: &generator) }
    }

    /// Stretches of noise of different strength with silence between: like speech in
    /// what the processors look at.
    static func bursts(_ count: Int, seed: UInt64, loudest: Float = 1.4) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        var samples: [Float] = []
        while samples.count < count {
            let length = Int.random(in: 10...3000, using: &generator)
            let amplitude: Float =
                Bool.random(using: &generator) ? 0 : .random(in: 0.001...loudest, using: &generator)
            samples += (0..<length).map { _ in
                amplitude == 0 ? 0 : .random(in: -amplitude...amplitude, using: &generator)
            }
        }
        return [Float](samples.prefix(count))
    }

    /// A signal cut into pieces of any length, empty ones among them.
    static func pieces(_ samples: [Float], seed: UInt64) -> [[Float]] {
        var generator = SeededGenerator(seed: seed)
        var pieces: [[Float]] = []
        var rest = samples[...]
        while !rest.isEmpty {
            let longest = [1, 7, 400, 5000].randomElement(using: &generator) ?? 1
            let count = Int.random(in: 0...longest, using: &generator)
            pieces.append([Float](rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}

/// Checks that two signals are the same to the bit; tells where they first differ
/// instead of printing both.
func expectSame(
    _ a: some Collection<Float>, _ b: some Collection<Float>,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    if a.elementsEqual(b) { return }
    let place = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }
    let difference = place.map { "sample \($0.offset): \($0.element.0) and \($0.element.1)" }
    Issue.record(
        "\(a.count) and \(b.count) samples; \(difference ?? "one is longer")",
        sourceLocation: sourceLocation)
}
