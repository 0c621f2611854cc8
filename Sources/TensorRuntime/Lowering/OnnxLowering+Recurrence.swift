extension OnnxLowering {
    /// ONNX has time outermost, other orders of gates, and all weights of a kind in one tensor.
    mutating func recurrence(_ node: Graph.Node) throws(GraphError) {
        let type: String
        let directions: Int
        let order: [Int]
        switch node.operation {
        case .lstm(_, let isBidirectional):
            // PyTorch: input, forget, cell, output. ONNX: input, output, forget, cell.
            (type, directions, order) = ("LSTM", isBidirectional ? 2 : 1, [0, 3, 1, 2])
        case .gru(_, let isBidirectional):
            // PyTorch: reset, update, new. ONNX: update, reset, hidden.
            (type, directions, order) = ("GRU", isBidirectional ? 2 : 1, [1, 0, 2])
        default: preconditionFailure("no recurrence")
        }
        let states = type == "LSTM" ? 2 : 1
        let hidden = shape(node.inputs[1])[2].fixed!
        var stacked: [[Float]] = [[], [], []]
        for direction in 0..<directions {
            for kind in 0..<4 {
                let value = node.inputs[1 + states + direction * 4 + kind]
                let gates = try tensor(value, "a recurrent weight", of: node).floats()
                let size = gates.count / order.count
                stacked[min(kind, 2)] += order.flatMap { gates[($0 * size)..<(($0 + 1) * size)] }
            }
        }
        let rows = order.count * hidden
        let inputSize = shape(node.inputs[0])[2].fixed!
        let weights = writer.constant(
            Tensor(stacked[0], shape: [directions, rows, inputSize]), "\(node.layer).W")
        let recurrent = writer.constant(
            Tensor(stacked[1], shape: [directions, rows, hidden]), "\(node.layer).R")
        let biases = writer.constant(
            Tensor(stacked[2], shape: [directions, 2 * rows]), "\(node.layer).B")

        let x = step(
            "Transpose", [name(node.inputs[0])], [("perm", .integers([1, 0, 2]))], of: node)
        let initial = (1...states).map { name(node.inputs[$0]) }
        let raw = writer.freshName("y")
        var attributes: [(String, OnnxWriter.Attribute)] = [
            ("hidden_size", .integer(hidden)),
            ("direction", .string(directions == 2 ? "bidirectional" : "forward")),
        ]
        if type == "GRU" { attributes.append(("linear_before_reset", .integer(1))) }
        writer.node(
            type, [x, weights, recurrent, biases, ""] + initial, [raw] + outputs(node).dropFirst(),
            attributes, layer: node.layer)
        // [time, directions, batch, hidden] → [batch, time, directions · hidden]
        let batchFirst = step("Transpose", [raw], [("perm", .integers([2, 0, 1, 3]))], of: node)
        writer.node(
            "Reshape", [batchFirst, writer.integers([0, 0, directions * hidden])],
            [names[node.outputs[0]]], layer: node.layer)
    }
}
