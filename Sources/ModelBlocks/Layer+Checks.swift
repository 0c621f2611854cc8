internal import TensorRuntime

/// How the axes of a value are laid out.
enum Layout {
    /// `[…, features]`
    case features
    /// `[batch, frames, features]`, as transformers and recurrent layers take it.
    case sequence
    /// `[batch, channels, frames]`, as convolutions in time take it.
    case signal
    /// `[batch, channels, height, width]`
    case image
}

extension Layer {
    /// The number of features or channels. Nil, and the network is refused in this layer's name,
    /// if the value isn't laid out like this or the number isn't known.
    func channels(of x: Value, _ layout: Layout) -> Int? {
        if x.isNothing { return nil }
        let (axis, rank, form) =
            switch layout {
            case .features: (x.shape.count - 1, max(x.shape.count, 1), "[…, features]")
            case .sequence: (2, 3, "[batch, frames, features]")
            case .signal: (1, 3, "[batch, channels, frames]")
            case .image: (1, 4, "[batch, channels, height, width]")
            }
        guard x.shape.count == rank else {
            refuse("\(x.shape) came in, it takes \(form)")
            return nil
        }
        guard let channels = x.shape[axis].fixed, channels > 0 else {
            refuse("axis \(axis) of \(x.shape) must be a number above 0")
            return nil
        }
        return channels
    }

    /// Whether the attributes of a convolution are sound; if not, the network is refused.
    func accepts(_ attributes: [(name: String, value: Int)], channels: Int, groups: Int) -> Bool {
        for (name, value) in attributes + [("groups", groups)] where value < 1 {
            refuse("\(name) is \(value), it begins at 1")
            return false
        }
        guard channels % groups == 0 else {
            refuse("\(channels) channels can't be divided into \(groups) groups")
            return false
        }
        return true
    }

    /// Whether steps of this length always make whole frames; if not, the network is refused.
    func accepts(length: Dimension, inSteps stride: Int) -> Bool {
        guard length.divided(by: Dimension(stride)) != nil else {
            refuse(
                "a length of \(length) isn't a multiple of the stride \(stride); say so in the "
                    + "input's shape, as in Dimension.symbol(\"steps\") * \(stride)")
            return false
        }
        return true
    }
}
