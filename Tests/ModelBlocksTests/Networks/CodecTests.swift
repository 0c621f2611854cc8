import ModelBlocks
import TensorRuntime
import Testing

/// A small causal codec of the SEANet kind: 24 kHz, a frame each 20 ms, with an LSTM and a
/// transformer that sees a window between its convolutions.
private enum Codec {
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
}

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct CodecTests {
    /// A voice-like signal: a gliding tone with some noise.
    private func audio(frames: Int, seed: UInt64) -> Tensor {
        var source = Source(seed: seed)
        var phase: Float = 0
        return Tensor(
            (0..<(frames * Codec.frame)).map { index in
                phase += 0.03 + 0.02 * Float(index % 7919) / 7919
                if phase > 2 { phase -= 2 }
                return 0.6 * abs(phase - 1) - 0.3 + Float.random(in: -0.05...0.05, using: &source)
            }, shape: [1, 1, frames * Codec.frame])
    }

    @Test func `a microphone's steps give what the whole recording gives`() throws {
        let whole = try Codec.graph(stepping: false)
        let stepping = try Codec.graph(stepping: true)
        let weights = WeightStore.random(for: whole, seed: 21)
        let model = try Runtime.load(stepping, weights)
        // Two streams; the second begins 13 frames later.
        let sounds = [audio(frames: 50, seed: 1), audio(frames: 50, seed: 2)]
        let expected = try sounds.map { try Runtime.run(whole, weights, ["audio": $0]) }
        let batch = try StateBatch(stepping, rows: 2, sizes: ["capacity": 9])
        var codes: [[Tensor]] = [[], []]
        var heard: [[Tensor]] = [[], []]
        for frame in 0..<63 {
            if frame == 0 || frame == 13 { _ = try batch.join() }
            // When the first ends, the second takes its row.
            if frame == 50 { try batch.remove(0) }
            let streams = frame < 13 ? [0] : frame < 50 ? [0, 1] : [1]
            let call = try batch.call(model, sizes: ["frames": 1])
            call.inputs["audio"]!.fill(
                .joined(
                    streams.map { stream in
                        let start = (frame - 13 * stream) * Codec.frame
                        return sounds[stream].slice(2, start, start + Codec.frame)
                    }, axis: 0))
            try call.run()
            for (row, stream) in streams.enumerated() {
                codes[stream].append(call.outputs["codes"]!.snapshot().slice(0, row, row + 1))
                heard[stream].append(call.outputs["audio_out"]!.snapshot().slice(0, row, row + 1))
            }
        }
        for stream in 0..<2 {
            #expect(Tensor.joined(codes[stream], axis: 2) == expected[stream]["codes"])
            let sound = try #require(expected[stream]["audio_out"])
            #expect(distance(.joined(heard[stream], axis: 2), sound) <= 1e-5)
            #expect((sound.floats().max() ?? 0) > 0.01, "nothing is heard")
        }
        let used = Set(try #require(expected[0]["codes"]?.elements(as: Int64.self)))
        #expect(used.count > 5, "the quantizer always says the same")
    }
}
