public import TensorRuntime

extension Layer {
    /// Sequences longer by a factor without parameters. Linear interpolation looks ahead, so only
    /// repeating runs in steps.
    ///
    /// - Parameter x: `[batch, channels, frames]`
    public func upsampled(_ x: Value, by factor: Int, _ mode: UpsamplingMode = .nearest) -> Value {
        guard channels(of: x, .signal) != nil else { return nothing }
        guard !isStepping || mode == .nearest || factor == 1 else {
            return refuse("linear upsampling looks ahead, so it can't run in steps")
        }
        return apply(.upsample(factor: factor, mode), x)
    }
}
