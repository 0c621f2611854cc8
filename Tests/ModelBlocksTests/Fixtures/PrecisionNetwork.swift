import ModelBlocks
import TensorRuntime
import Testing

/// A network that lower precisions are tried on, with weights that are the same everywhere.
enum PrecisionNetwork: String, Sendable, CaseIterable {
    /// Vocos' blocks and spectral head, narrower.
    case vocoder
    /// Two layers of a decoder with grouped heads and rotary positions.
    case transformer
    /// The causal codec's encoder and decoder, without the quantizer between them.
    case codec

    func graph() throws -> Graph {
        switch self {
        case .vocoder:
            let vocoder = ConvNeXtVocoder(
                bands: 40, width: 128, hidden: 384, depth: 6, size: 256, hop: 64)
            return try Graph("vocoder") { net in
                ["y": net.convNeXtVocoder(net.input("x", ["batch", 40, "frames"]), vocoder)]
            }
        case .transformer:
            let layer = TransformerLayer(
                Attention(heads: 8, keyHeads: 2, width: 16, queryKeyNorm: 1e-6),
                .swiGLU(hidden: 384), norm: .rms())
            return try Graph("transformer") { net in
                var x = net.input("x", ["batch", "frames", 128])
                let timeline = net.timeline(of: x)
                let angles = net.rotaryAngles(Rotary(width: 16), timeline)
                for number in 0..<2 {
                    x = (net / "layers" / number).transformerLayer(
                        x, layer, timeline, angles: angles)
                }
                return ["y": (net / "norm").rmsNorm(x)]
            }
        case .codec: return try Codec.plain()
        }
    }

    func weights(_ graph: Graph) -> WeightStore { .random(for: graph, seed: 77) }

    func input() -> Tensor {
        var source = Source(seed: 31)
        return switch self {
        case .vocoder: source.tensor([1, 40, 60], scale: 2)
        case .transformer: source.tensor([1, 48, 128])
        case .codec: Codec.audio(frames: 24, seed: 9)
        }
    }
}
