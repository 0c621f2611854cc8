public import TensorRuntime

/// A vocoder of ConvNeXt blocks with a spectral head, as Vocos (Siuzdak 2023): all layers run at
/// the rate of frames, and the inverse transform makes samples of them.
public struct ConvNeXtVocoder: Sendable, Hashable {
    /// Bands of the mel spectrum that comes in.
    public var bands: Int
    /// Channels of the blocks.
    public var width: Int
    /// Features inside a block.
    public var hidden: Int
    /// How many blocks there are.
    public var depth: Int
    /// Kernel of the blocks' convolutions, and of the first.
    public var kernel: Int
    /// The transform whose inverse gives the samples.
    public var transform: ShortTimeFourier
    /// Whether no frame needs those after it, so that it runs in steps.
    public var isCausal: Bool

    /// The sizes of Vocos unless said otherwise.
    public init(
        bands: Int = 100, width: Int = 512, hidden: Int = 1536, depth: Int = 8, kernel: Int = 7,
        size: Int = 1024, hop: Int = 256, isCausal: Bool = false
    ) {
        self.bands = bands
        self.width = width
        self.hidden = hidden
        self.depth = depth
        self.kernel = kernel
        self.isCausal = isCausal
        transform = ShortTimeFourier(size: size, hop: hop, placement: isCausal ? .causal : .same)
    }
}

extension Layer {
    /// The samples of a mel spectrum.
    ///
    /// Parameters as in Vocos' checkpoints: `backbone.embed`, `backbone.norm`,
    /// `backbone.convnext.0`…, `backbone.final_layer_norm`, `head.out`.
    ///
    /// - Parameter mel: `[batch, bands, frames]`
    /// - Returns: `[batch, frames · hop]`
    public func convNeXtVocoder(_ mel: Value, _ vocoder: ConvNeXtVocoder) -> Value {
        (self / "head").spectralHead(
            (self / "backbone").convNeXtBackbone(mel, vocoder), vocoder.transform)
    }

    /// The blocks of a vocoder: `embed`, `norm`, `convnext.0`…, `final_layer_norm`.
    ///
    /// - Parameter features: `[batch, channels, frames]`
    /// - Returns: `[batch, frames, width]`
    func convNeXtBackbone(_ features: Value, _ vocoder: ConvNeXtVocoder) -> Value {
        let padding: ConvolutionPadding = vocoder.isCausal ? .causal() : .same()
        var x = (self / "embed").conv1d(
            features, to: vocoder.width, kernel: vocoder.kernel, padding: padding)
        x = (self / "norm").channelLayerNorm(x, epsilon: 1e-6)
        for index in 0..<vocoder.depth {
            x = (self / "convnext" / index).convNeXtBlock(
                x, hidden: vocoder.hidden, kernel: vocoder.kernel, padding: padding)
        }
        return (self / "final_layer_norm").layerNorm(x.transposed(0, 2, 1), epsilon: 1e-6)
    }
}
