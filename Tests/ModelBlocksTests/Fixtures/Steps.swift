import ModelBlocks
import TensorRuntime
import Testing

/// A layer that runs in steps, and what is needed to try it.
struct SteppedCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Shape of the input; `frames` is the length.
    let shape: [Dimension]
    /// Sizes of the caches.
    var sizes: [String: Int] = [:]
    let build: @Sendable (Layer, Value) -> Value

    init(
        _ name: String, _ shape: [Dimension], sizes: [String: Int] = [:],
        _ build: @escaping @Sendable (Layer, Value) -> Value
    ) {
        testDescription = name
        self.shape = shape
        self.sizes = sizes
        self.build = build
    }

    var timeAxis: Int { shape.firstIndex { $0.symbols.contains("frames") }! }
    /// Input frames of one unit of `frames`.
    var unit: Int { shape[timeAxis].size(where: ["frames": 1])! }

    func graph(stepping: Bool) throws -> Graph {
        try Graph(testDescription, stepping: stepping) { net in
            ["y": build(net / "layer", net.input("x", shape))]
        }
    }

    func input(_ frames: Int, batch: Int, _ source: inout Source) -> Tensor {
        source.tensor(shape.map { $0.size(where: ["frames": frames, "batch": batch])! })
    }

    /// The output's axis of time.
    func outputAxis() throws -> Int {
        let graph = try graph(stepping: false)
        let port = try #require(graph.outputPorts.first)
        return try #require(
            port.shape.firstIndex {
                if case .dynamic(let name) = $0 { name.contains("frames") } else { false }
            })
    }
}

extension TensorBuffer {
    func fill(_ tensor: Tensor) {
        precondition(tensor.type == type)
        tensor.withBytes { source in withBytes { $0.copyMemory(from: source) } }
    }
}
