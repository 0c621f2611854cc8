internal import ModelBlocks
internal import TensorRuntime

extension LinearLevel {
    /// Hertz right below a high band that its noise is compared with: few, since spectra are steep
    /// there, each voice's otherwise.
    private static let widthBelow = 300.0

    /// How loud a vocoder's noise is right below its high band, the mean of the logarithms of all
    /// bins.
    ///
    /// The band is learnt beside it, since few people's recordings have one: who sounds brighter or
    /// duller than they, does so above as well.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a band that begins too low.
    init(below highBand: HighBand, of trained: TrainedVocoder) throws(TrainingError) {
        let (width, transform) = (trained.vocoder.width, trained.vocoder.transform)
        let spacing = Double(trained.rate) / Double(transform.size)
        let end = min(Int(highBand.lowest / spacing), transform.bins - 1)
        let start = Int((highBand.lowest - Self.widthBelow) / spacing)
        guard start >= 0, start < end,
            let rows = trained.weights["head.out.weight"]?.floats(),
            let offsets = trained.weights["head.out.bias"]?.floats(),
            rows.count == 3 * transform.bins * width, offsets.count == 3 * transform.bins
        else {
            throw .wrongSetting(
                name: "lowest",
                reason: "\(highBand.lowest) Hz; the vocoder needs noise below the band")
        }
        var sum = [Float](repeating: 0, count: width)
        var bias: Float = 0
        // Pulses' magnitudes and phases come first.
        for bin in 2 * transform.bins + start..<2 * transform.bins + end {
            for place in 0..<width { sum[place] += rows[bin * width + place] }
            bias += offsets[bin]
        }
        self.init(
            weights: sum.map { $0 / Float(end - start) }, bias: bias / Float(end - start))
    }
}
