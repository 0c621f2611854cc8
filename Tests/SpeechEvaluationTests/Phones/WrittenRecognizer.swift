import ModelBlocks
import TensorRuntime

/// A recogniser that was written instead of trained: two phones, heard where the band from 0 to
/// 1 kHz or the one from 2 to 3 kHz is louder than the others, a blank where none is.
enum WrittenRecognizer {
    static let (rate, size, hop, bands) = (16_000, 512, 160, 8)

    static func weights() -> WeightStore {
        let hidden = 4
        func zeros(_ shape: Int...) -> Tensor { Tensor(zeros: TensorType(.float32, shape)) }
        func numbers(_ value: Float, _ count: Int) -> Tensor {
            Tensor([Float](repeating: value, count: count), shape: [count])
        }
        let identity = (0..<bands * bands).map { Float($0 % (bands + 1) == 0 ? 1 : 0) }
        var out = [Float](repeating: 0, count: 3 * bands)
        out[bands] = 10
        out[2 * bands + 2] = 10
        let bins = size / 2 + 1
        let basis: [Float] = (0..<bands).flatMap { band in
            (0..<bins).map { min($0 / 32, bands - 1) == band ? 0.01 : 0 }
        }
        var tensors = [
            "statistics.mel.mean": numbers(0, bands),
            "statistics.mel.deviation": numbers(1, bands),
            "embed.weight": Tensor(identity, shape: [bands, bands, 1]),
            "embed.bias": zeros(bands),
            "convnext.0.dwconv.weight": zeros(bands, 1, 1),
            "convnext.0.dwconv.bias": zeros(bands),
            "convnext.0.pwconv1.weight": zeros(hidden, bands),
            "convnext.0.pwconv1.bias": zeros(hidden),
            "convnext.0.pwconv2.weight": zeros(bands, hidden),
            "convnext.0.pwconv2.bias": zeros(bands),
            "convnext.0.gamma": zeros(bands),
            "out.weight": Tensor(out, shape: [3, bands]),
            "out.bias": Tensor([Float]([5, 0, 0]), shape: [3]),
            "mel.basis": Tensor(basis, shape: [bands, bins]),
        ]
        for norm in ["norm", "convnext.0.norm", "final_layer_norm"] {
            tensors["\(norm).weight"] = numbers(1, bands)
            tensors["\(norm).bias"] = numbers(0, bands)
        }
        return WeightStore(
            tensors,
            metadata: [
                "family": "convnext-phones", "format.version": "1", "rate": "\(rate)",
                "mel.size": "\(size)", "mel.hop": "\(hop)", "phones": "40,44 31",
            ])
    }
}
