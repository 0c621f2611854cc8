extension Value {
    /// Applies a function to each element.
    public func mapped(_ function: UnaryFunction) -> Value { apply(.unary(function)) }

    /// e to the power of each element.
    public func exp() -> Value { mapped(.exponential) }
    /// The natural logarithm.
    public func log() -> Value { mapped(.logarithm) }
    /// The square root.
    public func squareRoot() -> Value { mapped(.squareRoot) }
    /// Without the sign.
    public func magnitude() -> Value { mapped(.absolute) }
    /// The sine of radians.
    public func sine() -> Value { mapped(.sine) }
    /// The cosine of radians.
    public func cosine() -> Value { mapped(.cosine) }
    /// The hyperbolic tangent.
    public func tanh() -> Value { mapped(.hyperbolicTangent) }
    /// 1 / (1 + e⁻ˣ)
    public func sigmoid() -> Value { mapped(.sigmoid) }
    /// The positive part.
    public func relu() -> Value { mapped(.relu) }
    /// x · sigmoid(x)
    public func silu() -> Value { mapped(.silu) }
    /// x · Φ(x), exactly or by the usual approximation with a hyperbolic tangent.
    public func gelu(_ form: GELU = .exact) -> Value { mapped(.gelu(form)) }
    /// x, or α · (eˣ - 1) below zero.
    public func elu(alpha: Float = 1) -> Value { mapped(.elu(alpha: alpha)) }
    /// x, or a part of it below zero.
    public func leakyReLU(_ slope: Float) -> Value { mapped(.leakyReLU(slope: slope)) }
    /// The elements as another type; numbers to whole numbers towards zero.
    public func cast(to element: ElementType) -> Value { apply(.cast(element)) }
    /// The value, through which no gradient goes.
    public func stoppingGradient() -> Value { apply(.stopGradient) }

    /// The matrix product of the last two axes.
    public func matMul(_ other: Value) -> Value { apply(.matMul, other) }
    /// Shares that sum to 1 along an axis.
    public func softmax(_ axis: Int = -1) -> Value { apply(.softmax(axis: self.axis(axis))) }
    /// The logarithm of ``softmax(_:)``, computed so that nothing overflows.
    public func logSoftmax(_ axis: Int = -1) -> Value { apply(.logSoftmax(axis: self.axis(axis))) }

    /// A reduction over axes.
    public func reduce(_ reduction: Reduction, _ axes: [Int], keepingAxes: Bool = false) -> Value {
        apply(.reduce(reduction, axes: axes.map { axis($0) }, keepsAxes: keepingAxes))
    }
    /// The mean over axes; over all without any given.
    public func mean(_ axes: Int..., keepingAxes: Bool = false) -> Value {
        reduce(.mean, axes.isEmpty ? Array(shape.indices) : axes, keepingAxes: keepingAxes)
    }
    /// The sum over axes; over all without any given.
    public func sum(_ axes: Int..., keepingAxes: Bool = false) -> Value {
        reduce(.sum, axes.isEmpty ? Array(shape.indices) : axes, keepingAxes: keepingAxes)
    }
    /// The index of the largest element of an axis, as int64.
    public func argMax(_ axis: Int = -1) -> Value { apply(.argMax(axis: self.axis(axis))) }
    /// The largest elements of an axis in falling order, with their indices.
    public func topK(_ count: Int, axis: Int = -1) -> (values: Value, indices: Value) {
        let results = builder.add(.topK(axis: self.axis(axis), count: count), [self], layer: layer)
        return (results[0], results[1])
    }
    /// Sums of everything up to each element.
    public func cumulativeSum(_ axis: Int) -> Value { apply(.cumulativeSum(axis: self.axis(axis))) }

    /// The elements of an axis at indices; an embedding is `weight.gather(ids)`.
    public func gather(_ indices: Value, axis: Int = 0) -> Value {
        apply(.gather(axis: self.axis(axis)), indices)
    }
}
