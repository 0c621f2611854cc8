import ModelBlocks
import TensorRuntime

/// A small causal codec of the SEANet kind: 24 kHz, a frame each 20 ms, with an LSTM and a
/// transformer that sees a window between its convolutions.
enum Codec {
    static let ratios = [8, 5, 4, 3]
    static let frame = 480
    static let width = 16
    static let quantizer = ResidualQuantizer(count: 3, size: 32, width: width)

    static func encoder(_ layer: Layer, _ x: Value) -> Value {
        var channels = 4
        var y = (layer / "layers" / 0).conv1d(x, to: channels, kernel: 7, padding: .causal())
        for (number, ratio) in ratios.reversed().enumerated() {
            let block = layer / "blocks" / number
            y = (block / 0).seanetResidualUnit(y, SEANetResidualUnit(dilation: number + 1))
            channels = min(channels * 2, width)
            y = (block / 1).conv1d(
                block.activate(y, .elu()), to: channels, kernel: 2 * ratio, stride: ratio,
                padding: .causal(number == 1 ? .edge : .constant(0)))
        }
        let frames = y.transposed(0, 2, 1)
        return middle(layer, frames + (layer / "lstm").lstm(frames, hidden: width, layers: 2))
            .transposed(0, 2, 1)
    }

    private static func middle(_ layer: Layer, _ x: Value) -> Value {
        let timeline = layer.timeline(of: x, window: 10)
        let transformer = TransformerLayer(
            Attention(heads: 2, width: 8), .gelu(hidden: 32, bias: false), norm: .layer(),
            hasLayerScale: true, names: .pyTorch)
        return (layer / "transformer" / 0).transformerLayer(
            x, transformer, timeline,
            angles: layer.rotaryAngles(Rotary(width: 8, form: .interleaved), timeline))
    }

    static func decoder(_ layer: Layer, _ x: Value) -> Value {
        var channels = width
        var y = (layer / "layers" / 0).conv1d(x, to: channels, kernel: 7, padding: .causal())
        for (number, ratio) in ratios.enumerated() {
            let block = layer / "blocks" / number
            channels = max(channels / 2, 4)
            y = (block / 0).convTranspose1d(
                block.activate(y, .elu()), to: channels, kernel: 2 * ratio, stride: ratio,
                trim: .causal)
            y = (block / 1).seanetResidualUnit(y, SEANetResidualUnit(dilation: 3))
        }
        return (layer / "out").conv1d(
            layer.activate(y, .elu()), to: 1, kernel: 7, padding: .causal())
    }

    static func graph(stepping: Bool) throws -> Graph {
        try Graph("codec", stepping: stepping) { net in
            let x = net.input("audio", ["batch", 1, .symbol("frames") * frame])
            let codes = (net / "quantizer").quantized(encoder(net / "encoder", x), quantizer)
            let latent = (net / "quantizer").dequantized(codes, quantizer, channels: width)
            return ["codes": codes, "audio_out": decoder(net / "decoder", latent)]
        }
    }

    /// Encoder and decoder without the quantizer between them, which would make a small
    /// difference a large one.
    static func plain() throws -> Graph {
        try Graph("autoencoder") { net in
            let x = net.input("audio", ["batch", 1, .symbol("frames") * frame])
            return ["y": decoder(net / "decoder", encoder(net / "encoder", x))]
        }
    }

    /// A voice-like signal: a gliding tone with some noise.
    static func audio(frames: Int, seed: UInt64) -> Tensor {
        var source = Source(seed: seed)
        var phase: Float = 0
        return Tensor(
            (0..<(frames * frame)).map { index in
                phase += 0.03 + 0.02 * Float(index % 7919) / 7919
                if phase > 2 { phase -= 2 }
                return 0.6 * abs(phase - 1) - 0.3 + Float.random(in: -0.05...0.05, using: &source)
            }, shape: [1, 1, frames * frame])
    }
}
