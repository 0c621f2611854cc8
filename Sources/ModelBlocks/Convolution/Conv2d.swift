public import TensorRuntime

extension Layer {
    /// A convolution over height and width, as discriminators have it. Sees whole sequences.
    ///
    /// Parameters `weight [channels out, channels in / groups, kernel…]`, `bias`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, height, width]`
    ///   - padding: Zeros at both ends of height and width.
    public func conv2d(
        _ x: Value, to channels: Int, kernel: (Int, Int), stride: (Int, Int) = (1, 1),
        dilation: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0), groups: Int = 1,
        bias: Bool = true
    ) -> Value {
        guard let inputs = self.channels(of: x, .image),
            accepts(
                [
                    ("kernel", min(kernel.0, kernel.1)), ("stride", min(stride.0, stride.1)),
                    ("dilation", min(dilation.0, dilation.1)),
                    ("the number of channels out", channels),
                ], channels: inputs, groups: groups)
        else { return nothing }
        guard !isStepping || (kernel == (1, 1) && stride == (1, 1)) else {
            return refuse("a convolution of images can't run in steps")
        }
        let attributes = TensorRuntime.Convolution(
            strides: [stride.0, stride.1], dilations: [dilation.0, dilation.1],
            padding: [padding.0, padding.1].map { Padding(before: $0, after: $0) },
            groups: groups)
        return convolved(
            x, parameter("weight", [channels, inputs / groups, kernel.0, kernel.1]),
            bias ? parameter("bias", [channels]) : nil, attributes)
    }
}
