internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// Pictures of what signals sound like, one below the other: time to the right, frequency upwards,
/// 80 dB from black to white.
public struct Spectrogram {
    private let module: TorchModule
    private static let transform = ShortTimeFourier(size: 512, hop: 160, placement: .causal)

    /// - Throws: ``TrainingError/execution(_:)`` if libtorch is missing.
    public init() throws(TrainingError) {
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("spectrogram") { net in
                let x = net.input("audio", [1, "samples"])
                let (real, imaginary) = net.frames(of: x, Self.transform)
                return [
                    "decibels": (real * real + imaginary * imaginary + 1e-8).log() * 4.342_944_8
                ]
            }
        }
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(WeightStore(), for: graph))
        }
    }

    /// Signals of equal length, at least a frame of 512 samples.
    public func picture(of signals: [[Float]]) throws(TrainingError) -> Picture {
        var pictures: [(values: [Float], frames: Int)] = []
        for signal in signals {
            let padded = signal + [Float](repeating: 0, count: max(0, 512 - signal.count))
            let result = try TrainingError.wrap { () throws(ExecutionError) in
                try module(
                    [TorchTensor(Tensor(padded, shape: [1, padded.count]))], .evaluation)[0]
                    .tensor()
            }
            pictures.append((result.floats(), result.shape[2]))
        }
        let bins = Self.transform.bins
        let width = pictures.map(\.frames).max() ?? 1
        var picture = Picture(width: width, height: (bins + 4) * signals.count)
        let loudest = pictures.first?.values.max() ?? 0
        for (index, (values, frames)) in pictures.enumerated() {
            for bin in 0..<bins {
                let row = index * (bins + 4) + bins - 1 - bin
                for frame in 0..<frames {
                    let shade = (values[bin * frames + frame] - loudest + 80) / 80 * 255
                    picture.shades[row * width + frame] = UInt8(min(max(shade, 0), 255))
                }
            }
        }
        return picture
    }
}
