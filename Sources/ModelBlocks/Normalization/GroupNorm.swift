public import TensorRuntime

extension Layer {
    /// Groups of channels, over all frames, with mean 0 and variance 1, times `weight`, plus
    /// `bias` (Wu and He 2018). It sees the whole sequence, so it can't run in steps.
    ///
    /// - Parameter x: `[batch, channels, …]`
    public func groupNorm(_ x: Value, groups: Int, epsilon: Float = 1e-5) -> Value {
        if x.isNothing { return nothing }
        guard !isStepping else {
            return refuse("group normalisation needs the whole sequence, it can't run in steps")
        }
        guard x.shape.count >= 3, let channels = x.shape[1].fixed, channels > 0 else {
            return refuse("\(x.shape) came in, it takes [batch, channels, …]")
        }
        return apply(
            .groupNorm(groups: groups, epsilon: epsilon), x, parameter("weight", [channels]),
            parameter("bias", [channels]))
    }

    /// Channels normalised with the mean and variance that training measured (Ioffe and Szegedy
    /// 2015).
    ///
    /// Parameters `weight`, `bias`, `running_mean`, `running_var`, all `[channels]`.
    ///
    /// - Parameter x: `[batch, channels, …]`
    public func batchNorm(_ x: Value, epsilon: Double = 1e-5) -> Value {
        if x.isNothing { return nothing }
        guard x.shape.count >= 2, let channels = x.shape[1].fixed, channels > 0 else {
            return refuse("\(x.shape) came in, it takes [batch, channels, …]")
        }
        let spread = (parameter("running_var", [channels]) + epsilon).squareRoot()
        let scale = parameter("weight", [channels]) / spread
        let shift = parameter("bias", [channels]) - parameter("running_mean", [channels]) * scale
        let shape = [Dimension(channels)] + x.shape.dropFirst(2).map { _ in 1 }
        return apply(
            .binary(.add), apply(.binary(.multiply), x, scale.reshaped(shape)),
            shift.reshaped(shape))
    }
}
