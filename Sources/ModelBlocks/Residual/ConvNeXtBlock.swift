public import TensorRuntime

extension Layer {
    /// The block of ConvNeXt (Liu et al. 2022) in time, as in Vocos: each channel's convolution,
    /// normalisation, two linear layers with GELU between, a scale, and the way around all of it.
    ///
    /// Parameters `dwconv`, `norm`, `pwconv1`, `pwconv2`, and `gamma [channels]`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - hidden: Features between the linear layers.
    ///   - padding: Of the convolution; causal runs in steps.
    ///   - condition: int64 `[batch]` and how many there are, for Vocos' adaptive normalisation.
    ///   - dwconv: What the convolution is called.
    ///   - dropout: Part of what the block adds that is dropped while training.
    public func convNeXtBlock(
        _ x: Value, hidden: Int, kernel: Int = 7, padding: ConvolutionPadding = .same(),
        layerScale: Bool = true, epsilon: Float = 1e-6,
        condition: (ids: Value, count: Int)? = nil, dwconv: String = "dwconv",
        dropout: Float = 0
    ) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        let mixed = (self / dwconv).conv1d(
            x, to: channels, kernel: kernel, groups: channels, padding: padding)
        let frames = mixed.transposed(0, 2, 1)
        let normal =
            if let condition {
                (self / "norm").adaptiveLayerNorm(
                    frames, of: condition.ids, conditions: condition.count, epsilon: epsilon)
            } else {
                (self / "norm").layerNorm(frames, epsilon: epsilon)
            }
        var y = (self / "pwconv2").linear(
            activate((self / "pwconv1").linear(normal, to: hidden), .gelu(.exact)), to: channels)
        if layerScale { y = y * parameter("gamma", [channels]) }
        if dropout > 0 { y = apply(.dropout(probability: dropout), y) }
        return apply(.binary(.add), x, y.transposed(0, 2, 1))
    }
}
