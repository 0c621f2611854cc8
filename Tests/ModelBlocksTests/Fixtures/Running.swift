import Foundation
import ModelBlocks
import TensorRuntime
import Testing

/// What the blocks' tests run on.
enum Runtime {
    /// ONNX Runtime, or what SYRINX_TEST_EXECUTOR names.
    static let executor: (any Executor)? =
        switch ProcessInfo.processInfo.environment["SYRINX_TEST_EXECUTOR"] {
        case "openvino": try? OpenVINOExecutor()
        case "torch": try? TorchExecutor()
        default: try? OnnxRuntimeExecutor()
        }
    static let isHere = executor != nil
    static let missing: Comment = "the runtime's library is not installed"

    static func load(_ graph: Graph, _ weights: WeightStore) throws -> any LoadedModel {
        try #require(executor).load(.graph(graph, weights), ExecutionOptions(threads: 1))
    }

    /// Runs a network once; inputs and outputs by name.
    static func run(
        _ graph: Graph, _ weights: WeightStore, _ inputs: [String: Tensor]
    ) throws -> [String: Tensor] {
        let model = try load(graph, weights)
        let results = try model.run(
            try model.inputs.map { try #require(inputs[$0.name], "\($0)") })
        return Dictionary(uniqueKeysWithValues: zip(model.outputs.map(\.name), results))
    }
}

extension WeightStore {
    /// Random weights for a network, small enough that deep ones neither explode nor die.
    static func random(for graph: Graph, seed: UInt64) -> WeightStore {
        var source = Source(seed: seed)
        var store = WeightStore()
        for parameter in graph.parameters {
            let shape = graph.type(of: parameter).shape
            let reach = 1 / Float(max(shape.dropFirst().reduce(1, *), 1)).squareRoot()
            store[parameter.name] = source.tensor(shape, scale: shape.count < 2 ? 0.5 : 1.7 * reach)
        }
        return store
    }
}

/// Random numbers that are the same on every machine (SplitMix64).
struct Source: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Numbers between -scale and scale.
    mutating func tensor(_ shape: [Int], scale: Float = 1) -> Tensor {
        Tensor(
            (0..<shape.reduce(1, *)).map { _ in Float.random(in: -scale...scale, using: &self) },
            shape: shape)
    }
}

extension Tensor {
    /// Elements of an axis from `start` up to `end`.
    func slice(_ axis: Int, _ start: Int, _ end: Int) -> Tensor {
        let inner = shape.dropFirst(axis + 1).reduce(element.byteCount, *)
        let outer = shape.prefix(axis).reduce(1, *)
        var sizes = shape
        sizes[axis] = end - start
        return Tensor(TensorType(element, sizes)) { target in
            withBytes { source in
                for index in 0..<outer {
                    let from = (index * shape[axis] + start) * inner
                    let to = index * (end - start) * inner
                    for byte in 0..<((end - start) * inner) {
                        target[to + byte] = source[from + byte]
                    }
                }
            }
        }
    }

    /// Tensors one after another along an axis.
    static func joined(_ parts: [Tensor], axis: Int) -> Tensor {
        var sizes = parts[0].shape
        sizes[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        let inner = sizes.dropFirst(axis + 1).reduce(parts[0].element.byteCount, *)
        let outer = sizes.prefix(axis).reduce(1, *)
        return Tensor(TensorType(parts[0].element, sizes)) { target in
            var place = 0
            for index in 0..<outer {
                for part in parts {
                    let size = part.shape[axis] * inner
                    part.withBytes { source in
                        for byte in 0..<size { target[place + byte] = source[index * size + byte] }
                    }
                    place += size
                }
            }
        }
    }
}

/// The largest difference, as a part of the largest number; infinite for other shapes.
func distance(_ a: Tensor, _ b: Tensor) -> Float {
    guard a.type == b.type else { return .infinity }
    let (left, right) = (a.floats(), b.floats())
    let scale = max(left.map(abs).max() ?? 0, 1e-3)
    let worst = zip(left, right).map { abs($0 - $1) }.max() ?? 0
    return zip(left, right).contains { !($0 - $1).isFinite } ? .infinity : worst / scale
}
