public import TensorRuntime

extension Layer {
    /// Attention with learned vectors for the distances of near frames (Shaw et al. 2018), as the
    /// text encoder of VITS has it. It sees both sides, so it can't run in steps.
    ///
    /// Parameters `conv_q`, `conv_k`, `conv_v`, `conv_o` (1×1 convolutions), and for the distances
    /// from -window to window `emb_rel_k` and `emb_rel_v`, `[1, 2 · window + 1, width]`, which all
    /// heads share.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`; as many come out.
    ///   - heads: Heads, whose features are `width = channels / heads`.
    ///   - window: The largest distance that has a vector.
    ///   - mask: `[batch, 1, frames]`, 0 for the padding of shorter sequences; nil: there is none.
    public func relativeAttention(
        _ x: Value, heads: Int, window: Int, mask: Value? = nil
    ) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        guard !isStepping else {
            return refuse("relative attention sees both sides, so it can't run in steps")
        }
        guard heads > 0, channels % heads == 0, window > 0 else {
            return refuse("\(channels) channels in \(heads) heads with a window of \(window)")
        }
        let (batch, frames, width) = (x.size(0), x.size(2), channels / heads)
        let near = 2 * window + 1
        /// `[batch, heads, frames, width]`
        func inHeads(_ name: String) -> Value {
            (self / name).conv1d(x, to: channels, kernel: 1)
                .reshaped([batch, Dimension(heads), Dimension(width), frames])
                .transposed(0, 1, 3, 2)
        }
        /// A row of zeros behind the vectors is for distances that have none.
        func vectors(_ name: String) -> Value {
            parameter(name, [1, near, width]).reshaped([Dimension(near), Dimension(width)])
                .padded(0, after: 1)
        }
        let queries = inHeads("conv_q") * (1 / Double(width).squareRoot())
        let (keys, values) = (inHeads("conv_k"), inHeads("conv_v"))

        // Row of the vectors for each pair of frames.
        let numbers = range(frames)
        let distances = numbers.addingAxis(0) - numbers.addingAxis(1) + Double(window)
        let isNear = (distances .>= constant(Int64(0))) .& (distances .< constant(Int64(near)))
        let rows = isNear.select(distances, else: constant(Int64(near)))
            .reshaped([1, 1, frames, frames])
            .expanded([batch, Dimension(heads), frames, frames])

        let apart = queries.matMul(vectors("emb_rel_k").transposed(1, 0))
        var scores =
            queries.matMul(keys.swappingAxes(2, 3))
            + apply(.gatherElements(axis: 3), apart, rows)
        if let mask { scores = scores + (mask.addingAxis(1) - 1) * 1e9 }
        let shares = scores.softmax(3)
        // Shares of each distance together.
        let none = filled(
            [batch, Dimension(heads), frames, Dimension(near + 1)], with: Float(0))
        let byDistance = apply(.scatterElements(axis: 3, adds: true), none, rows, shares)
        let seen = shares.matMul(values) + byDistance.matMul(vectors("emb_rel_v"))
        return (self / "conv_o").conv1d(
            seen.transposed(0, 1, 3, 2).reshaped([batch, Dimension(channels), frames]),
            to: channels, kernel: 1)
    }
}
