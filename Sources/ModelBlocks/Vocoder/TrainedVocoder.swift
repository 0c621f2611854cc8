public import TensorRuntime

/// A vocoder with its weights and the spectrum that it was trained on.
public struct TrainedVocoder: Sendable {
    /// The network.
    public let vocoder: ConvNeXtVocoder
    /// Its parameters.
    public let weights: WeightStore
    /// Samples per second.
    public let rate: Int
    /// Samples of a frame that the mel spectrum is made of.
    public let melSize: Int
    /// Sums of magnitudes that make mel bands, bands × bins.
    public let melBasis: [Float]

    /// Takes what a training exported: ``ConvNeXtVocoder/init(weights:)`` with `rate`, `mel.size`
    /// and the tensor `mel.basis` besides.
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
        var parameters = weights.floatingPoint(as: .float32)
        parameters["mel.basis"] = nil
        self.weights = parameters
    }
}
