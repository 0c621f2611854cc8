/// A level, a natural logarithm, that is linear in the features of a vocoder's last block.
struct LinearLevel {
    /// What each feature counts.
    let weights: [Float]
    let bias: Float

    /// The level of each frame.
    ///
    /// - Parameter features: Frame by frame.
    func callAsFunction(_ features: [Float]) -> [Float] {
        stride(from: 0, to: features.count, by: weights.count).map { start in
            var level = bias
            for place in weights.indices { level += features[start + place] * weights[place] }
            return level
        }
    }
}
