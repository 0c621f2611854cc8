extension OnnxLowering {
    mutating func reduction(_ node: Graph.Node) {
        let inputs = inputs(node)
        switch node.operation {
        case .reduce(let reduction, let axes, let keepsAxes):
            let type =
                switch reduction {
                case .sum: "ReduceSum"
                case .mean: "ReduceMean"
                case .maximum: "ReduceMax"
                case .minimum: "ReduceMin"
                case .product: "ReduceProd"
                }
            // Without axes ONNX would reduce all of them.
            if axes.isEmpty { return last("Identity", inputs, of: node) }
            last(
                type, [inputs[0], writer.integers(axes)],
                [("keepdims", .integer(keepsAxes ? 1 : 0))], of: node)
        case .argMax(let axis):
            last("ArgMax", inputs, [("axis", .integer(axis)), ("keepdims", .integer(0))], of: node)
        case .topK(let axis, let count):
            last(
                "TopK", [inputs[0], writer.integers([count])], [("axis", .integer(axis))], of: node)
        case .cumulativeSum(let axis):
            last("CumSum", [inputs[0], writer.constant(Tensor(Int64(axis)))], of: node)
        default: preconditionFailure("no reduction")
        }
    }

    mutating func arrangement(_ node: Graph.Node) throws(GraphError) {
        switch node.operation {
        case .reshape(let shape):
            try reshape(inputs(node)[0], from: self.shape(node.inputs[0]), to: shape, node)
        case .transpose(let order):
            last("Transpose", inputs(node), [("perm", .integers(order))], of: node)
        case .concatenate(let axis):
            last("Concat", inputs(node), [("axis", .integer(axis))], of: node)
        case .slice(let axis, let start, let end, let step):
            let size = shape(node.inputs[0])[axis]
            let inputs = inputs(node)
            let bounds = [
                try bound(start, size), try bound(end, size), writer.integers([axis]),
                writer.integers([step]),
            ]
            last("Slice", inputs + bounds, of: node)
        case .expand(let shape):
            // A size of 1 leaves the input's as it is.
            let own = self.shape(node.inputs[0])
            let first = shape.count - own.count
            let wanted = shape.indices.map { axis in
                axis >= first && own[axis - first] == shape[axis] ? 1 : shape[axis]
            }
            let input = inputs(node)[0]
            last("Expand", [input, try sizes.list(wanted, &writer)], of: node)
        case .pad(let widths, let mode): pad(widths, mode, node)
        case .upsample(let factor, let mode): upsample(factor, mode, node)
        case .range(let end):
            let limit = step("Squeeze", [try sizes.list(end, &writer)], of: node)
            let zero = writer.constant(Tensor(Int64(0)))
            last("Range", [zero, limit, writer.constant(Tensor(Int64(1)))], of: node)
        default: preconditionFailure("arranges nothing")
        }
    }

    /// A bound of a slice; one that is counted from the end needs no symbol's size.
    private mutating func bound(_ bound: Dimension, _ size: Dimension) throws(GraphError) -> String
    {
        if let number = bound.fixed { return writer.integers([number]) }
        if bound == size { return writer.integers([Int.max]) }
        if let number = (bound - size).fixed, number < 0 { return writer.integers([number]) }
        return try sizes.list(bound, &writer)
    }

    /// Reshapes, with sizes that stay and one that follows left to the runtime.
    mutating func reshape(
        _ input: String, from: [Dimension], to: [Dimension], _ node: Graph.Node
    ) throws(GraphError) {
        var numbers: [Int] = []
        var unknown = 0
        for (axis, size) in to.enumerated() {
            if let number = size.fixed, number != 0 {
                numbers.append(number)
            } else if axis < from.count, from[axis] == size {
                numbers.append(0)
            } else {
                numbers.append(-1)
                unknown += 1
            }
        }
        let shape = unknown <= 1 ? writer.integers(numbers) : try sizes.list(to, &writer)
        last("Reshape", [input, shape], of: node)
    }

    private mutating func pad(_ widths: [Padding], _ mode: PaddingMode, _ node: Graph.Node) {
        let input = inputs(node)[0]
        let pads = writer.integers(widths.map(\.before) + widths.map(\.after))
        switch mode {
        case .constant(let value):
            let element = graph.values[node.inputs[0]].element
            let filler =
                element.isFloatingPoint ? writer.constant(Self.scalar(value, element)) : ""
            last("Pad", [input, pads] + (filler.isEmpty ? [] : [filler]), of: node)
        case .reflect: last("Pad", [input, pads], [("mode", .string("reflect"))], of: node)
        case .edge: last("Pad", [input, pads], [("mode", .string("edge"))], of: node)
        }
    }

    private mutating func upsample(_ factor: Int, _ mode: UpsamplingMode, _ node: Graph.Node) {
        let input = inputs(node)[0]
        switch mode {
        case .nearest:
            let scales = writer.constant(Tensor([1, 1, Float(factor)], shape: [3]))
            last(
                "Resize", [input, "", scales],
                [
                    ("mode", .string("nearest")), ("nearest_mode", .string("floor")),
                    ("coordinate_transformation_mode", .string("asymmetric")),
                ], of: node)
        case .linear:
            // With an axis more, since linear resizing is for images.
            let image = step("Unsqueeze", [input, writer.integers([2])], of: node)
            let scales = writer.constant(Tensor([1, 1, 1, Float(factor)], shape: [4]))
            let longer = step(
                "Resize", [image, "", scales],
                [
                    ("mode", .string("linear")),
                    ("coordinate_transformation_mode", .string("half_pixel")),
                ], of: node)
            last("Squeeze", [longer, writer.integers([2])], of: node)
        }
    }

    mutating func lookup(_ node: Graph.Node) {
        let inputs = inputs(node)
        switch node.operation {
        case .gather(let axis): last("Gather", inputs, [("axis", .integer(axis))], of: node)
        case .gatherElements(let axis):
            last("GatherElements", inputs, [("axis", .integer(axis))], of: node)
        case .scatterElements(let axis, let adds):
            last(
                "ScatterElements", inputs,
                [("axis", .integer(axis)), ("reduction", .string(adds ? "add" : "none"))], of: node)
        default: preconditionFailure("no lookup")
        }
    }
}
