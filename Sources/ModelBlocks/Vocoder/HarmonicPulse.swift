/// The cosines of a number of harmonics with unit power, in closed form (Dirichlet's kernel), at
/// eight phases at once.
struct HarmonicPulse {
    static let lanes = 8

    /// Twice the harmonics and one.
    private var order: SIMD8<Double>
    /// What gives their sum unit power.
    private var scale: SIMD8<Float>

    init(_ harmonics: Double) {
        order = SIMD8(repeating: 2 * harmonics + 1)
        scale = SIMD8(repeating: Self.scale(of: harmonics))
    }

    /// Another number at one of the phases.
    mutating func set(_ harmonics: Double, _ lane: Int) {
        order[lane] = 2 * harmonics + 1
        scale[lane] = Self.scale(of: harmonics)
    }

    private static func scale(of harmonics: Double) -> Float {
        Float((2 / harmonics).squareRoot())
    }

    /// - Parameter phases: Periods since the last pulse, 0 ..< 1.
    func values(at phases: SIMD8<Double>) -> SIMD8<Float> {
        let half = Self.sine(halfTurns: phases)
        let whole = Self.sine(halfTurns: order * phases)
        let sum = (whole / (2 * half)) - 0.5
        // On the pulse each cosine is 1.
        let peak = SIMD8<Float>(order - 1) * 0.5
        return scale * sum.replacing(with: peak, where: half .== 0)
    }

    /// sin(π x) within 1e-7 of itself near whole numbers too: what a turn leaves is found in double
    /// precision, then Taylor's series within a quarter turn in single precision.
    private static func sine(halfTurns x: SIMD8<Double>) -> SIMD8<Float> {
        // Adding this rounds to a whole number, and takes no call for each lane.
        let rounding = 6_755_399_441_055_744.0
        let turns = (x * 0.5 + rounding) - rounding
        let turn = SIMD8<Float>(x - 2 * turns)
        let side = SIMD8<Float>(repeating: 1).replacing(with: -1, where: turn .< 0)
        let near = turn.replacing(with: side - turn, where: turn * side .> 0.5)
        let angle = near * Float.pi
        let square = angle * angle
        var sum = square * (-1 / 39_916_800) + 1 / 362_880
        sum = sum * square - 1 / 5_040
        sum = sum * square + 1 / 120
        sum = sum * square - 1 / 6
        return angle + angle * square * sum
    }
}
