internal import TensorRuntime

extension HighBand {
    /// The layer's names among a vocoder's weights.
    public static let weight = "head.high.weight"
    /// The same of what is added.
    public static let bias = "head.high.bias"

    /// The high band that a vocoder's weights have, by the tensors ``weight`` `[bands, width]` and
    /// ``bias`` `[bands]` and the metadata `high.rate`, `high.lowest` and `high.highest`, whole
    /// hertz; nil if they have none.
    ///
    /// - Parameter native: Samples per second that the vocoder was trained at.
    /// - Throws: ``VocoderError`` that names the first tensor or entry that is missing or doesn't
    ///   fit.
    init?(
        _ weights: WeightStore, of vocoder: ConvNeXtVocoder, native: Int
    ) throws(VocoderError) {
        guard weights[Self.weight] != nil || weights.metadata["high.rate"] != nil else {
            return nil
        }
        let fields = WeightFields<VocoderError>(weights)
        guard vocoder.head == .sourceFilter else {
            throw .wrongMetadata(
                name: "vocoder.head", value: vocoder.head.rawValue,
                expected: "sourceFilter, the only one with a high band")
        }
        let rate = try fields.number("high.rate", native + 1...192_000)
        let lowest = try fields.number("high.lowest", 1...native / 2)
        let highest = try fields.number("high.highest", lowest + 1...rate / 2)
        let bands = try fields.shape(Self.weight, axes: 2)[0]
        guard (1...1024).contains(bands) else {
            throw .wrongTensor(
                name: Self.weight, expected: "1 to 1024 bands", got: "\(bands)")
        }
        _ = try fields.numbers(Self.weight, [bands, vocoder.width])
        _ = try fields.numbers(Self.bias, [bands])
        self.init(
            rate: rate, native: native, lowest: Double(lowest), highest: Double(highest),
            bands: bands)
        if let reason = misfit(with: vocoder.transform) {
            throw .wrongMetadata(
                name: reason.name, value: weights.metadata[reason.name],
                expected: reason.expected)
        }
    }

    /// What is wrong with the band for a trained transform, and what it should be; nil if it fits.
    public func misfit(with trained: ShortTimeFourier) -> (name: String, expected: String)? {
        guard transform(of: trained) != nil else {
            return (
                "high.rate",
                "a rate at which frames of \(trained.size) samples every \(trained.hop) at "
                    + "\(native) hertz are whole even samples"
            )
        }
        // Between the trained filters' end and the band's beginning there would be a gap.
        guard lowest + width * Double(Self.crossing) <= Double(native) / 2 else {
            return (
                "high.lowest", "\(Self.crossing) of the bands or more below \(native / 2) hertz"
            )
        }
        return nil
    }

    /// What a vocoder's metadata say of the band.
    public var metadata: [String: String] {
        [
            "high.rate": "\(rate)", "high.lowest": "\(Int(lowest))",
            "high.highest": "\(Int(highest))",
        ]
    }
}
