extension Value {
    /// The same elements with another shape.
    public func reshaped(_ shape: [Dimension]) -> Value { apply(.reshape(shape)) }

    /// Axes in another order: axis *i* of the result is axis `order[i]`.
    public func transposed(_ order: Int...) -> Value { apply(.transpose(order)) }

    /// Two axes swapped.
    public func swappingAxes(_ a: Int, _ b: Int) -> Value {
        var order = Array(shape.indices)
        guard order.indices.contains(axis(a)), order.indices.contains(axis(b)) else {
            if !isNothing { builder.fail(layer, "transpose", "no axes \(a) and \(b) in \(shape)") }
            return builder.nothing(layer)
        }
        order.swapAt(axis(a), axis(b))
        return apply(.transpose(order))
    }

    /// A new axis of size 1 before the given one.
    public func addingAxis(_ axis: Int) -> Value {
        var sizes = shape
        let place = axis < 0 ? axis + sizes.count + 1 : axis
        guard !isNothing, (0...sizes.count).contains(place) else {
            if !isNothing { builder.fail(layer, "reshape", "no axis \(axis) beside \(shape)") }
            return builder.nothing(layer)
        }
        sizes.insert(1, at: place)
        return reshaped(sizes)
    }

    /// The elements of an axis from `start` up to `end`; without an end, all that follow.
    public func slice(
        _ axis: Int, from start: Dimension = 0, to end: Dimension? = nil, by step: Int = 1
    )
        -> Value
    {
        apply(.slice(axis: self.axis(axis), start: start, end: end ?? size(axis), step: step))
    }

    /// The last elements of an axis.
    public func suffix(_ count: Dimension, axis: Int) -> Value {
        slice(axis, from: size(axis) - count)
    }

    /// Equal parts of an axis.
    public func split(_ parts: Int, axis: Int) -> [Value] {
        let size = size(axis)
        guard parts > 0, let part = size.divided(by: Dimension(parts)) else {
            if !isNothing { builder.fail(layer, "split", "\(size) in \(parts) equal parts") }
            return (0..<max(parts, 0)).map { _ in builder.nothing(layer) }
        }
        return (0..<parts).map { slice(axis, from: part * $0, to: part * ($0 + 1)) }
    }

    /// Values one after another along an axis.
    public static func concatenated(_ values: [Value], axis: Int) -> Value {
        values[0].builder.add(
            .concatenate(axis: values[0].axis(axis)), values, layer: values[0].layer)[0]
    }

    /// The value repeated along axes of size 1.
    public func expanded(_ shape: [Dimension]) -> Value { apply(.expand(shape)) }

    /// Elements added at the ends of an axis.
    public func padded(
        _ axis: Int, before: Int = 0, after: Int = 0, _ mode: PaddingMode = .constant(0)
    ) -> Value {
        var widths = shape.map { _ in Padding(before: 0, after: 0) }
        guard widths.indices.contains(self.axis(axis)) else {
            if !isNothing { builder.fail(layer, "pad", "there is no axis \(axis) in \(shape)") }
            return builder.nothing(layer)
        }
        widths[self.axis(axis)] = Padding(before: before, after: after)
        return apply(.pad(widths, mode))
    }

    /// The last axis of `[batch, channels, time]` longer by a factor.
    public func upsampled(_ factor: Int, _ mode: UpsamplingMode = .nearest) -> Value {
        apply(.upsample(factor: factor, mode))
    }
}
