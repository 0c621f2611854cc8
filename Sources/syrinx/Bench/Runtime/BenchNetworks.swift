import ModelBlocks
import TensorRuntime

/// The networks that the runtime is measured with; `scripts/peers/networks.py` has the same ones.
enum BenchNetworks {
    /// Vocos' ConvNeXt, 8 × 512, up to the spectrum, as its exports for ONNX end (Siuzdak 2023).
    static func vocos(width: Int = 512) throws(GraphError) -> Graph {
        try Graph("vocos") { net in
            let mel = net.input("mel", ["batch", 100, "frames"])
            let backbone = net / "backbone"
            var x = (backbone / "embed").conv1d(mel, to: width, kernel: 7)
            x = (backbone / "norm").channelLayerNorm(x)
            for index in 0..<8 {
                x = (backbone / "convnext" / index).convNeXtBlock(x, hidden: 3 * width)
            }
            x = (backbone / "final_layer_norm").layerNorm(x.transposed(0, 2, 1))
            let parts = (net / "head" / "out").linear(x, to: 1026).transposed(0, 2, 1)
                .split(2, axis: 1)
            let magnitude = parts[0].exp().clamped(nil, 100)
            return [
                "real": magnitude * parts[1].cosine(), "imaginary": magnitude * parts[1].sine(),
            ]
        }
    }

    /// HiFi-GAN V1 (Kong et al. 2020).
    static func hifigan() throws(GraphError) -> Graph {
        try Graph("hifigan") { net in
            var x = (net / "conv_pre").conv1d(
                net.input("mel", ["batch", 80, "frames"]), to: 512, kernel: 7)
            var channels = 512
            for (index, (rate, kernel)) in [(8, 16), (8, 16), (2, 4), (2, 4)].enumerated() {
                channels /= 2
                x = (net / "ups" / index).convTranspose1d(
                    x.leakyReLU(0.1), to: channels, kernel: kernel, stride: rate)
                let sizes = [3, 7, 11]
                let blocks = sizes.enumerated().map { block, size in
                    (net / "resblocks" / (index * sizes.count + block)).hifiGANBlock1(
                        x, kernel: size)
                }
                x = blocks.dropFirst().reduce(blocks[0], +) / Double(sizes.count)
            }
            x = (net / "conv_post").conv1d(x.leakyReLU(0.01), to: 1, kernel: 7)
            return ["audio": x.tanh()]
        }
    }

    /// A causal SEANet encoder and decoder with 11 M parameters, 16 kHz, in steps of 20 ms.
    static func codec() throws(GraphError) -> Graph {
        try Graph("codec", stepping: true) { net in
            let rates = [2, 4, 5, 8]
            let unit = SEANetResidualUnit()
            var channels = 36
            let encoder = net / "encoder"
            var x = (encoder / "first").conv1d(
                net.input("audio", ["batch", 1, 320]), to: channels, kernel: 7, padding: .causal())
            for (index, rate) in rates.enumerated() {
                let stage = encoder / index
                x = (stage / "unit").seanetResidualUnit(x, unit).elu()
                channels *= 2
                x = (stage / "down").conv1d(
                    x, to: channels, kernel: 2 * rate, stride: rate, padding: .causal())
            }
            x = (encoder / "last").conv1d(x.elu(), to: 512, kernel: 3, padding: .causal())
            let decoder = net / "decoder"
            x = (decoder / "first").conv1d(x, to: channels, kernel: 7, padding: .causal())
            for (index, rate) in rates.reversed().enumerated() {
                let stage = decoder / index
                channels /= 2
                x = (stage / "up").convTranspose1d(
                    x.elu(), to: channels, kernel: 2 * rate, stride: rate, trim: .causal)
                x = (stage / "unit").seanetResidualUnit(x, unit)
            }
            return [
                "converted": (decoder / "last").conv1d(
                    x.elu(), to: 1, kernel: 7, padding: .causal())
            ]
        }
    }

    /// A decoder of 440 M parameters: 28 layers of 1024 features, 16 heads over 8 of keys.
    static func transformer() throws(GraphError) -> Graph {
        try Graph("transformer", stepping: true) { net in
            var x = net.input("x", ["batch", 1, 1024])
            let timeline = net.timeline(of: x)
            let layer = TransformerLayer(
                Attention(heads: 16, keyHeads: 8, width: 128), .swiGLU(hidden: 3072),
                norm: .rms(epsilon: 1e-6))
            for index in 0..<28 {
                x = (net / "layers" / index).transformerLayer(x, layer, timeline)
            }
            return ["y": (net / "norm").rmsNorm(x)]
        }
    }

    /// Weights from a generator with a seed, of a size that keeps numbers in range.
    static func weights(for graph: Graph) -> WeightStore {
        var random = SplitMix(state: 0x5EED)
        var weights = WeightStore()
        for parameter in graph.parameters {
            let type = graph.type(of: parameter)
            let scale = (3 / Float(max(1, type.shape.dropFirst().reduce(1, *)))).squareRoot()
            weights[parameter.name] = Tensor(type) { bytes in
                let room = bytes.bindMemory(to: Float.self)
                for index in room.indices {
                    room[index] = scale * (Float(random.next() >> 40) / Float(1 << 23) - 1)
                }
            }
        }
        return weights
    }
}
