/// Weights that training changes: named tensors on a device. Several networks may share them.
public final class TorchParameters {
    /// A weight with its name in the checkpoint.
    public struct Parameter {
        /// As in the checkpoint.
        public let name: String
        /// Its elements now; copies of this structure share them.
        public let tensor: TorchTensor
        /// Element type and shape.
        public let type: TensorType
        /// Whether training changes it.
        public let isTrainable: Bool
    }

    /// In the order of their names.
    public let all: [Parameter]
    /// Where they are.
    public let device: TorchDevice
    private let places: [String: Int]

    /// Copies of the weights that graphs name.
    ///
    /// - Parameters:
    ///   - graphs: Networks that will use them.
    ///   - frozen: Names of weights that stay as they are, where `*` stands for any characters:
    ///     `encoder.*`, `*.bias`.
    /// - Throws: ``ExecutionError/wrongWeight(name:reason:)`` if one is missing, has another type
    ///   or shape, if two graphs want different ones of a name, or if a pattern names none.
    public init(
        _ weights: WeightStore, for graphs: Graph..., frozen: [String] = [],
        on device: TorchDevice = .cpu
    ) throws(ExecutionError) {
        self.device = device
        var tensors: [String: Tensor] = [:]
        for graph in graphs {
            for parameter in graph.parameters {
                tensors[parameter.name] = try weights.tensor(for: parameter, in: graph)
            }
        }
        let patterns = frozen.map { NamePattern($0) }
        if let idle = patterns.first(where: { !tensors.keys.contains(where: $0.matches) }) {
            throw .wrongWeight(
                name: idle.text, reason: "no weight of these networks has such a name; check it")
        }
        var all: [Parameter] = []
        for name in tensors.keys.sorted() {
            let tensor = tensors[name]!
            let copy = try TorchTensor(tensor, on: device)
            let isTrainable =
                tensor.element.isFloatingPoint && !patterns.contains { $0.matches(name) }
            if isTrainable { try copy.requireGradient() }
            all.append(
                Parameter(name: name, tensor: copy, type: tensor.type, isTrainable: isTrainable))
        }
        self.all = all
        places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
    }

    /// The parameter of a name.
    public subscript(name: String) -> Parameter? { places[name].map { all[$0] } }

    /// Those that training changes.
    public var trainable: [Parameter] { all.filter(\.isTrainable) }

    /// The weights as they are now.
    public func weights() throws(ExecutionError) -> WeightStore {
        var store = WeightStore()
        for parameter in all { store[parameter.name] = try parameter.tensor.tensor() }
        return store
    }
}
