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
        let raw = UnsafeRawBufferPointer(weights)
        var products = Lanes.zero
        var squares = Lanes.zero
        var index = 0
        while index + 8 <= weights.count {
            let lanes = raw.loadUnaligned(fromByteOffset: index * 4, as: Lanes.self)
            let rounded = Self.rounded(lanes * inverse)
                .clamped(lowerBound: Lanes(repeating: low), upperBound: Lanes(repeating: high))
            products += lanes * rounded
            squares += rounded * rounded
            index += 8
        }
        var sums = (products: products.sum(), squares: squares.sum())
        while index < weights.count {
            let rounded = min(max((weights[index] * inverse).rounded(.toNearestOrEven), low), high)
            sums.products += weights[index] * rounded
            sums.squares += rounded * rounded
            index += 1
        }
        return sums
    }

    /// Rounds to nearest, ties to even, numbers below 2²²: what is added leaves no room for
    /// fractions. Only newer processors have an instruction for it.
    @inline(__always)
    private static func rounded(_ lanes: Lanes) -> Lanes {
        let shift = Lanes(repeating: 0x1.8p23)
        return (lanes + shift) - shift
    }
}
