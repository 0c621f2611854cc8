public import TensorRuntime

/// A function of each element, without or with parameters.
public enum Activation: Sendable, Hashable {
    case relu
    case silu
    case gelu(GELU)
    /// x, or α · (eˣ - 1) below zero.
    case elu(alpha: Float = 1)
    /// x, or a part of it below zero.
    case leakyReLU(Float)
    case tanh
    case sigmoid
}

extension Layer {
    /// Applies a function without parameters to each element.
    public func activate(_ x: Value, _ activation: Activation) -> Value {
        switch activation {
        case .relu: apply(.unary(.relu), x)
        case .silu: apply(.unary(.silu), x)
        case .gelu(let form): apply(.unary(.gelu(form)), x)
        case .elu(let alpha): apply(.unary(.elu(alpha: alpha)), x)
        case .leakyReLU(let slope): apply(.unary(.leakyReLU(slope: slope)), x)
        case .tanh: apply(.unary(.hyperbolicTangent), x)
        case .sigmoid: apply(.unary(.sigmoid), x)
        }
    }

    /// x, or `weight · x` below zero. Parameter `weight [channels]`, or `[1]` for all of them.
    ///
    /// - Parameter x: `[batch, channels, …]`
    public func prelu(_ x: Value, sharing: Bool = false) -> Value {
        if x.isNothing { return nothing }
        guard x.shape.count >= 2, let channels = x.shape[1].fixed, channels > 0 else {
            return refuse("\(x.shape) came in, it takes [batch, channels, …]")
        }
        let slope = parameter("weight", [sharing ? 1 : channels])
            .reshaped([sharing ? 1 : Dimension(channels)] + x.shape.dropFirst(2).map { _ in 1 })
        return apply(.unary(.relu), x) + slope * x.clamped(nil, 0)
    }
}
