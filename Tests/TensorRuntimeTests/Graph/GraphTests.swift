import Testing

@testable import TensorRuntime

struct GraphTests {
    @Test func `a network lists what it takes, needs and gives`() throws {
        let graph = try Graph("head") { net in
            let x = net.input("x", ["batch", "frames", 256])
            let out = net / "out"
            let y = out.apply(
                .linear, x, out.parameter("weight", [80, 256]), out.parameter("bias", [80]))
            return ["mel": y.swappingAxes(1, 2)]
        }
        #expect(graph.inputPorts.map(\.description) == ["x float32[batch, frames, 256]"])
        #expect(graph.outputPorts.map(\.description) == ["mel float32[batch, 80, frames]"])
        #expect(graph.parameters.map(\.name) == ["out.weight", "out.bias"])
    }

    @Test func `a misfit names layer, operator and shapes`() {
        let error = #expect(throws: GraphError.self) {
            try Graph("net") { net in
                let x = net.input("x", ["batch", "frames", 256])
                let layer = net / "decoder" / 3
                return ["y": layer.apply(.linear, x, layer.parameter("weight", [80, 128])) + 1]
            }
        }
        #expect(error?.layer == "decoder.3")
        #expect(error?.operation == "linear")
        #expect(error?.problem.contains("256 features") == true)
    }

    @Test func `the first misfit is the one that is told`() {
        let error = #expect(throws: GraphError.self) {
            try Graph("net") { net in
                let a = net.input("a", [2, 3])
                let b = net.input("b", [3, 2])
                return ["y": (a + b).matMul(a).softmax(7)]
            }
        }
        #expect(error?.operation == "add")
    }

    @Test func `sizes that differ in symbol do not broadcast`() {
        #expect(throws: GraphError.self) {
            try Graph("net") { net in
                ["y": net.input("a", ["batch", 4]) + net.input("b", ["frames", 4])]
            }
        }
    }

    @Test func `a weight of one name is shared, with one shape`() throws {
        let tied = try Graph("net") { net in
            let ids = net.input("ids", ["time"], as: .int64)
            let weight = (net / "emb").parameter("weight", [10, 4])
            let again = (net / "emb").parameter("weight", [10, 4])
            return ["logits": net.apply(.linear, weight.gather(ids), again)]
        }
        #expect(tied.parameters.count == 1)
        #expect(throws: GraphError.self) {
            try Graph("net") { net in
                _ = net.parameter("weight", [10, 4])
                return ["y": net.parameter("weight", [4, 10])]
            }
        }
    }

    @Test func `convolutions give the lengths of PyTorch`() throws {
        // torch.nn.functional.conv1d and conv_transpose1d of length 50, by their formulas.
        let graph = try Graph("net") { net in
            let x = net.input("x", [1, 6, "time"])
            let strided = net.apply(
                .convolution(
                    Convolution(
                        strides: [3], dilations: [2], padding: [Padding(before: 4, after: 1)],
                        groups: 2)),
                x, net.parameter("a", [8, 3, 5]))
            let longer = net.apply(
                .transposedConvolution(
                    Convolution(
                        strides: [4], dilations: [1], padding: [Padding(before: 2, after: 2)],
                        outputPadding: [1])),
                x, net.parameter("b", [6, 3, 8]))
            return ["strided": strided, "longer": longer]
        }
        let sizes = graph.outputs.map { graph.values[$0.value].shape[2].size(where: ["time": 50]) }
        #expect(sizes == [(50 + 5 - 8 - 1) / 3 + 1, 49 * 4 - 4 + 7 + 1 + 1])
    }

    @Test func `what is kept for the next step is a state`() throws {
        let graph = try Graph("tail", stepping: true) { net in
            let x = net.input("x", ["batch", 4, "time"])
            let layer = net / "conv"
            let all = Value.concatenated([layer.kept("tail", ["batch", 4, 2]), x], axis: 2)
            layer.keep(all.suffix(2, axis: 2), as: "tail")
            return ["y": all]
        }
        #expect(graph.states.map(\.name) == ["conv.tail"])
        #expect(graph.outputPorts.map(\.name) == ["y", "next.conv.tail"])
    }

    @Test func `a state that is not kept, or changes shape, is refused`() {
        #expect(throws: GraphError.self) {
            try Graph("net", stepping: true) { net in ["y": net.kept("h", ["batch", 4])] }
        }
        #expect(throws: GraphError.self) {
            try Graph("net", stepping: true) { net in
                let h = net.kept("h", ["batch", 4])
                net.keep(Value.concatenated([h, h], axis: 1), as: "h")
                return ["y": h]
            }
        }
    }

    @Test func `names are given once`() {
        #expect(throws: GraphError.self) {
            try Graph("net") { net in
                let x = net.input("x", [1])
                return ["y": x + net.input("x", [1])]
            }
        }
        #expect(throws: GraphError.self) {
            try Graph("net") { net in
                let x = net.input("x", [1])
                return ["y": x, "y": x]
            }
        }
        #expect(throws: GraphError.self) {
            try Graph("net") { net in ["x": net.input("x", [1])] }
        }
    }
}
