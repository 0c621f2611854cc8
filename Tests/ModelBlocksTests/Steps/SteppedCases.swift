import ModelBlocks
import TensorRuntime

extension SteppedCase {
    static let signal: [Dimension] = ["batch", 4, "frames"]
    static let sequence: [Dimension] = ["batch", "frames", 8]
    static let grouped = Attention(heads: 4, keyHeads: 2, width: 6, queryKeyNorm: 1e-6)
    static let packed = Attention(heads: 2, width: 4, projections: .packed, bias: true)
    static let fourier = ShortTimeFourier(size: 16, hop: 4, placement: .causal)

    static func bySteps(of stride: Int, channels: Int = 4) -> [Dimension] {
        ["batch", Dimension(channels), .symbol("frames") * stride]
    }

    /// Every layer that keeps something, in the ways in which it can.
    static let all: [SteppedCase] = [
        SteppedCase("causal convolution", signal) {
            $0.conv1d($1, to: 5, kernel: 3, dilation: 3, padding: .causal())
        },
        SteppedCase("causal convolution whose kernel is 1", signal) {
            $0.conv1d($1, to: 5, kernel: 1)
        },
        SteppedCase("causal convolution with a stride", bySteps(of: 4)) {
            $0.conv1d($1, to: 6, kernel: 7, stride: 4, groups: 2, padding: .causal())
        },
        SteppedCase("causal convolution that skips frames", bySteps(of: 4)) {
            $0.conv1d($1, to: 6, kernel: 2, stride: 4, padding: .causal())
        },
        SteppedCase("patches", bySteps(of: 4)) {
            $0.conv1d($1, to: 6, kernel: 4, stride: 4, padding: .explicit(before: 0, after: 0))
        },
        SteppedCase("first frame repeated", signal) {
            $0.conv1d($1, to: 5, kernel: 5, padding: .causal(.edge))
        },
        SteppedCase("first frame repeated, with a stride", bySteps(of: 2)) {
            $0.conv1d($1, to: 4, kernel: 4, stride: 2, padding: .causal(.edge), bias: false)
        },
        SteppedCase("causal transposed convolution", signal) {
            $0.convTranspose1d($1, to: 3, kernel: 8, stride: 4, trim: .causal)
        },
        SteppedCase("long causal transposed convolution", signal) {
            $0.convTranspose1d($1, to: 4, kernel: 11, stride: 2, groups: 2, trim: .causal)
        },
        SteppedCase("transposed convolution without overlap", signal) {
            $0.convTranspose1d($1, to: 3, kernel: 4, stride: 4)
        },
        SteppedCase("repeated frames", signal) { $0.upsampled($1, by: 3) },
        SteppedCase("ConvNeXt block", signal) {
            $0.convNeXtBlock($1, hidden: 10, padding: .causal())
        },
        SteppedCase("HiFi-GAN block 1 with Snake", signal) {
            $0.hifiGANBlock1($1, kernel: 3, isCausal: true) { layer, number, x in
                (layer / "activations" / number).snake(x, .beta())
            }
        },
        SteppedCase("HiFi-GAN block 2", signal) {
            $0.hifiGANBlock2($1, kernel: 5, isCausal: true)
        },
        SteppedCase("SEANet residual unit", signal) {
            $0.seanetResidualUnit($1, SEANetResidualUnit(dilation: 3, hasShortcut: true))
        },
        SteppedCase("source-filter vocoder", signal) { layer, x in
            let sizes = ConvNeXtVocoder(
                bands: 4, width: 6, hidden: 8, depth: 2, kernel: 3, size: 16, hop: 4,
                isCausal: true, head: .sourceFilter)
            // Excitations as long as the frames, out of the only input.
            func excitation(_ channel: Int) -> Value {
                let held = layer.upsampled(
                    x.slice(1, from: Dimension(channel), to: Dimension(channel + 1)), by: 4)
                return held.reshaped([x.size(0), held.size(2)])
            }
            let pitch = x.slice(1, from: 0, to: 1)
            return layer.convNeXtVocoder(
                x, sizes,
                excitation: Excitation(
                    pitch: pitch.reshaped([x.size(0), x.size(2)]) * 100,
                    harmonic: excitation(1), noise: excitation(2)))
        },
        SteppedCase("LSTM", sequence) { $0.lstm($1, hidden: 5, layers: 2) },
        SteppedCase("GRU", sequence) { $0.gru($1, hidden: 5, layers: 2) },
        SteppedCase("attention", sequence, sizes: ["capacity": 40]) {
            $0.attention($1, packed, $0.timeline(of: $1))
        },
        SteppedCase("grouped attention with rotary positions", sequence, sizes: ["capacity": 40]) {
            let timeline = $0.timeline(of: $1)
            return $0.attention(
                $1, grouped, timeline, angles: $0.rotaryAngles(Rotary(width: 6), timeline))
        },
        SteppedCase("attention in a window", sequence, sizes: ["capacity": 5]) {
            let timeline = $0.timeline(of: $1, window: 6)
            return $0.attention(
                $1, grouped, timeline,
                angles: $0.rotaryAngles(Rotary(width: 4, form: .interleaved), timeline))
        },
        SteppedCase("attention in a window with more room", sequence, sizes: ["capacity": 11]) {
            $0.attention($1, packed, $0.timeline(of: $1, window: 4))
        },
        SteppedCase("attention that sees itself only", sequence, sizes: ["capacity": 1]) {
            $0.attention($1, packed, $0.timeline(of: $1, window: 1))
        },
        SteppedCase("transformer layer with positions", sequence, sizes: ["capacity": 40]) {
            let timeline = $0.timeline(of: $1)
            let x = $1 + $0.sinusoidalPositions(timeline, width: 8)
            let learned = ($0 / "positions").learnedPositions(timeline, count: 40, width: 8)
            return $0.transformerLayer(
                x + learned,
                TransformerLayer(grouped, .swiGLU(hidden: 12), norm: .rms(), hasLayerScale: true),
                timeline, angles: $0.rotaryAngles(Rotary(width: 6), timeline))
        },
        SteppedCase("spectrum", ["batch", .symbol("frames") * 4]) {
            let spectrum = $0.stft($1, fourier)
            return spectrum.real + spectrum.imaginary * 2
        },
        SteppedCase("signal of a spectrum", ["batch", 18, "frames"]) {
            $0.inverseSTFT($1.slice(1, to: 9), $1.slice(1, from: 9), fourier)
        },
        SteppedCase("spectral head", sequence) { $0.spectralHead($1, fourier) },
        SteppedCase("several of them", bySteps(of: 6, channels: 1)) { layer, x in
            let down = (layer / "down").conv1d(x, to: 8, kernel: 12, stride: 6, padding: .causal())
            let middle = (layer / "gru").gru(down.transposed(0, 2, 1), hidden: 8)
            return (layer / "up").convTranspose1d(
                middle.transposed(0, 2, 1), to: 1, kernel: 12, stride: 6, trim: .causal)
        },
    ]
}
