import ModelBlocks
import TensorRuntime
import Testing

/// What can't be built is told with the layer's name.
struct RefusalTests {
    private func refusal(
        stepping: Bool = false, _ shape: [Dimension], _ build: (Layer, Value) -> Value
    ) -> GraphError? {
        do {
            _ = try Graph("net", stepping: stepping) { net in
                ["y": build(net / "decoder" / 3, net.input("x", shape))]
            }
            return nil
        } catch {
            return error
        }
    }

    @Test func `misfits name the layer`() {
        let signal: [Dimension] = ["batch", 6, "frames"]
        let attempts: [(GraphError?, String)] = [
            (
                refusal(["batch", 6]) { $0.conv1d($1, to: 4, kernel: 3) },
                "[batch, channels, frames]"
            ),
            (refusal(signal) { $0.conv1d($1, to: 4, kernel: 3, groups: 4) }, "4 groups"),
            (refusal(signal) { $0.conv1d($1, to: 4, kernel: 0) }, "kernel is 0"),
            (refusal(signal) { $0.conv1d($1, to: 4, kernel: 3, groups: 0) }, "groups is 0"),
            (refusal(signal) { $0.conv1d($1, to: 4, kernel: 3, stride: 2) }, "stride of 1"),
            (
                refusal(signal) { $0.conv1d($1, to: 4, kernel: 4, stride: 2, padding: .causal()) },
                "multiple of the stride 2"
            ),
            (
                refusal(signal) {
                    $0.conv1d($1, to: 4, kernel: 3, padding: .explicit(before: -1, after: 0))
                }, "negative"
            ),
            (
                refusal(signal) {
                    $0.convTranspose1d($1, to: 4, kernel: 2, stride: 4, trim: .causal)
                }, "shorter than the stride"
            ),
            (refusal(["batch", "frames", "width"]) { $0.linear($1, to: 4) }, "number above 0"),
            (refusal(signal) { $0.linear($1, to: 4) }, "number above 0"),
            (refusal(signal) { $0.groupNorm($1, groups: 4) }, "4 groups"),
            (
                refusal(["batch", "frames", 8]) {
                    $0.attention(
                        $1, Attention(heads: 3, keyHeads: 2, width: 4), $0.timeline(of: $1))
                }, "come out even"
            ),
            (
                refusal(["batch", "frames", 8]) {
                    let timeline = $0.timeline(of: $1)
                    return $0.attention(
                        $1, Attention(heads: 2, width: 4), timeline,
                        angles: $0.rotaryAngles(Rotary(width: 6), timeline))
                }, "3 pairs"
            ),
            (
                refusal(signal) {
                    $0.quantized($1, ResidualQuantizer(count: 2, size: 16, width: 5))
                }, "must agree"
            ),
            (
                refusal(["batch", "samples"]) {
                    $0.stft($1, ShortTimeFourier(size: 4, hop: 8, placement: .centred)).real
                }, "must overlap"
            ),
        ]
        for (error, part) in attempts {
            #expect(error?.layer.hasPrefix("decoder.3") == true, "\(part): \(error as Any)")
            #expect(error?.problem.contains(part) == true, "\(part): \(error as Any)")
        }
    }

    @Test func `what needs the future can't run in steps`() {
        let signal: [Dimension] = ["batch", 6, "frames"]
        let sequence: [Dimension] = ["batch", "frames", 8]
        let attempts: [GraphError?] = [
            refusal(stepping: true, signal) { $0.conv1d($1, to: 4, kernel: 3) },
            refusal(stepping: true, signal) {
                $0.conv1d($1, to: 4, kernel: 3, padding: .causal(.reflect))
            },
            refusal(stepping: true, signal) {
                $0.convTranspose1d($1, to: 4, kernel: 8, stride: 4)
            },
            refusal(stepping: true, signal) { $0.groupNorm($1, groups: 2) },
            refusal(stepping: true, signal) { $0.upsampled($1, by: 2, .linear) },
            refusal(stepping: true, signal) { $0.attentiveStatistics($1) },
            refusal(stepping: true, sequence) { $0.lstm($1, hidden: 4, bidirectional: true) },
            refusal(stepping: true, sequence) {
                $0.attention(
                    $1, Attention(heads: 2, width: 4), $0.timeline(of: $1, causal: false))
            },
            refusal(stepping: true, ["batch", .symbol("frames") * 4]) {
                $0.stft($1, ShortTimeFourier(size: 16, hop: 4, placement: .centred)).real
            },
        ]
        for (index, error) in attempts.enumerated() {
            #expect(error?.layer == "decoder.3", "attempt \(index): \(error as Any)")
        }
    }
}
