public import TensorRuntime

/// What a convolution in time sees beyond the ends of a sequence.
public enum ConvolutionPadding: Sendable, Hashable {
    /// As many frames as given. Runs in steps only if the kernel is the stride and none is added.
    case explicit(before: Int, after: Int, PaddingMode = .constant(0))
    /// As many frames come out as go in, half of the kernel's reach at each end (PyTorch's
    /// `same`). For a stride of 1; whole sequences only.
    case same(PaddingMode = .constant(0))
    /// Nothing of the future: all padding, `(kernel - 1) · dilation + 1 - stride` frames, is
    /// before the first. Of n · stride frames n come out. Zeros or the first frame repeated
    /// (`edge`) run in steps.
    case causal(PaddingMode = .constant(0))
}

extension Layer {
    /// A convolution in time.
    ///
    /// Parameters `weight [channels out, channels in / groups, kernel]`, `bias`. While stepping
    /// a causal one keeps its last frames as `tail`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`; causal with a stride the frames must be a multiple of it.
    ///   - channels: Channels that come out.
    public func conv1d(
        _ x: Value, to channels: Int, kernel: Int, stride: Int = 1, dilation: Int = 1,
        groups: Int = 1, padding: ConvolutionPadding = .same(), bias: Bool = true
    ) -> Value {
        guard let inputs = self.channels(of: x, .signal),
            accepts(
                [
                    ("kernel", kernel), ("stride", stride), ("dilation", dilation),
                    ("the number of channels out", channels),
                ], channels: inputs, groups: groups)
        else { return nothing }
        let weight = parameter("weight", [channels, inputs / groups, kernel])
        let offset = bias ? parameter("bias", [channels]) : nil
        let reach = dilation * (kernel - 1)
        let extended: Value
        var ends = Padding(before: 0, after: 0)
        switch padding {
        case .explicit(let before, let after, let mode):
            guard before >= 0, after >= 0 else {
                return refuse("padding of \(before) and \(after) frames, none may be negative")
            }
            if isStepping {
                guard before + after == 0, reach + 1 == stride else { return refuseSteps() }
                guard accepts(length: x.size(2), inSteps: stride) else { return nothing }
            }
            (extended, ends) = padded(x, before, after, mode)
        case .same(let mode):
            guard stride == 1 else {
                return refuse("padding to the same length is for a stride of 1, not \(stride)")
            }
            guard !isStepping || reach == 0 else { return refuseSteps() }
            (extended, ends) = padded(x, reach / 2, reach - reach / 2, mode)
        case .causal(let mode):
            guard accepts(length: x.size(2), inSteps: stride) else { return nothing }
            let count = max(reach + 1 - stride, 0)
            if isStepping {
                extended = preceded(x, by: count, mode)
            } else {
                (extended, ends) = padded(x, count, 0, mode)
            }
        }
        let attributes = TensorRuntime.Convolution(
            strides: [stride], dilations: [dilation], padding: [ends], groups: groups)
        return convolved(extended, weight, offset, attributes)
    }

    func convolved(
        _ x: Value, _ weight: Value, _ bias: Value?, _ attributes: TensorRuntime.Convolution
    ) -> Value {
        if let bias { return apply(.convolution(attributes), x, weight, bias) }
        return apply(.convolution(attributes), x, weight)
    }

    private func refuseSteps() -> Value {
        refuse("it looks ahead, so it can't run in steps; make it causal or look-ahead")
    }

    /// Zeros are left to the convolution; other padding is made beforehand.
    private func padded(_ x: Value, _ before: Int, _ after: Int, _ mode: PaddingMode)
        -> (Value, Padding)
    {
        if mode == .constant(0) || before + after == 0 {
            return (x, Padding(before: before, after: after))
        }
        var widths = x.shape.map { _ in Padding(before: 0, after: 0) }
        widths[2] = Padding(before: before, after: after)
        return (apply(.pad(widths, mode), x), Padding(before: 0, after: 0))
    }
}
