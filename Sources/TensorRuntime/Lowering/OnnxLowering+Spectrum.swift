extension OnnxLowering {
    /// Windowed Fourier transforms as convolutions with their basis: runtimes have fast products
    /// and slow transforms.
    mutating func spectrum(_ node: Graph.Node) throws(GraphError) {
        switch node.operation {
        case .stft(let size, let hop): try stft(size, hop, node)
        case .inverseSTFT(let size, let hop): try inverse(size, hop, node)
        default: preconditionFailure("no spectrum")
        }
    }

    private mutating func stft(_ size: Int, _ hop: Int, _ node: Graph.Node) throws(GraphError) {
        let window = try tensor(node.inputs[1], "the window", of: node).floats()
        let bins = size / 2 + 1
        let kernel = writer.constant(
            Tensor(FourierBasis.forward(window: window).floats(), shape: [2 * bins, 1, size]),
            "\(node.layer).basis")
        let signal = step("Unsqueeze", [name(node.inputs[0]), writer.integers([1])], of: node)
        let spectrum = step(
            "Conv", [signal, kernel],
            [("strides", .integers([hop])), ("kernel_shape", .integers([size]))], of: node)
        for (part, output) in outputs(node).enumerated() {
            let bounds = [part * bins, (part + 1) * bins].map { writer.integers([$0]) }
            writer.node(
                "Slice", [spectrum] + bounds + [writer.integers([1])], [output], layer: node.layer)
        }
    }

    private mutating func inverse(_ size: Int, _ hop: Int, _ node: Graph.Node) throws(GraphError) {
        let window = try tensor(node.inputs[2], "the window", of: node).floats()
        let bins = size / 2 + 1
        let kernel = writer.constant(
            Tensor(FourierBasis.inverse(window: window).floats(), shape: [2 * bins, 1, size]),
            "\(node.layer).basis")
        let spectrum = step(
            "Concat", [name(node.inputs[0]), name(node.inputs[1])], [("axis", .integer(1))],
            of: node)
        let signal = step(
            "ConvTranspose", [spectrum, kernel],
            [("strides", .integers([hop])), ("kernel_shape", .integers([size]))], of: node)
        last("Squeeze", [signal, writer.integers([1])], of: node)
    }
}
