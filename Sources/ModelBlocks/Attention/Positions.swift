public import TensorRuntime

#if canImport(Glibc)
    internal import Glibc
#endif

extension Layer {
    /// A learned vector for each position. Parameter `weight [count, width]`.
    ///
    /// - Returns: `[batch or 1, frames, width]`
    public func learnedPositions(_ timeline: Timeline, count: Int, width: Int) -> Value {
        embedding(timeline.positions, count: count, width: width)
    }

    /// Sines, then cosines of positions (Vaswani et al. 2017).
    ///
    /// - Parameters:
    ///   - width: Features, even.
    ///   - isInterleaved: Sines at even features and cosines at odd ones, as in the paper; else
    ///     sines in the first half.
    /// - Returns: `[batch or 1, frames, width]`
    public func sinusoidalPositions(
        _ timeline: Timeline, width: Int, base: Double = 10_000, isInterleaved: Bool = true
    ) -> Value {
        let positions = timeline.positions
        if positions.isNothing { return nothing }
        guard width > 0, width % 2 == 0 else { return refuse("\(width) features must be even") }
        let frequencies = (0..<(width / 2)).map {
            Float(pow(base, -2 * Double($0) / Double(width)))
        }
        let shape = [positions.size(0), positions.size(1)]
        let angles =
            positions.cast(to: .float32).reshaped(shape + [1])
            * constant(Tensor(frequencies, shape: [1, 1, width / 2]))
        guard isInterleaved else {
            return apply(.concatenate(axis: 2), to: [angles.sine(), angles.cosine()])[0]
        }
        return apply(
            .concatenate(axis: 3), to: [angles.sine().addingAxis(3), angles.cosine().addingAxis(3)])[
                0
            ]
            .reshaped(shape + [Dimension(width)])
    }
}
