public import TensorRuntime

extension Layer {
    /// The causal encoder of ``ConversionModel``, for what is said and for who speaks.
    ///
    /// Parameters `first`, `stages.0`…`3` (`units.0`…`2`, `down`) and `last`.
    ///
    /// - Parameter audio: `[batch, samples]`, whole frames.
    /// - Returns: `[batch, width, frames]`
    public func conversionEncoder(_ audio: Value, _ encoder: ConversionModel.Encoder) -> Value {
        var channels = encoder.channels
        var x = (self / "first").conv1d(
            (audio * ConversionModel.inputGain).addingAxis(1), to: channels, kernel: 7,
            padding: .causal()
        ).elu()
        for (index, stride) in ConversionModel.strides.enumerated() {
            let stage = self / "stages" / index
            for (number, dilation) in ConversionModel.dilations.enumerated() {
                x = (stage / "units" / number).conversionUnit(x, dilation: dilation)
            }
            channels *= 2
            x = (stage / "down").conv1d(
                x, to: channels, kernel: 2 * stride, stride: stride, padding: .causal()
            ).elu()
        }
        return (self / "last").conv1d(x, to: encoder.width, kernel: 3, padding: .causal())
    }

    /// What is said: the encoder `content`, and behind it the `bottleneck` (`projection`, and
    /// `layers.0.codebook.embed`…), if there is one.
    ///
    /// - Returns: `[batch, width, frames]`
    public func conversionContent(
        _ audio: Value, _ encoder: ConversionModel.Encoder, _ bottleneck: ResidualQuantizer?
    ) -> Value {
        let features = (self / "content").conversionEncoder(audio, encoder)
        return bottleneck.map { conversionBottleneck(features, $0) } ?? features
    }

    /// What is left of features behind a bottleneck, `bottleneck` as ``conversionContent(_:_:_:)`` has
    /// it.
    ///
    /// - Parameter features: `[batch, width, frames]`, and so is what is returned.
    public func conversionBottleneck(_ features: Value, _ bottleneck: ResidualQuantizer) -> Value {
        let place = self / "bottleneck"
        let projected = (place / "projection").conv1d(features, to: bottleneck.width, kernel: 1)
        return place.dequantized(
            place.quantized(projected, bottleneck), bottleneck, channels: bottleneck.width)
    }

    /// x + ELU(1 × 1 convolution(ELU(dilated causal convolution of x))).
    ///
    /// Parameters `dilated` and `pointwise`.
    func conversionUnit(_ x: Value, dilation: Int) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        let inner = (self / "dilated").conv1d(
            x, to: channels, kernel: 7, dilation: dilation, padding: .causal()
        ).elu()
        return apply(
            .binary(.add), x,
            (self / "pointwise").conv1d(inner, to: channels, kernel: 1).elu())
    }

    /// How much each frame of a speaker's features counts, as logarithms: their product with a
    /// learnt vector.
    ///
    /// Parameter `query [width]`.
    ///
    /// - Parameter x: `[batch, width, frames]`
    /// - Returns: `[batch, 1, frames]`
    public func poolingScores(_ x: Value) -> Value {
        guard let width = channels(of: x, .signal) else { return nothing }
        let query = parameter("query", [width]).reshaped([1, 1, Dimension(width)])
        return query.matMul(x) / Double(width).squareRoot()
    }
}

extension ConversionModel {
    /// What samples are multiplied by before the first layer, so that speech of the usual level (-25
    /// dBFS, a deviation of 0.056) isn't drowned by biases when training begins.
    static let inputGain = 16.0
    /// Dilations of the residual units of a stage.
    static let dilations = [1, 3, 9]
}
