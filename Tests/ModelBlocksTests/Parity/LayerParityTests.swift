import ModelBlocks
import TensorRuntime
import Testing

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct LayerParityTests {
    let frames: [Dimension] = ["batch", "frames", 6]
    let signal: [Dimension] = ["batch", 6, "frames"]

    @Test func `linear layers, embeddings and conditions are PyTorch's`() throws {
        try Golden.check("linear", frames) { $0.linear($1, to: 4) }
        try Golden.check("embedding", ["ids": ["batch", "frames"]]) { layer, values in
            [("y", layer.embedding(values["ids"]!, count: 7, width: 4))]
        }
        try Golden.check("film", ["x": frames, "condition": ["batch", 1, 3]]) { layer, values in
            [("y", layer.modulated(values["x"]!, by: values["condition"]!))]
        }
        try Golden.check("ada_layer_norm", ["x": frames, "ids": ["batch"]]) { layer, values in
            [("y", layer.adaptiveLayerNorm(values["x"]!, of: values["ids"]!, conditions: 3))]
        }
    }

    @Test func `normalisations are PyTorch's`() throws {
        try Golden.check("layer_norm", frames) { $0.layerNorm($1) }
        try Golden.check("channel_layer_norm", signal) { $0.channelLayerNorm($1) }
        try Golden.check("rms_norm", frames) { $0.rmsNorm($1) }
        try Golden.check("group_norm", signal) { $0.groupNorm($1, groups: 3) }
        try Golden.check("batch_norm", signal) { $0.batchNorm($1) }
    }

    @Test func `convolutions are PyTorch's`() throws {
        try Golden.check("conv_same", signal) {
            $0.conv1d($1, to: 8, kernel: 3, dilation: 2, groups: 2)
        }
        let byFour: [Dimension] = ["batch", 6, .symbol("frames") * 4]
        try Golden.check("conv_causal", byFour) {
            $0.conv1d($1, to: 4, kernel: 8, stride: 4, padding: .causal())
        }
        try Golden.check("conv_edge", byFour) {
            $0.conv1d($1, to: 4, kernel: 4, stride: 2, padding: .causal(.edge), bias: false)
        }
        try Golden.check("conv_reflect", signal) {
            $0.conv1d(
                $1, to: 4, kernel: 3, stride: 2, padding: .explicit(before: 1, after: 1, .reflect))
        }
        try Golden.check("conv_look_ahead", signal) { layer, x in
            let mask = layer.filled([x.size(0), 1, x.size(2)], with: Float(1))
            return layer.lookAheadConv1d(x, mask: mask, to: 4, kernel: 5, lookAhead: 2).x
        }
        try Golden.check("conv2d", ["batch", 2, 7, "frames"]) {
            $0.conv2d($1, to: 3, kernel: (3, 5), stride: (1, 2), padding: (1, 2))
        }
    }

    @Test func `transposed convolutions and upsampling are PyTorch's`() throws {
        try Golden.check("transposed_both", signal) {
            $0.convTranspose1d($1, to: 4, kernel: 8, stride: 4)
        }
        try Golden.check("transposed_causal", signal) {
            $0.convTranspose1d($1, to: 4, kernel: 7, stride: 3, trim: .causal)
        }
        try Golden.check("transposed_explicit", signal) {
            $0.convTranspose1d(
                $1, to: 4, kernel: 5, stride: 3, groups: 2,
                trim: .explicit(before: 1, after: 1, outputPadding: 1))
        }
        try Golden.check("upsample", ["x": signal]) { layer, values in
            [
                ("y", layer.upsampled(values["x"]!, by: 3, .linear)),
                ("nearest", layer.upsampled(values["x"]!, by: 3)),
            ]
        }
    }

    @Test func `activations are the papers'`() throws {
        try Golden.check("snake", signal) { $0.snake($1, .descript) }
        try Golden.check("snake_beta", signal) { $0.snake($1, .beta()) }
        try Golden.check("prelu", signal) { $0.prelu($1) }
        try Golden.check("activations", ["x": signal]) { layer, values in
            let x = values["x"]!
            return [
                ("gelu", layer.activate(x, .gelu(.exact))),
                ("gelu_tanh", layer.activate(x, .gelu(.tanh))),
                ("silu", layer.activate(x, .silu)), ("elu", layer.activate(x, .elu(alpha: 0.7))),
                ("leaky", layer.activate(x, .leakyReLU(0.2))),
            ]
        }
    }

    @Test func `residual blocks are the papers'`() throws {
        try Golden.check("conv_next", signal) { $0.convNeXtBlock($1, hidden: 10) }
        try Golden.check("conv_next_causal", signal) {
            $0.convNeXtBlock($1, hidden: 10, padding: .causal())
        }
        try Golden.check("resblock1", signal) { $0.hifiGANBlock1($1, kernel: 3) }
        try Golden.check("resblock2", signal) { $0.hifiGANBlock2($1, kernel: 3) }
        try Golden.check("seanet", signal) {
            $0.seanetResidualUnit($1, SEANetResidualUnit(dilation: 2, hasShortcut: true))
        }
    }

    @Test func `recurrent layers are PyTorch's`() throws {
        try Golden.check("lstm", frames) { $0.lstm($1, hidden: 5, layers: 2) }
        try Golden.check("lstm_both", frames) { $0.lstm($1, hidden: 3, bidirectional: true) }
        try Golden.check("gru", frames) { $0.gru($1, hidden: 5, layers: 2) }
    }

    @Test func `spectra and their inverse are PyTorch's and Vocos'`() throws {
        let samples: [Dimension] = ["batch", .symbol("frames") * 4]
        func transform(_ placement: FramePlacement) -> ShortTimeFourier {
            ShortTimeFourier(size: 16, hop: 4, placement: placement)
        }
        for (name, placement) in [
            ("stft_centred", FramePlacement.centred), ("stft_causal", .causal),
        ] {
            try Golden.check(name, ["x": samples]) { layer, values in
                let spectrum = layer.stft(values["x"]!, transform(placement))
                return [("real", spectrum.real), ("imaginary", spectrum.imaginary)]
            }
        }
        let bins: [Dimension] = ["batch", 9, "frames"]
        try Golden.check("istft_centred", ["real": bins, "imaginary": bins]) { layer, values in
            [("y", layer.inverseSTFT(values["real"]!, values["imaginary"]!, transform(.centred)))]
        }
        try Golden.check("spectral_head", ["x": frames]) { layer, values in
            [("y", layer.spectralHead(values["x"]!, transform(.same)))]
        }
        try Golden.check("spectral_head", ["x": frames], tolerance: 1e-4) { layer, values in
            [("causal", layer.spectralHead(values["x"]!, transform(.causal)))]
        }
        let excited: KeyValuePairs = ["x": frames, "harmonic": samples, "noise": samples]
        for (output, placement) in [("y", FramePlacement.same), ("causal", .causal)] {
            try Golden.check("source_filter_head", excited, tolerance: 1e-4) { layer, values in
                let signal = layer.sourceFilterHead(
                    values["x"]!, harmonic: values["harmonic"]!, noise: values["noise"]!,
                    transform(placement))
                return [(output, signal)]
            }
        }
    }

    @Test func `quantizers choose PyTorch's codes and sum to its vectors`() throws {
        for (name, quantizer) in [
            ("rvq", ResidualQuantizer(count: 3, size: 16, width: 6)),
            ("dac", ResidualQuantizer.descript(count: 2, size: 16, width: 4)),
        ] {
            try Golden.check(name, ["x": signal]) { layer, values in
                let codes = layer.quantized(values["x"]!, quantizer)
                return [("codes", codes), ("y", layer.dequantized(codes, quantizer, channels: 6))]
            }
        }
    }

    @Test func `attentive statistics are SpeechBrain's`() throws {
        try Golden.check("pooling", ["x": signal, "mask": ["batch", 1, "frames"]]) {
            [("y", $0.attentiveStatistics($1["x"]!, hidden: 5, mask: $1["mask"]!))]
        }
    }
}
