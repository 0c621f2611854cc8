public import TensorRuntime

/// How a checkpoint keeps the frequencies of `Layer.snake(_:_:)`.
public struct Snake: Sendable, Hashable {
    /// Whether parameters are `[1, channels, 1]`, not `[channels]`.
    public var hasTimeAxis: Bool
    /// Whether parameters are logarithms.
    public var isLogarithmic: Bool
    /// Whether `beta` divides, not `alpha`.
    public var hasBeta: Bool

    /// As the Descript Audio Codec has it.
    public static let descript = Snake(hasTimeAxis: true, isLogarithmic: false, hasBeta: false)
    /// `snake` of BigVGAN, by default with logarithms.
    public static func bigVGAN(isLogarithmic: Bool = true) -> Snake {
        Snake(hasTimeAxis: false, isLogarithmic: isLogarithmic, hasBeta: false)
    }
    /// `snakebeta` of BigVGAN and of Qwen's speech tokenizer, by default with logarithms.
    public static func beta(isLogarithmic: Bool = true) -> Snake {
        Snake(hasTimeAxis: false, isLogarithmic: isLogarithmic, hasBeta: true)
    }

    /// Any of them.
    public init(hasTimeAxis: Bool, isLogarithmic: Bool, hasBeta: Bool) {
        self.hasTimeAxis = hasTimeAxis
        self.isLogarithmic = isLogarithmic
        self.hasBeta = hasBeta
    }
}

extension Layer {
    /// `x + sin²(α · x) / (β + 1e-9)`, with β = α unless it has its own: "Neural Networks Fail to
    /// Learn Periodic Functions and How to Fix It" (Liu et al. 2020), and BigVGAN (Lee et al. 2022).
    ///
    /// Parameters `alpha` and perhaps `beta`, `[channels]` or `[1, channels, 1]`.
    ///
    /// - Parameter x: `[batch, channels, frames]`
    public func snake(_ x: Value, _ form: Snake) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        func frequency(_ name: String) -> Value {
            let stored = parameter(name, form.hasTimeAxis ? [1, channels, 1] : [channels])
                .reshaped([1, Dimension(channels), 1])
            return form.isLogarithmic ? stored.exp() : stored
        }
        let alpha = frequency("alpha")
        let beta = form.hasBeta ? frequency("beta") : alpha
        let sine = apply(.unary(.sine), x * alpha)
        return x + sine * sine * (1 / (beta + 1e-9))
    }
}
