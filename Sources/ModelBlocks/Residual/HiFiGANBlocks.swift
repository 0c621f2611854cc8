public import TensorRuntime

extension Layer {
    /// The residual block of HiFi-GAN V1 and V2 (Kong et al. 2020): for each dilation a dilated
    /// convolution and a plain one, with a way around both.
    ///
    /// Parameters `convs1.0`, …, `convs2.0`, …, and those of the activation if it has some.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - isCausal: Padding before the first frame only, which runs in steps.
    ///   - activation: Given the layer that asks, the number of the activation, from 0, and the
    ///     signal; nil: leaky ReLU with a slope of 0.1.
    public func hifiGANBlock1(
        _ x: Value, kernel: Int, dilations: [Int] = [1, 3, 5], isCausal: Bool = false,
        activation: ((Layer, Int, Value) -> Value)? = nil
    ) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        let padding: ConvolutionPadding = isCausal ? .causal() : .same()
        let active = activation ?? { layer, _, x in layer.activate(x, .leakyReLU(0.1)) }
        var y = x
        for (index, dilation) in dilations.enumerated() {
            let first = (self / "convs1" / index).conv1d(
                active(self, 2 * index, y), to: channels, kernel: kernel, dilation: dilation,
                padding: padding)
            y =
                (self / "convs2" / index).conv1d(
                    active(self, 2 * index + 1, first), to: channels, kernel: kernel,
                    padding: padding) + y
        }
        return y
    }

    /// The smaller residual block of HiFi-GAN V3: for each dilation one convolution with a way
    /// around it. Parameters `convs.0`, …
    public func hifiGANBlock2(
        _ x: Value, kernel: Int, dilations: [Int] = [1, 3], isCausal: Bool = false
    ) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        var y = x
        for (index, dilation) in dilations.enumerated() {
            y =
                (self / "convs" / index).conv1d(
                    activate(y, .leakyReLU(0.1)), to: channels, kernel: kernel, dilation: dilation,
                    padding: isCausal ? .causal() : .same()) + y
        }
        return y
    }
}
