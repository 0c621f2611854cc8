/// Discrete Fourier transforms of 3, 4 and 5 numbers, four at once.
enum Butterfly {
    typealias Lanes = ComplexLanes

    @inline(__always)
    static func three(_ a0: Lanes, _ a1: Lanes, _ a2: Lanes) -> (Lanes, Lanes, Lanes) {
        // sin 120°; cos 120° is -1/2.
        let sine: Float = 0.866_025_403_784_438_6
        let sum = a1 + a2
        let middle = a0 - sum * 0.5
        let turned = ((a1 - a2) * sine).turned
        return (a0 + sum, middle + turned, middle - turned)
    }

    @inline(__always)
    static func four(
        _ a0: Lanes, _ a1: Lanes, _ a2: Lanes, _ a3: Lanes
    ) -> (Lanes, Lanes, Lanes, Lanes) {
        let (even, evenDifference) = (a0 + a2, a0 - a2)
        let (odd, oddTurned) = (a1 + a3, (a1 - a3).turned)
        return (even + odd, evenDifference + oddTurned, even - odd, evenDifference - oddTurned)
    }

    @inline(__always)
    static func five(
        _ a0: Lanes, _ a1: Lanes, _ a2: Lanes, _ a3: Lanes, _ a4: Lanes
    ) -> (Lanes, Lanes, Lanes, Lanes, Lanes) {
        // Cosines and sines of 72° and 144°.
        let (c1, c2): (Float, Float) = (0.309_016_994_374_947_4, -0.809_016_994_374_947_4)
        let (s1, s2): (Float, Float) = (0.951_056_516_295_153_6, 0.587_785_252_292_473_1)
        let (outer, outerDifference) = (a1 + a4, a1 - a4)
        let (inner, innerDifference) = (a2 + a3, a2 - a3)
        let middle1 = a0 + outer * c1 + inner * c2
        let middle2 = a0 + outer * c2 + inner * c1
        let turned1 = (outerDifference * s1 + innerDifference * s2).turned
        let turned2 = (outerDifference * s2 - innerDifference * s1).turned
        return (
            a0 + outer + inner, middle1 + turned1, middle2 + turned2, middle2 - turned2,
            middle1 - turned1
        )
    }
}
