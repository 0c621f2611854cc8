extension OnnxLowering {
    mutating func product(_ node: Graph.Node) throws(GraphError) {
        switch node.operation {
        case .matMul: last("MatMul", inputs(node), of: node)
        case .linear: try linear(node)
        case .quantizedLinear(let layout): quantizedLinear(layout, node)
        case .convolution(let attributes): convolution("Conv", attributes, node)
        case .transposedConvolution(let attributes): convolution("ConvTranspose", attributes, node)
        default: preconditionFailure("no product")
        }
    }

    /// `Gemm` takes PyTorch's weight as it is, and the bias with it, but knows matrices only.
    private mutating func linear(_ node: Graph.Node) throws(GraphError) {
        let inputs = inputs(node)
        let shape = shape(node.inputs[0])
        let attributes: [(String, OnnxWriter.Attribute)] = [("transB", .integer(1))]
        if shape.count == 2 { return last("Gemm", inputs, attributes, of: node) }
        let weight = self.shape(node.inputs[1])
        let rows = step(
            "Reshape", [inputs[0], writer.integers([-1, weight[1].fixed!])], of: node)
        let product = step("Gemm", [rows] + inputs.dropFirst(), attributes, of: node)
        try reshape(product, from: [-1, weight[0]], to: self.shape(node.outputs[0]), node)
    }

    private mutating func quantizedLinear(_ layout: QuantizedLinear, _ node: Graph.Node) {
        let inputs = inputs(node)
        let hasBias = inputs.count > 3
        let product = hasBias ? writer.freshName("product") : names[node.outputs[0]]
        writer.node(
            "MatMulNBits", Array(inputs[..<3]), [product],
            [
                ("K", .integer(layout.inputs)), ("N", .integer(layout.outputs)),
                ("bits", .integer(layout.bits)), ("block_size", .integer(layout.block)),
                // Activations in 8 bits, which is what makes it fast.
                ("accuracy_level", .integer(4)),
            ], layer: node.layer, domain: "com.microsoft")
        if hasBias { last("Add", [product, inputs[3]], of: node) }
    }

    private mutating func convolution(_ type: String, _ attributes: Convolution, _ node: Graph.Node)
    {
        let pads = attributes.padding.map(\.before) + attributes.padding.map(\.after)
        var all: [(String, OnnxWriter.Attribute)] = [
            ("strides", .integers(attributes.strides)),
            ("dilations", .integers(attributes.dilations)),
            ("pads", .integers(pads)), ("group", .integer(attributes.groups)),
            ("kernel_shape", .integers(shape(node.inputs[1]).dropFirst(2).map { $0.fixed! })),
        ]
        if type == "ConvTranspose" {
            all.append(("output_padding", .integers(attributes.outputPadding)))
        }
        writer.node(type, inputs(node), outputs(node), all, layer: node.layer)
    }

    mutating func normalization(_ node: Graph.Node) throws(GraphError) {
        let inputs = inputs(node)
        switch node.operation {
        case .layerNorm(let epsilon):
            last(
                "LayerNormalization", inputs,
                [("axis", .integer(-1)), ("epsilon", .float(epsilon))],
                of: node)
        case .rmsNorm(let epsilon):
            // The form that runtimes know and fuse into one operator.
            let element = graph.values[node.inputs[0]].element
            let two = writer.constant(Self.scalar(2, element))
            let square = step("Pow", [inputs[0], two], of: node)
            let mean = step(
                "ReduceMean", [square, writer.integers([-1])], [("keepdims", .integer(1))], of: node
            )
            let sum = step("Add", [mean, writer.constant(Self.scalar(epsilon, element))], of: node)
            let root = step("Sqrt", [sum], of: node)
            last("Mul", [step("Div", [inputs[0], root], of: node), inputs[1]], of: node)
        case .groupNorm(let groups, let epsilon):
            // Each group as a channel of an instance normalisation, then scale and bias.
            let shape = shape(node.inputs[0])
            let grouped = step(
                "Reshape", [inputs[0], writer.integers([0, groups, -1])], of: node)
            let ones = writer.constant(
                Tensor([Float](repeating: 1, count: groups), shape: [groups]))
            let zeros = writer.constant(
                Tensor([Float](repeating: 0, count: groups), shape: [groups]))
            let normal = step(
                "InstanceNormalization", [grouped, ones, zeros], [("epsilon", .float(epsilon))],
                of: node)
            let sizes = try sizes.list(shape, &writer)
            let back = step("Reshape", [normal, sizes], of: node)
            let channels = writer.integers([shape[1].fixed!] + shape.dropFirst(2).map { _ in 1 })
            let scale = step("Reshape", [inputs[1], channels], of: node)
            let bias = step("Reshape", [inputs[2], channels], of: node)
            last("Add", [step("Mul", [back, scale], of: node), bias], of: node)
        default: preconditionFailure("no normalisation")
        }
    }

    /// A scalar of an element type of the floating-point kind.
    static func scalar(_ number: Float, _ element: ElementType) -> Tensor {
        switch element {
        case .float64: Tensor(Double(number))
        case .float16: Tensor(Float16(number))
        default: Tensor(number)
        }
    }
}
