public import TensorRuntime

extension Layer {
    /// Each frame's features with mean 0 and variance 1, times `weight`, plus `bias` (Ba et al.
    /// 2016).
    ///
    /// - Parameters:
    ///   - x: `[…, features]`
    ///   - epsilon: Added to the variance.
    ///   - scale: What the parameter `[features]` is called; nil: none.
    ///   - bias: Likewise.
    public func layerNorm(
        _ x: Value, epsilon: Float = 1e-5, scale: String? = "weight", bias: String? = "bias"
    ) -> Value {
        guard let features = channels(of: x, .features) else { return nothing }
        let weight =
            scale.map { parameter($0, [features]) } ?? filled([Dimension(features)], with: Float(1))
        guard let bias else { return apply(.layerNorm(epsilon: epsilon), x, weight) }
        return apply(.layerNorm(epsilon: epsilon), x, weight, parameter(bias, [features]))
    }

    /// As ``layerNorm(_:epsilon:scale:bias:)`` over the channels of `[batch, channels, frames]`.
    public func channelLayerNorm(
        _ x: Value, epsilon: Float = 1e-5, scale: String? = "weight", bias: String? = "bias"
    ) -> Value {
        guard channels(of: x, .signal) != nil else { return nothing }
        return layerNorm(
            x.transposed(0, 2, 1), epsilon: epsilon, scale: scale, bias: bias
        ).transposed(0, 2, 1)
    }

    /// Each frame's features divided by their root mean square, times `weight` (Zhang and
    /// Sennrich 2019).
    ///
    /// - Parameters:
    ///   - x: `[…, features]`
    ///   - epsilon: Added to the mean square.
    public func rmsNorm(_ x: Value, epsilon: Float = 1e-6, scale: String = "weight") -> Value {
        guard let features = channels(of: x, .features) else { return nothing }
        return apply(.rmsNorm(epsilon: epsilon), x, parameter(scale, [features]))
    }

    /// The normalisation of a network, in one place of it.
    public func norm(_ x: Value, _ norm: Norm) -> Value {
        switch norm {
        case .layer(let epsilon, let bias):
            layerNorm(x, epsilon: epsilon, bias: bias ? "bias" : nil)
        case .rms(let epsilon): rmsNorm(x, epsilon: epsilon)
        }
    }
}

/// Which normalisation of features a network uses.
public enum Norm: Sendable, Hashable {
    case layer(epsilon: Float = 1e-5, bias: Bool = true)
    case rms(epsilon: Float = 1e-6)
}
