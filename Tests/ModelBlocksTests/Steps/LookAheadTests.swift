import ModelBlocks
import TensorRuntime
import Testing

/// Layers whose results come late.
@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct LookAheadTests {
    /// Two convolutions that look ahead with a causal one between, and a way around the first.
    private func graph(stepping: Bool) throws -> Graph {
        try Graph("late", stepping: stepping) { net in
            let (x, mask) = (
                net.input("x", ["batch", 3, "frames"]), net.input("mask", ["batch", 1, "frames"])
            )
            let first = (net / "first").lookAheadConv1d(
                x, mask: mask, to: 3, kernel: 5, lookAhead: 2)
            let around = first.x + (net / "around").delayed(x, by: 2)
            let middle = (net / "middle").conv1d(
                around * first.mask, to: 3, kernel: 3, padding: .causal())
            let last = (net / "last").lookAheadConv1d(
                middle, mask: first.mask, to: 2, kernel: 3, lookAhead: 1, dilation: 2)
            return ["y": last.x * last.mask]
        }
    }

    @Test func `what looks ahead comes late, and is the same`() throws {
        let whole = try graph(stepping: false)
        let weights = WeightStore.random(for: whole, seed: 1)
        var source = Source(seed: 2)
        let (frames, delay) = (19, 3)
        let x = source.tensor([2, 3, frames])
        let ones = Tensor([Float](repeating: 1, count: 2 * frames), shape: [2, 1, frames])
        let expected = try #require(
            try Runtime.run(whole, weights, ["x": x, "mask": ones])["y"])

        // Frames after the last are noise: the mask alone says that they aren't there.
        let longer = Tensor.joined([x, source.tensor([2, 3, delay])], axis: 2)
        let mask = Tensor.joined(
            [ones, Tensor(zeros: TensorType(.float32, [2, 1, delay]))], axis: 2)
        let stepping = try graph(stepping: true)
        let model = try Runtime.load(stepping, weights)
        let batch = try StateBatch(stepping, rows: 2)
        _ = try batch.join()
        _ = try batch.join()
        var pieces: [Tensor] = []
        var frame = 0
        while frame < frames + delay {
            let count = min(Int.random(in: 1...5, using: &source), frames + delay - frame)
            let call = try batch.call(model, sizes: ["frames": count])
            call.inputs["x"]!.fill(longer.slice(2, frame, frame + count))
            call.inputs["mask"]!.fill(mask.slice(2, frame, frame + count))
            try call.run()
            pieces.append(call.outputs["y"]!.snapshot())
            frame += count
        }
        let late = Tensor.joined(pieces, axis: 2)
        #expect(late.slice(2, 0, delay).floats().allSatisfy { $0 == 0 })
        #expect(distance(late.slice(2, delay, frames + delay), expected) <= 1e-5)
    }

    @Test func `a shorter sequence of a batch is what it is alone`() throws {
        let whole = try graph(stepping: false)
        let weights = WeightStore.random(for: whole, seed: 1)
        var source = Source(seed: 5)
        let x = source.tensor([2, 3, 12])
        let mask = Tensor(
            [Float](repeating: 1, count: 12 + 7) + [Float](repeating: 0, count: 5),
            shape: [2, 1, 12])
        let both = try #require(try Runtime.run(whole, weights, ["x": x, "mask": mask])["y"])
        let alone = try #require(
            try Runtime.run(
                whole, weights,
                [
                    "x": x.slice(0, 1, 2).slice(2, 0, 7),
                    "mask": Tensor([Float](repeating: 1, count: 7), shape: [1, 1, 7]),
                ])["y"])
        #expect(distance(both.slice(0, 1, 2).slice(2, 0, 7), alone) <= 1e-6)
    }

    @Test func `a centred spectrum's signal comes late by half of a frame`() throws {
        let transform = ShortTimeFourier(size: 16, hop: 4, placement: .centred)
        func graph(stepping: Bool) throws -> Graph {
            try Graph("signal", stepping: stepping) { net in
                let x = net.input("x", ["batch", 18, "frames"])
                let mask = net.input("mask", ["batch", 1, "frames"])
                return [
                    "y": (net / "head").inverseSTFT(
                        x.slice(1, to: 9), x.slice(1, from: 9), transform, mask: mask)
                ]
            }
        }
        var source = Source(seed: 6)
        let (frames, after) = (9, 3)
        let x = source.tensor([1, 18, frames])
        let ones = Tensor([Float](repeating: 1, count: frames), shape: [1, 1, frames])
        let expected = try #require(
            try Runtime.run(graph(stepping: false), WeightStore(), ["x": x, "mask": ones])["y"])
        let stepping = try graph(stepping: true)
        let model = try Runtime.load(stepping, WeightStore())
        let batch = try StateBatch(stepping, rows: 1)
        _ = try batch.join()
        let call = try batch.call(model, sizes: ["frames": 1])
        var pieces: [Tensor] = []
        for frame in 0..<(frames + after) {
            let isThere = frame < frames
            call.inputs["x"]!.fill(
                isThere ? x.slice(2, frame, frame + 1) : source.tensor([1, 18, 1]))
            call.inputs["mask"]!.fill(Tensor([isThere ? 1 : 0] as [Float], shape: [1, 1, 1]))
            try call.run()
            pieces.append(call.outputs["y"]!.snapshot())
        }
        let late = Tensor.joined(pieces, axis: 1)
        #expect(expected.shape == [1, (frames - 1) * 4])
        #expect(distance(late.slice(1, 8, 8 + (frames - 1) * 4), expected) <= 1e-5)
    }
}
