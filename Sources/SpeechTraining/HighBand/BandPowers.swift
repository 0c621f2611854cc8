internal import ModelBlocks
internal import TensorRuntime

/// Mean powers of bands of a signal's frames, as multiples of what white noise of variance 1 has at
/// the native rate: a band that noise was multiplied by `g` in has `g²`.
struct BandPowers {
    private let transform: ShortTimeFourier
    private let module: TorchModule
    private let device: TorchDevice

    /// - Parameters:
    ///   - transform: Frames, `same`.
    ///   - rate: Samples per second of the signals.
    ///   - gain: How much louder the noise is whose power counts as 1.
    ///   - bands: Hertz.
    init(
        _ transform: ShortTimeFourier, rate: Int, gain: Float, bands: [ClosedRange<Double>],
        on device: TorchDevice
    ) throws(TrainingError) {
        self.transform = transform
        self.device = device
        let bins = transform.bins
        // A periodic Hann window's squares sum to three eighths of its length.
        let unit = Float(transform.size) * 0.375 * gain * gain
        var means: [Float] = []
        for band in bands {
            let inside = (0..<bins).map {
                band.contains(Double($0) * Double(rate) / Double(transform.size))
            }
            let count = inside.count { $0 }
            guard count > 0 else {
                throw .wrongSetting(name: "bands", reason: "\(band) hertz have no frequency")
            }
            means += inside.map { $0 ? 1 / (Float(count) * unit) : 0 }
        }
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("powers") { net in
                let (real, imaginary) = net.frames(
                    of: net.input("extended", [1, "samples"]), transform)
                let basis = net.constant(Tensor(means, shape: [1, bands.count, bins]))
                return [
                    "powers": basis.matMul(real * real + imaginary * imaginary).transposed(0, 2, 1)
                ]
            }
        }
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(WeightStore(), for: graph, on: device))
        }
    }

    /// The bands' powers of the first frames of a signal, frame by frame; silence follows it.
    func callAsFunction(_ samples: [Float], frames: Int) throws(TrainingError) -> [Float] {
        let surplus = transform.size - transform.hop
        var extended = [Float](repeating: 0, count: surplus / 2)
        extended += samples.prefix(frames * transform.hop)
        let length = frames * transform.hop + surplus
        extended += [Float](repeating: 0, count: length - extended.count)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let input = try TorchTensor(Tensor(extended, shape: [1, length]), on: device)
            return try module([input], .evaluation)[0].tensor().floats()
        }
    }
}
