public import TensorRuntime

extension Layer {
    /// Mean and standard deviation over frames, `[batch, 2 · channels, 1]`, the mean first.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - shares: `[batch, channels or 1, frames]`, which sum to 1; nil: all count the same.
    public func statistics(_ x: Value, shares: Value? = nil, epsilon: Double = 1e-12) -> Value {
        guard channels(of: x, .signal) != nil else { return nothing }
        guard !isStepping else {
            return refuse("statistics need the whole sequence, they can't run in steps")
        }
        func mean(_ x: Value) -> Value {
            guard let shares else { return x.mean(2, keepingAxes: true) }
            return (x * shares).sum(2, keepingAxes: true)
        }
        let centre = mean(x)
        let distance = apply(.binary(.subtract), x, centre)
        let deviation = mean(distance * distance).clamped(epsilon).squareRoot()
        return apply(.concatenate(axis: 1), to: [centre, deviation])[0]
    }

    /// Attentive statistics pooling (Okabe et al. 2018) as in ECAPA-TDNN (Desplanques et al. 2020):
    /// mean and deviation of each channel, to which frames count as a small network says that sees
    /// the whole sequence's statistics too.
    ///
    /// Parameters `tdnn.conv.conv`, `tdnn.norm.norm` (batch normalisation) and `conv.conv`, as
    /// SpeechBrain has them.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - hidden: Features inside the small network.
    ///   - mask: `[batch, 1, frames]`, 0 for the padding of shorter sequences; nil: there is none.
    /// - Returns: `[batch, 2 · channels, 1]`
    public func attentiveStatistics(_ x: Value, hidden: Int = 128, mask: Value? = nil) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        guard !isStepping else {
            return refuse("statistics need the whole sequence, they can't run in steps")
        }
        let shares = mask.map { $0 / $0.sum(2, keepingAxes: true) }
        let context = statistics(x, shares: shares)
            .expanded([x.size(0), Dimension(2 * channels), x.size(2)])
        let both = apply(.concatenate(axis: 1), to: [x, context])[0]
        let inner = (self / "tdnn" / "norm" / "norm").batchNorm(
            activate(
                (self / "tdnn" / "conv" / "conv").conv1d(both, to: hidden, kernel: 1), .relu))
        var scores = (self / "conv" / "conv").conv1d(
            inner.mapped(.hyperbolicTangent), to: channels, kernel: 1)
        if let mask { scores = scores + (mask - 1) * 1e9 }
        return statistics(x, shares: scores.softmax(2))
    }
}
