internal import ModelBlocks
internal import TensorRuntime

/// How loud a vocoder's noise is right below its high band: a level, linear in the last
/// block's features like the band's own.
///
/// The band is learnt beside it, since few people's recordings have one: who sounds brighter or
/// duller than they, does so above as well.
struct NoiseBelow {
    /// What features count, of the logarithm's mean over all bins.
    let weights: [Float]
    let bias: Float

    /// Hertz that it is the mean of: few, since spectra are steep there, each voice's otherwise.
    private static let width = 300.0

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a band that begins too low.
    init(_ trained: TrainedVocoder, _ highBand: HighBand) throws(TrainingError) {
        let (width, transform) = (trained.vocoder.width, trained.vocoder.transform)
        let spacing = Double(trained.rate) / Double(transform.size)
        let end = min(Int(highBand.lowest / spacing), transform.bins - 1)
        let start = Int((highBand.lowest - Self.width) / spacing)
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
        weights = sum.map { $0 / Float(end - start) }
        self.bias = bias / Float(end - start)
    }

    /// The level of each frame, a natural logarithm.
    func levels(_ features: [Float]) -> [Float] {
        stride(from: 0, to: features.count, by: weights.count).map { start in
            var level = bias
            for place in weights.indices { level += features[start + place] * weights[place] }
            return level
        }
    }
}
