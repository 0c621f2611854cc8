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
    /// What makes samples of the last block's features.
    public var head: Head

    /// How a vocoder makes samples.
    public enum Head: String, Sendable, Hashable, Codable {
        /// Of magnitudes and phases alone, as Vocos.
        case spectral
        /// By filtering pulses of a given pitch and noise, `sourceFilterHead`.
        case sourceFilter
    }

    /// The sizes of Vocos unless said otherwise.
    public init(
        bands: Int = 100, width: Int = 512, hidden: Int = 1536, depth: Int = 8, kernel: Int = 7,
        size: Int = 1024, hop: Int = 256, isCausal: Bool = false, head: Head = .spectral
    ) {
        self.bands = bands
        self.width = width
        self.hidden = hidden
        self.depth = depth
        self.kernel = kernel
        self.isCausal = isCausal
        self.head = head
        transform = ShortTimeFourier(size: size, hop: hop, placement: isCausal ? .causal : .same)
    }
}

/// What a source-filter vocoder takes beside the spectrum.
public struct Excitation {
    /// Hertz, 0 where there is no voice, `[batch, frames]`
    public var pitch: Value
    /// Pulses of that pitch, `[batch, frames · hop]`, see ``HarmonicSource``.
    public var harmonic: Value
    /// White noise of variance 1, likewise, see ``WhiteNoise``.
    public var noise: Value

    /// Features of the pitch beside the mel bands.
    static let featureCount = 2

    /// How high each frame's pitch is, and whether there is one: `[batch, 1, frames]` each.
    static func features(of pitch: Value, in layer: Layer) -> [Value] {
        let voiced = (pitch .> layer.filled([1, 1], with: Float(0))).cast(to: .float32)
        // About -1 ... 3 for voices, which is of the size of normalised features.
        let height = (pitch.clamped(1).log() - 5) * 2 * voiced
        return [height.addingAxis(1), voiced.addingAxis(1)]
    }

    /// Inputs `pitch`, `harmonic` and `noise` of a network.
    public init(_ net: Layer, _ batch: Dimension, _ frames: Dimension, hop: Int) {
        let samples = frames * Dimension(hop)
        pitch = net.input("pitch", [batch, frames])
        harmonic = net.input("harmonic", [batch, samples])
        noise = net.input("noise", [batch, samples])
    }

    /// What comes from elsewhere.
    public init(pitch: Value, harmonic: Value, noise: Value) {
        self.pitch = pitch
        self.harmonic = harmonic
        self.noise = noise
    }
}

extension Layer {
    /// The samples of a mel spectrum.
    ///
    /// Parameters as in Vocos' checkpoints: `backbone.embed`, `backbone.norm`,
    /// `backbone.convnext.0`…, `backbone.final_layer_norm`, `head.out`. Of a source-filter vocoder
    /// `backbone.embed` takes two features of the pitch behind the bands, and `head.high` makes what
    /// a high band has.
    ///
    /// - Parameters:
    ///   - mel: `[batch, bands, frames]`
    ///   - excitation: What a source-filter vocoder filters; nil for others.
    ///   - highBand: For output at another rate, which pulses and noise must have then; only a
    ///     source-filter vocoder can have one.
    /// - Returns: `[batch, frames · hop]`
    public func convNeXtVocoder(
        _ mel: Value, _ vocoder: ConvNeXtVocoder, excitation: Excitation? = nil,
        highBand: HighBand? = nil
    ) -> Value {
        guard highBand == nil || vocoder.head == .sourceFilter else {
            return refuse("a high band was asked for, this vocoder's head has none")
        }
        let pitch = excitation?.pitch
        switch (vocoder.head, excitation) {
        case (.spectral, nil):
            return (self / "head").spectralHead(
                convNeXtFeatures(mel, vocoder, pitch: pitch), vocoder.transform)
        case (.sourceFilter, let excitation?):
            return (self / "head").sourceFilterHead(
                convNeXtFeatures(mel, vocoder, pitch: pitch), harmonic: excitation.harmonic,
                noise: excitation.noise, vocoder.transform, highBand: highBand)
        case (.spectral, _):
            return refuse("pulses and noise came in, this vocoder's head takes none")
        case (.sourceFilter, nil):
            return refuse("no pulses and noise came in, which this vocoder's head filters")
        }
    }

    /// What a source-filter vocoder multiplies spectra of pulses and noise by, without the
    /// transforms.
    ///
    /// - Parameters:
    ///   - mel: `[batch, bands, frames]`
    ///   - pitch: `[batch, frames]`, hertz, 0 without voice.
    /// - Returns: Of each frame the pulses' filter, real and imaginary, and the noise's magnitude:
    ///   `[batch, frames, 3 · bins]`, bins of the output's transform.
    public func convNeXtFilters(
        _ mel: Value, pitch: Value, _ vocoder: ConvNeXtVocoder, highBand: HighBand? = nil
    ) -> Value {
        let features = convNeXtFeatures(mel, vocoder, pitch: pitch)
        guard
            let filters = (self / "head").sourceFilters(
                features, vocoder.transform, highBand: highBand)
        else { return nothing }
        return .concatenated([filters.cosine, filters.sine, filters.breath], axis: 2)
    }

    /// What the last block of a vocoder gives its head.
    ///
    /// - Parameters:
    ///   - mel: `[batch, bands, frames]`
    ///   - pitch: `[batch, frames]`, hertz, 0 without voice; for a source-filter vocoder.
    /// - Returns: `[batch, frames, width]`
    public func convNeXtFeatures(
        _ mel: Value, _ vocoder: ConvNeXtVocoder, pitch: Value?
    ) -> Value {
        let backbone = self / "backbone"
        guard let pitch else { return backbone.convNeXtBackbone(mel, vocoder) }
        return backbone.convNeXtBackbone(
            .concatenated([mel] + Excitation.features(of: pitch, in: self), axis: 1), vocoder)
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
