import ModelBlocks
import TensorRuntime
import Testing

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct StepsEqualWholeTests {
    @Test(arguments: SteppedCase.all)
    func `step by step equals whole, whatever the steps`(stepped: SteppedCase) throws {
        let whole = try stepped.graph(stepping: false)
        let stepping = try stepped.graph(stepping: true)
        let weights = WeightStore.random(for: whole, seed: 1)
        #expect(whole.parameters.map(\.name) == stepping.parameters.map(\.name))
        var source = Source(seed: 2)
        let frames = 37
        let x = stepped.input(frames, batch: 2, &source)
        let expected = try #require(try Runtime.run(whole, weights, ["x": x])["y"])
        let axis = try stepped.outputAxis()

        let model = try Runtime.load(stepping, weights)
        guard !stepping.states.isEmpty || !stepping.caches.isEmpty else {
            // Nothing is kept: each piece alone is enough.
            let pieces = try [(0, 9), (9, 10), (10, frames)].map { start, end in
                try model.run([x.slice(stepped.timeAxis, start * stepped.unit, end * stepped.unit)]
                )[0]
            }
            #expect(distance(.joined(pieces, axis: axis), expected) <= 1e-5)
            return
        }
        for longest in [1, 4, 16] {
            let batch = try StateBatch(stepping, rows: 3, sizes: stepped.sizes)
            _ = try batch.join()
            _ = try batch.join()
            var pieces: [Tensor] = []
            var frame = 0
            while frame < frames {
                let count = min(Int.random(in: 1...longest, using: &source), frames - frame)
                let call = try batch.call(model, sizes: ["frames": count])
                call.inputs["x"]!.fill(
                    x.slice(stepped.timeAxis, frame * stepped.unit, (frame + count) * stepped.unit))
                try call.run()
                pieces.append(call.outputs["y"]!.snapshot())
                frame += count
            }
            #expect(
                distance(.joined(pieces, axis: axis), expected) <= 1e-5, "steps up to \(longest)")
        }
    }

    @Test(arguments: SteppedCase.all)
    func `streams that join and leave hear what they hear alone`(stepped: SteppedCase) throws {
        let stepping = try stepped.graph(stepping: true)
        guard !stepping.states.isEmpty || !stepping.caches.isEmpty else { return }
        let weights = WeightStore.random(for: stepping, seed: 3)
        let model = try Runtime.load(stepping, weights)
        let axis = try stepped.outputAxis()
        var source = Source(seed: 4)
        let inputs = [7, 12, 3, 9, 14].map { stepped.input($0, batch: 1, &source) }

        let alone = try inputs.map { x in
            let batch = try StateBatch(stepping, rows: 1, sizes: stepped.sizes)
            _ = try batch.join()
            return try pieces(of: x, stepped).map { piece in
                let call = try batch.call(model, sizes: ["frames": 1])
                call.inputs["x"]!.fill(piece)
                try call.run()
                return call.outputs["y"]!.snapshot()
            }
        }

        // One joins at each step; two leave for a while with their state.
        var waiting = inputs.indices.map { (stream: $0, step: 0, state: State?.none) }
        var rows: [(stream: Int, step: Int)] = []
        var results = inputs.map { _ in [Tensor]() }
        let batch = try StateBatch(stepping, rows: 3, sizes: stepped.sizes)
        var round = 0
        while !waiting.isEmpty || !rows.isEmpty {
            if rows.count < 3, !waiting.isEmpty {
                let next = waiting.removeFirst()
                #expect(try batch.join(next.state) == rows.count)
                rows.append((next.stream, next.step))
            }
            let call = try batch.call(model, sizes: ["frames": 1])
            call.inputs["x"]!.fill(
                .joined(
                    rows.map { row in
                        pieces(of: inputs[row.stream], stepped)[row.step]
                    }, axis: 0))
            try call.run()
            let y = call.outputs["y"]!.snapshot()
            for row in rows.indices {
                results[rows[row].stream].append(y.slice(0, row, row + 1))
                rows[row].step += 1
            }
            for row in rows.indices.reversed() {
                let (stream, step) = rows[row]
                let isDone = step == inputs[stream].shape[stepped.timeAxis] / stepped.unit
                guard isDone || (round % 5 == 4 && row == 0) else { continue }
                if isDone {
                    try batch.remove(row)
                } else {
                    waiting.append((stream, step, try batch.leave(row)))
                }
                rows.swapAt(row, rows.count - 1)
                rows.removeLast()
            }
            round += 1
        }
        for (result, expected) in zip(results, alone) {
            #expect(
                distance(.joined(result, axis: axis), .joined(expected, axis: axis)) <= 1e-6)
        }
    }

    private func pieces(of x: Tensor, _ stepped: SteppedCase) -> [Tensor] {
        let axis = stepped.timeAxis
        return stride(from: 0, to: x.shape[axis], by: stepped.unit).map {
            x.slice(axis, $0, $0 + stepped.unit)
        }
    }
}
