public import ModelBlocks
public import TensorRuntime

/// A multi-resolution spectral distance (Yamamoto et al. 2020): at several resolutions the mean
/// absolute difference of log magnitudes plus the spectral convergence.
public struct SpectralLoss: Sendable, Hashable {
    /// The resolutions.
    public var transforms: [ShortTimeFourier]
    /// The lowest magnitude that is told from silence.
    public var floor: Double

    /// The resolutions for 16 kHz that `Models/` cards name.
    public init(
        _ transforms: [(size: Int, hop: Int)] = [(2048, 400), (1024, 200), (512, 100), (256, 64)],
        floor: Double = 3e-3
    ) {
        self.transforms = transforms.map {
            ShortTimeFourier(size: $0.size, hop: $0.hop, placement: .centred)
        }
        self.floor = floor
    }

    /// The distance of audio `[batch, samples]` from what it should be; a scalar.
    public func callAsFunction(_ audio: Value, _ target: Value, in layer: Layer) -> Value {
        let parts = transforms.map { transform in
            let magnitudes = [audio, target].map { signal in
                let (real, imaginary) = layer.stft(signal, transform)
                return (real * real + imaginary * imaginary + floor * floor).squareRoot()
            }
            let difference = magnitudes[0] - magnitudes[1]
            let convergence =
                ((difference * difference).sum() + 1e-9).squareRoot()
                / (magnitudes[1] * magnitudes[1]).sum().squareRoot()
            return (magnitudes[0].log() - magnitudes[1].log()).magnitude().mean() + convergence
        }
        return parts.dropFirst().reduce(parts[0], +) / Double(parts.count)
    }
}
