#if canImport(Glibc)
    internal import Glibc
#endif

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
        let basis = Self.basis(size).map { row in zip(row, window).map { Float($0 * Double($1)) } }
        let kernel = writer.constant(
            Tensor(basis.flatMap { $0 }, shape: [2 * bins, 1, size]), "\(node.layer).basis")
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
        // Both halves of a real signal's spectrum count, but for the two ends.
        let basis = Self.basis(size).enumerated().map { row, values in
            let bin = row % bins
            let share = (bin == 0 || bin == size / 2 ? 1 : 2) / Double(size)
            return zip(values, window).map { Float($0 * Double($1) * share) }
        }
        let kernel = writer.constant(
            Tensor(basis.flatMap { $0 }, shape: [2 * bins, 1, size]), "\(node.layer).basis")
        let spectrum = step(
            "Concat", [name(node.inputs[0]), name(node.inputs[1])], [("axis", .integer(1))],
            of: node)
        let signal = step(
            "ConvTranspose", [spectrum, kernel],
            [("strides", .integers([hop])), ("kernel_shape", .integers([size]))], of: node)
        last("Squeeze", [signal, writer.integers([1])], of: node)
    }

    /// Rows of cosines, then of negative sines: what a spectrum's real and imaginary parts are
    /// sums with.
    private static func basis(_ size: Int) -> [[Double]] {
        let turns = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
        let cosines = turns.map { cos($0) }
        let sines = turns.map { sin($0) }
        let bins = 0...(size / 2)
        return bins.map { bin in (0..<size).map { cosines[bin * $0 % size] } }
            + bins.map { bin in (0..<size).map { -sines[bin * $0 % size] } }
    }
}
