public import TensorRuntime

/// An acoustic model with its weights, its speakers and the spectrum that it was trained on.
public struct TrainedAcousticModel: Sendable {
    /// The networks.
    public let model: AcousticModel
    /// Their parameters.
    public let weights: WeightStore
    /// Who each row of the speakers' table is.
    public let speakerNames: [String]
    /// Samples per second.
    public let rate: Int
    /// Samples of a frame that the mel spectrum is made of.
    public let melSize: Int
    /// Samples from frame to frame.
    public let hop: Int
    /// Sums of magnitudes that make mel bands, bands × bins.
    public let melBasis: [Float]
    /// What its log-mel spectra are on average, a number for each band.
    public let melMean: [Float]

    /// Takes what a training exported: ``AcousticModel/init(weights:)`` with `rate`, `mel.size`,
    /// `mel.hop`, `speaker.names` (a newline between two) and the tensor `mel.basis` besides.
    ///
    /// - Throws: ``AcousticError``.
    public init(_ weights: WeightStore) throws(AcousticError) {
        model = try AcousticModel(weights: weights)
        let fields = WeightFields<AcousticError>(weights)
        rate = try fields.number("rate", 4_000...192_000)
        melSize = try fields.number("mel.size", 2...65_536)
        hop = try fields.number("mel.hop", 1...melSize)
        melBasis = try fields.numbers("mel.basis", [model.bands, melSize / 2 + 1])
        melMean = try fields.numbers("statistics.mel.mean", [model.bands])
        let names = (weights.metadata["speaker.names"] ?? "")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard names.count == model.speakers, Set(names).count == names.count else {
            throw .wrongMetadata(
                name: "speaker.names", value: weights.metadata["speaker.names"],
                expected: "\(model.speakers) different names")
        }
        speakerNames = names
        var parameters = weights
        parameters["mel.basis"] = nil
        self.weights = parameters
    }

    /// Weights of the speakers' rows for one of them; nil if there is nobody of that name.
    public func weights(of speaker: String) -> [Float]? {
        guard let row = speakerNames.firstIndex(of: speaker) else { return nil }
        return speakerNames.indices.map { $0 == row ? 1 : 0 }
    }
}
