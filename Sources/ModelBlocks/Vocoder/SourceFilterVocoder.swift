public import TensorRuntime

/// A vocoder of ConvNeXt blocks that filters pulses of a given pitch and noise.
public struct SourceFilterVocoder: Sendable, Hashable {
    /// The sizes of its blocks and its transform.
    public var blocks: ConvNeXtVocoder

    /// A vocoder with blocks of these sizes.
    public init(_ blocks: ConvNeXtVocoder) { self.blocks = blocks }

    /// Features of the pitch beside the mel bands.
    static let pitchFeatures = 2
}

extension Layer {
    /// The samples of a mel spectrum and a pitch.
    ///
    /// Parameters as those of ``convNeXtVocoder(_:_:)``; `backbone.embed` takes two features of
    /// the pitch behind the bands, `head.out` is that of
    /// ``sourceFilterHead(_:harmonic:noise:_:)``.
    ///
    /// - Parameters:
    ///   - mel: `[batch, bands, frames]`
    ///   - pitch: Hertz, 0 where there is no voice, `[batch, frames]`
    ///   - harmonic: Pulses of that pitch, `[batch, frames · hop]`, see ``HarmonicSource``.
    ///   - noise: White noise of variance 1, likewise.
    /// - Returns: `[batch, frames · hop]`
    public func sourceFilterVocoder(
        _ mel: Value, pitch: Value, harmonic: Value, noise: Value, _ vocoder: SourceFilterVocoder
    ) -> Value {
        let voiced = (pitch .> filled([1, 1], with: Float(0))).cast(to: .float32)
        // About -1 ... 3 for voices, which is of the size of normalised features.
        let height = (pitch.clamped(1).log() - 5) * 2 * voiced
        let features = Value.concatenated(
            [mel, height.addingAxis(1), voiced.addingAxis(1)], axis: 1)
        return (self / "head").sourceFilterHead(
            (self / "backbone").convNeXtBackbone(features, vocoder.blocks), harmonic: harmonic,
            noise: noise, vocoder.blocks.transform)
    }
}
