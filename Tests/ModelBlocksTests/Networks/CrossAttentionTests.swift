import ModelBlocks
import TensorRuntime
import Testing

/// A decoder layer that attends to a text while it goes on.
private enum Reader {
    static let own = Attention(heads: 2, width: 6)
    static let cross = Attention(heads: 4, keyHeads: 2, width: 4, bias: true)
    static let width = 12

    /// The text's keys and values.
    static func text() throws -> Graph {
        try Graph("text") { net in
            let memory = (net / "cross").crossMemory(
                net.input("text", ["batch", "others", 10]), cross)
            return ["keys": memory.keys, "values": memory.values]
        }
    }

    static func decoder(stepping: Bool) throws -> Graph {
        try Graph("decoder", stepping: stepping) { net in
            let x = net.input("x", ["batch", "frames", Dimension(width)])
            let y = x + (net / "own").attention(x, own, net.timeline(of: x))
            let layer = net / "cross"
            let lengths = stepping ? net.input("lengths", ["batch"], as: .int64) : nil
            let memory =
                if let lengths {
                    layer.rememberedMemory(cross, lengths: lengths)
                } else {
                    layer.crossMemory(net.input("text", ["batch", "others", 10]), cross)
                }
            return ["y": y + layer.crossAttention(y, cross, memory: memory, lengths: lengths)]
        }
    }
}

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct CrossAttentionTests {
    @Test func `streams of a batch each attend to a text of their own`() throws {
        let whole = try Reader.decoder(stepping: false)
        let stepping = try Reader.decoder(stepping: true)
        let weights = WeightStore.random(for: whole, seed: 31)
        var source = Source(seed: 32)
        let texts = [5, 9, 2].map { source.tensor([1, $0, 10]) }
        let inputs = [12, 7, 9].map { source.tensor([1, $0, Reader.width]) }
        let expected = try zip(inputs, texts).map { x, text in
            try #require(try Runtime.run(whole, weights, ["x": x, "text": text])["y"])
        }

        let model = try Runtime.load(stepping, weights)
        let batch = try StateBatch(stepping, rows: 3, sizes: ["capacity": 12, "memory": 9])
        var rows: [(stream: Int, frame: Int)] = []
        var results = inputs.map { _ in [Tensor]() }
        for round in 0... {
            if round < 3 {
                let memory = try Runtime.run(try Reader.text(), weights, ["text": texts[round]])
                #expect(
                    try batch.join(
                        given: [
                            "cross.memory_keys": try #require(memory["keys"]),
                            "cross.memory_values": try #require(memory["values"]),
                        ]) == rows.count)
                rows.append((round, 0))
            }
            if round == 5 {
                // One goes and comes back, its text with it.
                let state = try batch.leave(0)
                #expect(try batch.join(state) == rows.count - 1)
                rows.swapAt(0, rows.count - 1)
                let gone = rows.removeLast()
                rows.append(gone)
            }
            let call = try batch.call(model, sizes: ["frames": 1])
            call.inputs["x"]!.fill(
                .joined(rows.map { inputs[$0.stream].slice(1, $0.frame, $0.frame + 1) }, axis: 0))
            try call.run()
            for row in rows.indices {
                results[rows[row].stream].append(
                    call.outputs["y"]!.snapshot().slice(0, row, row + 1))
                rows[row].frame += 1
            }
            for row in rows.indices.reversed()
            where rows[row].frame == inputs[rows[row].stream].shape[1] {
                try batch.remove(row)
                rows.swapAt(row, rows.count - 1)
                rows.removeLast()
            }
            if rows.isEmpty { break }
        }
        for (result, expected) in zip(results, expected) {
            #expect(distance(.joined(result, axis: 1), expected) <= 1e-5)
        }
    }

    @Test func `a stream without its text is refused`() throws {
        let stepping = try Reader.decoder(stepping: true)
        let batch = try StateBatch(stepping, rows: 1, sizes: ["capacity": 4, "memory": 3])
        let good = Tensor(zeros: TensorType(.float32, [2, 3, 4]))
        let attempts: [[String: Tensor]] = [
            [:], ["cross.memory_keys": good],
            ["cross.memory_keys": good, "cross.memory_values": Tensor(Float(1))],
            [
                "cross.memory_keys": good,
                "cross.memory_values": Tensor(zeros: TensorType(.float32, [2, 2, 4])),
            ],
            [
                "cross.memory_keys": Tensor(zeros: TensorType(.float32, [2, 4, 4])),
                "cross.memory_values": Tensor(zeros: TensorType(.float32, [2, 4, 4])),
            ],
            [
                "cross.memory_keys": Tensor(zeros: TensorType(.float32, [2, 3, 5])),
                "cross.memory_values": Tensor(zeros: TensorType(.float32, [2, 3, 5])),
            ],
        ]
        for given in attempts {
            #expect(throws: StateError.self) { _ = try batch.join(given: given) }
            #expect(batch.count == 0)
        }
        let row = try batch.join(given: ["cross.memory_keys": good, "cross.memory_values": good])
        #expect(row == 0)
    }
}
