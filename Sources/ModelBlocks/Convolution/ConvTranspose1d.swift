public import TensorRuntime

/// What is cut off a transposed convolution, which makes `(frames - 1) · stride + kernel` frames.
public enum TransposedTrim: Sendable, Hashable {
    /// As many frames as given, PyTorch's `padding` and `output_padding`. Whole sequences only.
    case explicit(before: Int, after: Int, outputPadding: Int = 0)
    /// `kernel - stride` frames, half at each end, so that frames · stride come out. Whole
    /// sequences only.
    case both
    /// `kernel - stride` frames at the end: frames · stride come out, none of which needs the
    /// future.
    case causal
}

extension Layer {
    /// A transposed convolution in time, which makes sequences longer.
    ///
    /// Parameters `weight [channels in, channels out / groups, kernel]`, `bias`. While stepping
    /// a causal one keeps what reaches into the next step as `overlap`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - channels: Channels that come out.
    public func convTranspose1d(
        _ x: Value, to channels: Int, kernel: Int, stride: Int, groups: Int = 1,
        trim: TransposedTrim = .both, bias: Bool = true
    ) -> Value {
        guard let inputs = self.channels(of: x, .signal),
            accepts(
                [
                    ("kernel", kernel), ("stride", stride),
                    ("a group's channels", channels / max(groups, 1)),
                ], channels: inputs, groups: groups)
        else { return nothing }
        let weight = parameter("weight", [inputs, channels / groups, kernel])
        let offset = bias ? parameter("bias", [channels]) : nil
        let surplus = kernel - stride
        var ends = Padding(before: 0, after: 0)
        var longer = 0
        switch trim {
        case .explicit(let before, let after, let outputPadding):
            (ends, longer) = (Padding(before: before, after: after), outputPadding)
        case .both, .causal:
            guard surplus >= 0 else {
                return refuse("the kernel \(kernel) is shorter than the stride \(stride)")
            }
            ends.after = trim == .causal ? surplus : surplus / 2
            ends.before = surplus - ends.after
        }
        if isStepping, surplus != 0 || ends != Padding(before: 0, after: 0) || longer != 0 {
            guard trim == .causal else {
                return refuse("it looks ahead, so it can't run in steps; make it causal")
            }
            ends.after = 0
        }
        let attributes = TensorRuntime.Convolution(
            strides: [stride], dilations: [1], padding: [ends], outputPadding: [longer],
            groups: groups)
        guard isStepping, surplus > 0 else {
            if let offset { return apply(.transposedConvolution(attributes), x, weight, offset) }
            return apply(.transposedConvolution(attributes), x, weight)
        }
        let y = overlapped(
            apply(.transposedConvolution(attributes), x, weight), surplus, as: "overlap")
        guard let offset else { return y }
        return y + offset.reshaped([1, Dimension(channels), 1])
    }

    /// While stepping: what overlaps the step before is added to, what overlaps the next is kept
    /// and cut off.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames · stride + count]`
    ///   - count: Frames of overlap, more than 0.
    func overlapped(_ x: Value, _ count: Int, as name: String) -> Value {
        if x.isNothing { return nothing }
        let overlap = kept(name, [x.size(0), x.size(1), Dimension(count)])
        let sum = apply(
            .concatenate(axis: 2),
            to: [
                apply(.binary(.add), x.slice(2, to: Dimension(count)), overlap),
                x.slice(2, from: Dimension(count)),
            ])[0]
        keep(sum.suffix(Dimension(count), axis: 2), as: name)
        return sum.slice(2, to: x.size(2) - Dimension(count))
    }
}
