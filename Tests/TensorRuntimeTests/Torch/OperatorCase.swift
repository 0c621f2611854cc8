import Testing

@testable import TensorRuntime

/// An operator with inputs that its gradient can be checked at.
struct OperatorCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// float64.
    let inputs: [Tensor]
    let build: @Sendable (Layer, [Value]) -> [Value]

    init(
        _ name: String, _ shapes: [Int]..., within range: ClosedRange<Double> = -2...2,
        build: @escaping @Sendable (Layer, [Value]) -> [Value]
    ) {
        testDescription = name
        inputs = shapes.enumerated().map { Numbers.tensor($1, within: range, seed: $0 + 1) }
        self.build = build
    }

    /// One operator on all inputs.
    init(
        _ name: String, _ operation: Operation, _ shapes: [Int]...,
        within range: ClosedRange<Double> = -2...2
    ) {
        testDescription = name
        inputs = shapes.enumerated().map { Numbers.tensor($1, within: range, seed: $0 + 1) }
        build = { net, values in net.apply(operation, to: values) }
    }

    /// The sum of all outputs that have gradients, each element times a number of its own.
    func graph() throws -> Graph {
        try Graph("case") { net in
            let values = inputs.enumerated().map { index, tensor in
                net.input("x\(index)", tensor.shape.map { Dimension($0) }, as: .float64)
            }
            let parts = build(net, values).enumerated().map { index, output in
                let shape = output.shape.indices.map { output.fixedSize($0) }
                let weights = Numbers.tensor(shape, within: 0.5...1.5, seed: 100 + index)
                return (output * net.constant(weights)).sum()
            }
            return ["loss": parts.dropFirst().reduce(parts[0]) { $0 + $1 }]
        }
    }
}

enum Numbers {
    /// Numbers that look random and are the same each time.
    static func list(_ count: Int, within range: ClosedRange<Double>, seed: Int) -> [Double] {
        (0..<count).map { index in
            var z = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(index) &* 0xD1B5_4A32_D192_ED03
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            let unit = Double((z ^ (z >> 31)) >> 11) / 0x1p53
            return range.lowerBound + unit * (range.upperBound - range.lowerBound)
        }
    }

    static func tensor(
        _ shape: [Int], within range: ClosedRange<Double> = -2...2, seed: Int
    ) -> Tensor {
        Tensor(list(shape.reduce(1, *), within: range, seed: seed), shape: shape)
    }
}

/// Whether libtorch's door is there.
enum Torch {
    static let isHere = (try? TorchRuntime.loaded()) != nil
    static let hasCUDA = (try? TorchRuntime.loaded().cudaDevices()).map { $0 > 0 } ?? false
    static let isMissing: Comment =
        "libsyrinx-torch.so is not there: scripts/torch-door makes it, SYRINX_TORCH names it"
}
