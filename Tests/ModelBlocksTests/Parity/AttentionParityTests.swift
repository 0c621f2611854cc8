import ModelBlocks
import TensorRuntime
import Testing

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct AttentionParityTests {
    let sequence: [Dimension] = ["batch", "frames", 8]
    static let packed = Attention(heads: 2, width: 4, projections: .packed, bias: true)
    static let grouped = Attention(heads: 4, keyHeads: 2, width: 6, queryKeyNorm: 1e-6)

    @Test func `attention is PyTorch's, causal and padded`() throws {
        try Golden.check("attention_packed", sequence) {
            $0.attention($1, Self.packed, $0.timeline(of: $1))
        }
        try Golden.check("attention_padded", ["x": sequence, "valid": ["batch", "frames"]]) {
            let timeline = $0.timeline(of: $1["x"]!, causal: false, valid: $1["valid"]!)
            return [("y", $0.attention($1["x"]!, Self.packed, timeline))]
        }
        try Golden.check("attention_cross", ["x": sequence, "memory": ["batch", "others", 8]]) {
            let memory = $0.crossMemory($1["memory"]!, Self.packed)
            return [("y", $0.crossAttention($1["x"]!, Self.packed, memory: memory))]
        }
    }

    @Test func `grouped heads, normalised queries, rotary positions and windows are PyTorch's`()
        throws
    {
        try Golden.check("attention_grouped", ["x": sequence]) { layer, values in
            let x = values["x"]!
            func attended(_ window: Int?, _ rotary: Rotary) -> Value {
                let timeline = layer.timeline(of: x, window: window)
                return layer.attention(
                    x, Self.grouped, timeline, angles: layer.rotaryAngles(rotary, timeline))
            }
            return [
                ("y", attended(nil, Rotary(width: 6))), ("window", attended(4, Rotary(width: 6))),
                ("interleaved", attended(nil, Rotary(width: 4, form: .interleaved))),
            ]
        }
    }

    @Test func `relative attention is its definition, pair by pair`() throws {
        let inputs: KeyValuePairs<String, [Dimension]> = [
            "x": ["batch", 6, "frames"], "mask": ["batch", 1, "frames"],
        ]
        try Golden.check("attention_relative", inputs) {
            [("y", $0.relativeAttention($1["x"]!, heads: 2, window: 4, mask: $1["mask"]!))]
        }
    }

    @Test func `transformer layers are PyTorch's and Llama's`() throws {
        try Golden.check("transformer_pytorch", sequence) {
            $0.transformerLayer(
                $1,
                TransformerLayer(Self.packed, .gelu(hidden: 16), norm: .layer(), names: .pyTorch),
                $0.timeline(of: $1))
        }
        try Golden.check("transformer_llama", sequence) {
            let timeline = $0.timeline(of: $1)
            return $0.transformerLayer(
                $1,
                TransformerLayer(
                    Self.grouped, .swiGLU(hidden: 12), norm: .rms(), hasLayerScale: true), timeline,
                angles: $0.rotaryAngles(Rotary(width: 6), timeline))
        }
    }

    @Test func `sinusoids are the paper's`() throws {
        try Golden.check("sinusoids", ["x": sequence]) { layer, values in
            let timeline = layer.timeline(of: values["x"]!)
            return [
                ("y", layer.sinusoidalPositions(timeline, width: 8)),
                ("halves", layer.sinusoidalPositions(timeline, width: 8, isInterleaved: false)),
            ]
        }
    }
}
