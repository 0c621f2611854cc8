public import TensorRuntime

/// A vocoder with its weights and the spectrum that it was trained on.
public struct TrainedVocoder: Sendable {
    /// The network.
    public let vocoder: ConvNeXtVocoder
    /// Its parameters.
    public let weights: WeightStore
    /// Samples per second that it was trained at.
    public let rate: Int
    /// What it makes above, at another rate; nil: nothing, so it has only the rate of its training.
    public let highBand: HighBand?
    /// Samples of a frame that the mel spectrum is made of.
    public let melSize: Int
    /// Sums of magnitudes that make mel bands, bands × bins.
    public let melBasis: [Float]

    /// Samples per second that it can make, those of its training first.
    public var rates: [Int] { [rate] + (highBand.map { [$0.rate] } ?? []) }

    /// Takes what a training exported: ``ConvNeXtVocoder/init(weights:)`` with `rate`, `mel.size`
    /// and the tensor `mel.basis` besides; and what `syrinx-train band` added to it, if it did.
    ///
    /// - Throws: ``VocoderError``.
    public init(_ weights: WeightStore) throws(VocoderError) {
        vocoder = try ConvNeXtVocoder(weights: weights)
        let fields = WeightFields<VocoderError>(weights)
        rate = try fields.number("rate", 4_000...192_000)
        melSize = try fields.number("mel.size", max(vocoder.transform.hop, 2)...65_536)
        guard (melSize - vocoder.transform.hop) % 2 == 0 else {
            throw .wrongMetadata(
                name: "mel.size", value: "\(melSize)",
                expected: "an even number more than mel.hop, so that frames lie around hops")
        }
        melBasis = try fields.numbers("mel.basis", [vocoder.bands, melSize / 2 + 1])
        highBand = try HighBand(weights, of: vocoder, native: rate)
        var parameters = weights
        parameters["mel.basis"] = nil
        self.weights = parameters
    }
}
