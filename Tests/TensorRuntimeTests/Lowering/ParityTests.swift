import Testing

@testable import TensorRuntime

/// The same network on every runtime gives the same numbers.
struct ParityTests {
    static let executors: [any Executor] = {
        var found: [any Executor] = []
        if let executor = try? OnnxRuntimeExecutor() { found.append(executor) }
        if let executor = try? OpenVINOExecutor() { found.append(executor) }
        if let executor = try? TorchExecutor() { found.append(executor) }
        return found
    }()

    @Test(
        .enabled(
            if: executors.count == 3,
            "ONNX Runtime, OpenVINO or libtorch is missing: scripts/setup --tests"),
        arguments: ParityCase.all)
    func `runtimes agree`(about operation: ParityCase) throws {
        let (graph, weights, inputs) = try Self.problem(of: operation)
        let results = try Self.executors.map { executor in
            try executor.load(.graph(graph, weights), ExecutionOptions(threads: 1)).run(inputs)
        }
        for (index, output) in graph.outputs.enumerated() {
            let shape = graph.values[output.value].shape
                .map { $0.size(where: ParityCase.sizes) }
            for (executor, result) in zip(Self.executors, results) {
                let place = "\(output.name) by \(executor.name)"
                #expect(result[index].shape == shape, "\(place)")
                #expect(result[index].element == graph.values[output.value].element, "\(place)")
                #expect(Self.difference(results[0][index], result[index]) < 2e-5, "\(place)")
            }
        }
    }

    /// A case's network, with weights and inputs by chance, the same every time.
    static func problem(
        of operation: ParityCase
    ) throws -> (graph: Graph, weights: WeightStore, inputs: [Tensor]) {
        let graph = try Graph("case") { operation.build($0) }
        var source = SplitMix(state: 7)
        let inputs = graph.inputPorts.map { tensor(for: $0, &source) }
        let weights = WeightStore(
            Dictionary(
                uniqueKeysWithValues: graph.parameters.map { parameter in
                    (parameter.name, tensor(graph.type(of: parameter), "", &source))
                }))
        return (graph, weights, inputs)
    }

    /// The largest difference, as a part of the largest number.
    static func difference(_ a: Tensor, _ b: Tensor) -> Float {
        let (left, right) = (a.floats(), b.floats())
        let peak = left.map(abs).max() ?? 0
        return zip(left, right).map { abs($0 - $1) / max(peak, 1e-3) }.max() ?? 0
    }

    static func shape(_ port: Port) -> [Int] {
        port.shape.enumerated().map { axis, size in
            switch size {
            case .fixed(let size): size
            // Sizes of symbols are the only ones that inputs have.
            case .dynamic(let symbol): ParityCase.sizes[symbol] ?? -1
            }
        }
    }

    static func tensor(for port: Port, _ source: inout SplitMix) -> Tensor {
        tensor(TensorType(port.element, shape(port)), port.name, &source)
    }

    static func tensor(_ type: TensorType, _ name: String, _ source: inout SplitMix) -> Tensor {
        switch type.element {
        case .int64:
            Tensor(
                (0..<type.count).map { _ in Int64.random(in: 0...2, using: &source) },
                shape: type.shape)
        case .bool:
            Tensor((0..<type.count).map { _ in Bool.random(using: &source) }, shape: type.shape)
        default:
            Tensor(
                (0..<type.count).map { _ in
                    Float.random(in: name.hasPrefix("positive") ? 0.2...2 : -1...1, using: &source)
                }, shape: type.shape)
        }
    }
}

/// A small generator with a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
