internal import TensorRuntime

/// What spectra are normalised by: means and deviations of the clips that are learnt from.
struct RecognizerStatistics: Sendable, Hashable, Codable {
    /// Mean of each mel band's logarithm.
    let mean: [Float]
    /// Its standard deviation.
    let deviation: [Float]

    /// Measures clips.
    init(_ clips: [RecognizerClip], bands: Int) {
        var spreads = [Spread](repeating: Spread(), count: bands)
        for clip in clips {
            for (place, value) in clip.mel.floats().enumerated() {
                spreads[place % bands].add(Double(value))
            }
        }
        mean = spreads.map { Float($0.mean) }
        deviation = spreads.map { Float($0.deviation) }
    }

    /// Those of earlier weights, which were checked.
    init(_ weights: WeightStore) {
        mean = weights["statistics.mel.mean"]?.floats() ?? []
        deviation = weights["statistics.mel.deviation"]?.floats() ?? []
    }

    /// The network's parameters, which no step changes and no checkpoint keeps.
    var parameters: [String: Tensor] {
        [
            "statistics.mel.mean": Tensor(mean, shape: [mean.count]),
            "statistics.mel.deviation": Tensor(deviation, shape: [deviation.count]),
        ]
    }
}
