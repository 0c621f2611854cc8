public import TensorRuntime

extension Layer {
    /// While stepping: the signal with its last frames of the step before, which are then kept.
    ///
    /// A new stream's are zeros. For the first frame repeated, a flag is kept too, which is 0
    /// until a step has been.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`, at least one frame.
    ///   - count: Frames to keep.
    func preceded(_ x: Value, by count: Int, _ mode: PaddingMode) -> Value {
        guard count > 0, !x.isNothing else { return x }
        let shape = [x.size(0), x.size(1), Dimension(count)]
        var tail = kept("tail", shape)
        switch mode {
        case .constant(0): break
        case .edge:
            let started = kept("started", [x.size(0), 1, 1])
            let first = x.slice(2, to: 1)
            tail = tail + (1 - started) * first
            keep(filled([x.size(0), 1, 1], with: Float(1)), as: "started")
        case .constant, .reflect:
            return refuse("padding by \(mode) can't run in steps, zeros and edge can")
        }
        let extended = apply(.concatenate(axis: 2), to: [tail, x])[0]
        keep(extended.suffix(Dimension(count), axis: 2), as: "tail")
        return extended
    }

    /// While stepping: the value as it was some frames ago, zeros at first. Of whole sequences:
    /// the value itself.
    ///
    /// Brings a second path (a residual, a mask) in step with one that looks ahead.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - frames: By how much it is late; 0 or more.
    public func delayed(_ x: Value, by frames: Int) -> Value {
        guard channels(of: x, .signal) != nil else { return nothing }
        guard frames >= 0 else { return refuse("a delay of \(frames) frames, it begins at 0") }
        guard isStepping, frames > 0 else { return x }
        return preceded(x, by: frames, .constant(0)).slice(2, to: x.size(2))
    }

    /// A convolution in time that sees some frames of the future. In steps its result comes as
    /// many frames late.
    ///
    /// What is late begins before the sequence and ends after it, so a mask goes with it: 1 for
    /// frames of the sequence, 0 for others. The layer sees zeros where it is 0, exactly as
    /// padding of a whole sequence. After a stream's last frame, steps with a mask of 0 bring
    /// what is still to come.
    ///
    /// Parameters `weight [channels out, channels in / groups, kernel]`, `bias`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - mask: `[batch, 1, frames]`, 1 or 0.
    ///   - lookAhead: Frames of the future, at most the kernel's reach.
    /// - Returns: The result and the mask that belongs to it.
    public func lookAheadConv1d(
        _ x: Value, mask: Value, to channels: Int, kernel: Int, lookAhead: Int, dilation: Int = 1,
        groups: Int = 1, bias: Bool = true
    ) -> (x: Value, mask: Value) {
        guard let inputs = self.channels(of: x, .signal), self.channels(of: mask, .signal) == 1,
            accepts(
                [
                    ("kernel", kernel), ("dilation", dilation),
                    ("the number of channels out", channels),
                ], channels: inputs, groups: groups)
        else {
            return (refuse("the mask is \(mask.shape), it must be [batch, 1, frames]"), nothing)
        }
        let reach = dilation * (kernel - 1)
        guard (0...reach).contains(lookAhead) else {
            return (refuse("it looks ahead by \(lookAhead) of a reach of \(reach) frames"), nothing)
        }
        let weight = parameter("weight", [channels, inputs / groups, kernel])
        let offset = bias ? parameter("bias", [channels]) : nil
        let seen = x * mask
        let ends =
            isStepping
            ? Padding(before: 0, after: 0) : Padding(before: reach - lookAhead, after: lookAhead)
        let extended = isStepping ? preceded(seen, by: reach, .constant(0)) : seen
        let attributes = TensorRuntime.Convolution(
            strides: [1], dilations: [dilation], padding: [ends], groups: groups)
        return (
            convolved(extended, weight, offset, attributes),
            (self / "mask").delayed(mask, by: lookAhead)
        )
    }
}
