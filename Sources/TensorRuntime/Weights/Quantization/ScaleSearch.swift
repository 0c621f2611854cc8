/// Finds the scale of a group of weights that leaves the least squared error.
///
/// For whole numbers `q` the best scale is `Σwq / Σq²`, and what it removes from `Σw²` is
/// `(Σwq)² / Σq²`. So candidates around the largest weight, of both signs since there is one
/// more negative number than positive ones, are rounded and compared by that, as the k-quants of
/// llama.cpp do.
struct ScaleSearch {
    private typealias Lanes = SIMD8<Float>

    private let low: Float
    private let high: Float
    /// Inverse scales to try, each divided by the largest weight.
    private let candidates: [Float]

    init(_ quantization: WeightQuantization) {
        low = -quantization.zero
        high = quantization.zero - 1
        let step: Float = quantization.bits == 4 ? 0.3 : 0.2
        let half = quantization.zero
        candidates = (-3...6).flatMap { index in
            let reach = half + Float(index) * step - 0.5
            return [reach, -reach]
        }
    }

    /// The scale; 1 where all weights are zero.
    ///
    /// - Precondition: The weights are finite.
    func scale(of weights: UnsafeBufferPointer<Float>) -> Float {
        let largest = weights.reduce(0) { max($0, abs($1)) }
        // Beyond this the inverse isn't a number any more; such weights are zero to any layer.
        guard largest > 1e-30 else { return 1 }
        var best = (gain: -Float.infinity, scale: Float(1))
        for candidate in candidates {
            consider(inverse: candidate / largest, weights, &best)
        }
        // Rounding with the best scale itself may round some weights better.
        for _ in 0..<2 { consider(inverse: 1 / best.scale, weights, &best) }
        return best.scale
    }

    private func consider(
        inverse: Float, _ weights: UnsafeBufferPointer<Float>,
        _ best: inout (gain: Float, scale: Float)
    ) {
        let (products, squares) = sums(inverse: inverse, weights)
        guard squares > 0 else { return }
        let gain = products / squares * products
        let scale = products / squares
        if gain > best.gain, scale.isNormal, (1 / scale).isFinite { best = (gain, scale) }
    }

    /// `Σwq` and `Σq²`.
    private func sums(
        inverse: Float, _ weights: UnsafeBufferPointer<Float>
    ) -> (products: Float, squares: Float) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.run) { rounded in
            var sums: (products: Float, squares: Float) = (0, 0)
            var start = 0
            while start < weights.count {
                let run = UnsafeBufferPointer(
                    rebasing: weights[start..<min(weights.count, start + Self.run)])
                for index in 0..<run.count {
                    let scaled = run[index] * inverse
                    let raised = scaled < low ? low : scaled
                    // Rounds to nearest, ties to even, as only newer processors have an
                    // instruction for: what is added leaves no room for fractions.
                    rounded[index] = ((raised > high ? high : raised) + 0x1.8p23) - 0x1.8p23
                }
                let part = Self.sums(run, rounded)
                sums.products += part.products
                sums.squares += part.squares
                start += Self.run
            }
            return sums
        }
    }

    /// Weights that are rounded before they are summed: a loop each that vectors can do.
    private static let run = 256

    private static func sums(
        _ weights: UnsafeBufferPointer<Float>, _ rounded: UnsafeMutableBufferPointer<Float>
    ) -> (products: Float, squares: Float) {
        let (left, right) = (UnsafeRawBufferPointer(weights), UnsafeRawBufferPointer(rounded))
        var products = Lanes.zero
        var squares = Lanes.zero
        var index = 0
        while index + 8 <= weights.count {
            let w = left.loadUnaligned(fromByteOffset: index * 4, as: Lanes.self)
            let q = right.loadUnaligned(fromByteOffset: index * 4, as: Lanes.self)
            products += w * q
            squares += q * q
            index += 8
        }
        var sums = (products: products.sum(), squares: squares.sum())
        while index < weights.count {
            sums.products += weights[index] * rounded[index]
            sums.squares += rounded[index] * rounded[index]
            index += 1
        }
        return sums
    }
}
