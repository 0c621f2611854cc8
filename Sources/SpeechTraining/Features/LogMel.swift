internal import ModelBlocks
internal import TensorRuntime

/// The log-mel spectra of a package: frames of its size around each hop, the signal reflected at
/// its ends, as HiFi-GAN's.
enum LogMel {
    /// The least that a band counts, which stands for silence.
    static let floor = 1e-5

    /// The spectrum of whole signals, `[batch, bands, frames]`.
    ///
    /// - Parameter audio: `[batch, samples]`
    static func of(_ audio: Value, _ package: AudioPackage, _ net: Layer) -> Value {
        let surplus = package.melSize - package.hop
        let extended = audio.padded(
            1, before: surplus / 2, after: surplus - surplus / 2, .reflect)
        return of(extended: extended, package, net)
    }

    /// The spectrum of signals with what frames at their ends see beyond them, already there.
    static func of(extended: Value, _ package: AudioPackage, _ net: Layer) -> Value {
        let transform = ShortTimeFourier(
            size: package.melSize, hop: package.hop, placement: .same)
        let (real, imaginary) = net.frames(of: extended, transform)
        let magnitudes = (real * real + imaginary * imaginary + 1e-9).squareRoot()
        return net.constant(package.melBasis).matMul(magnitudes).clamped(floor).log()
    }
}

/// Computes the spectra of a package's clips, some frames at a time.
struct ClipSpectra {
    private let package: AudioPackage
    private let module: TorchModule
    private let device: TorchDevice
    /// Frames at a time, so that long clips need no more memory than others.
    private let chunk: Int

    init(
        _ package: AudioPackage, on device: TorchDevice, chunk: Int = 4000
    ) throws(TrainingError) {
        self.chunk = chunk
        self.package = package
        self.device = device
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("spectra") { net in
                let extended = net.input("extended", [1, "samples"])
                return ["mel": LogMel.of(extended: extended, package, net).transposed(0, 2, 1)]
            }
        }
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(WeightStore(), for: graph, on: device))
        }
    }

    /// All frames of a clip, band by band in each.
    func callAsFunction(_ clip: Int) throws(TrainingError) -> [Float] {
        let (hop, count) = (package.hop, package.frames(of: clip))
        let surplus = package.melSize - hop
        // Whole frames only, and the mirror needs as many samples as it shows.
        let samples = package.samples(of: clip, 0..<count * hop)
        guard samples.count > surplus else {
            throw .wrongSetting(
                name: "data",
                reason: "clip \(clip) has \(samples.count) samples, a frame needs \(surplus + 1)")
        }
        func mirrored(_ place: Int) -> Float {
            let last = samples.count - 1
            let inside = place < 0 ? -place : place > last ? 2 * last - place : place
            return samples[inside]
        }
        var mel: [Float] = []
        for start in stride(from: 0, to: count, by: chunk) {
            let end = min(start + chunk, count)
            let from = start * hop - surplus / 2
            let extended = (from..<from + (end - start) * hop + surplus).map(mirrored)
            mel += try TrainingError.wrap { () throws(ExecutionError) in
                let input = try TorchTensor(
                    Tensor(extended, shape: [1, extended.count]), on: device)
                return try module([input], .evaluation)[0].tensor().floats()
            }
        }
        return mel
    }
}
