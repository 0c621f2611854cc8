internal import ModelBlocks
internal import TensorRuntime

/// What a step of a joint training takes, a row for each piece; ``tensors(on:)`` are the inputs of
/// ``JointGraphs/reconstruction``, in their order.
struct JointBatch {
    let acoustic: AcousticBatch
    private let rows: Int
    /// Frames of each row's window.
    private let window: Int
    private var index: [Int64]
    private var inside: [Float]
    private var audio: [Float]
    private var hertz: [Float]
    private var harmonic: [Float] = []
    private var noise: [Float] = []
    private let recorded: [Float]

    /// - Parameters:
    ///   - window: Frames that become sound.
    ///   - seed: What noise and the pulses' phases follow from.
    init(
        _ pieces: [JointPiece], _ clips: [AcousticClip], _ statistics: AcousticStatistics,
        window: Int, seed: UInt64, _ package: AudioPackage
    ) {
        acoustic = AcousticBatch(pieces.map(\.crop), clips, statistics)
        (rows, self.window) = (pieces.count, window)
        recorded = pieces.map { $0.isRecorded ? 1 : 0 }
        let hop = package.hop
        index = [Int64](repeating: 0, count: rows * window)
        inside = [Float](repeating: 0, count: rows * window)
        hertz = inside
        audio = [Float](repeating: 0, count: rows * window * hop)
        for (row, piece) in pieces.enumerated() {
            let clip = clips[piece.crop.clip]
            let first = clip.expansion.starts[piece.crop.tokens.lowerBound]
            for (place, frame) in piece.window.enumerated() {
                let target = row * window + place
                index[target] = Int64(row * acoustic.frames + frame - first)
                inside[target] = 1
                hertz[target] = clip.pitch[frame]
            }
            let samples = package.samples(
                of: clip.number, piece.window.lowerBound * hop..<piece.window.upperBound * hop)
            let target = row * window * hop
            audio.replaceSubrange(target..<target + samples.count, with: samples)
            let key = mixed(seed &+ UInt64(row))
            harmonic += HarmonicSource.pulses(
                hertz[row * window..<(row + 1) * window], rate: package.rate, hop: hop,
                phase: unit(key, 0, 0))
            noise += WhiteNoise(seed: key).samples(0..<window * hop)
        }
    }

    /// The acoustic model's inputs, and behind them `window`, `inside`, `audio`, `hertz`,
    /// `harmonic`, `noise` and `recorded`.
    func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        let (byFrame, bySample) = ([rows, window], [rows, audio.count / rows])
        var result = try acoustic.tensors(on: device)
        for tensor in [
            Tensor(index, shape: byFrame), Tensor(inside, shape: byFrame),
            Tensor(audio, shape: bySample), Tensor(hertz, shape: byFrame),
            Tensor(harmonic, shape: bySample), Tensor(noise, shape: bySample),
            Tensor(recorded, shape: [rows, 1, 1]),
        ] { result.append(try TorchTensor(tensor, on: device)) }
        return result
    }

    /// Where the recordings are among ``tensors(on:)``.
    static let audioPlace = 14
}
