import Testing

@testable import TensorRuntime

/// The same network on every runtime gives the same numbers.
struct OperatorParityTests {
    static let hasBoth =
        (try? OnnxRuntimeExecutor()) != nil && (try? OpenVINOExecutor()) != nil

    @Test(
        .enabled(if: hasBoth, "ONNX Runtime or OpenVINO is missing: scripts/setup --runtimes"),
        arguments: OperatorCase.all)
    func `runtimes agree`(about operation: OperatorCase) throws {
        let graph = try Graph("case") { operation.build($0) }
        var source = SplitMix(state: 7)
        let inputs = graph.inputPorts.map { Self.tensor(for: $0, &source) }
        let weights = WeightStore(
            Dictionary(
                uniqueKeysWithValues: graph.parameters.map { parameter in
                    (parameter.name, Self.tensor(graph.type(of: parameter), "", &source))
                }))
        var options = ExecutionOptions(threads: 1)
        options.shapes = .dynamic
        let first = try OnnxRuntimeExecutor().load(.graph(graph, weights), options).run(inputs)
        let second = try OpenVINOExecutor().load(.graph(graph, weights), options).run(inputs)
        for (port, (a, b)) in zip(graph.outputPorts, zip(first, second)) {
            let shape = graph.outputs.first { $0.name == port.name }.map {
                graph.values[$0.value].shape
            }
            #expect(a.shape == shape?.compactMap { $0.size(where: OperatorCase.sizes) }, "\(port)")
            #expect(a.type == b.type, "\(port)")
            #expect(Self.difference(a, b) < 2e-5, "\(port)")
        }
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
            case .dynamic(let symbol): OperatorCase.sizes[symbol] ?? -1
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
