import ModelBlocks
import TensorRuntime
import Testing

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct CodecTests {
    @Test func `a microphone's steps give what the whole recording gives`() throws {
        let whole = try Codec.graph(stepping: false)
        let stepping = try Codec.graph(stepping: true)
        let weights = WeightStore.random(for: whole, seed: 21)
        let model = try Runtime.load(stepping, weights)
        // Two streams; the second begins 13 frames later.
        let sounds = [Codec.audio(frames: 50, seed: 1), Codec.audio(frames: 50, seed: 2)]
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
