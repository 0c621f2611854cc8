/// A network as a value: standard operators between inputs, parameters and outputs.
///
/// Made by ``init(_:stepping:_:)`` with functions that read like the paper. Executors lower it;
/// nothing in it belongs to any of them.
public struct Graph: Sendable {
    /// Number of a value in ``values``.
    public typealias ValueID = Int

    /// Type of a value: element and shape, sizes possibly symbolic.
    public struct ValueType: Sendable, Hashable {
        /// What one element is.
        public var element: ElementType
        /// Sizes of the axes, outermost first.
        public var shape: [Dimension]
    }

    /// An operator at its place. Each value is the output of one node at the most.
    public struct Node: Sendable, Hashable {
        /// The operator with its attributes.
        public var operation: Operation
        /// What it takes, in the operator's order; optional ones are left out at the end.
        public var inputs: [ValueID]
        /// What it gives.
        public var outputs: [ValueID]
        /// Which layer it belongs to, as in `encoder.layers.3.attn`.
        public var layer: String
    }

    /// A value that has a name outside.
    public struct Named: Sendable, Hashable {
        /// The name outside.
        public var name: String
        /// The value that has it.
        public var value: ValueID
    }

    /// What a stream keeps from step to step: an input that the matching output of the step
    /// before is handed to. Axis 0 is the batch; a new stream starts with zeros.
    public struct StateSlot: Sendable, Hashable {
        /// The layer and what it keeps, as in `decoder.0.conv.tail`.
        public var name: String
        /// What the step before left.
        public var input: ValueID
        /// What the next step gets.
        public var output: ValueID
    }

    /// The network's name, for reports and errors.
    public let name: String
    /// Types of all values, by number.
    public internal(set) var values: [ValueType] = []
    /// What a call hands in.
    public internal(set) var inputs: [Named] = []
    /// Weights, by their names in the checkpoint. Shapes are fixed.
    public internal(set) var parameters: [Named] = []
    /// Values that are known already.
    public internal(set) var constants: [ValueID: Tensor] = [:]
    /// In an order in which each node follows what it needs.
    public internal(set) var nodes: [Node] = []
    /// What a call gives.
    public internal(set) var outputs: [Named] = []
    /// What a stream keeps between steps; empty unless built for stepping.
    public internal(set) var states: [StateSlot] = []

    init(name: String) { self.name = name }
}

extension Graph {
    /// What the network takes: the inputs, then what each stream kept.
    public var inputPorts: [Port] {
        inputs.map { port($0.name, $0.value) }
            + states.map { port(Self.stateInput($0.name), $0.input) }
    }

    /// What the network gives: the outputs, then what each stream is to keep.
    public var outputPorts: [Port] {
        outputs.map { port($0.name, $0.value) }
            + states.map { port(Self.stateOutput($0.name), $0.output) }
    }

    static func stateInput(_ name: String) -> String { "state.\(name)" }
    static func stateOutput(_ name: String) -> String { "next.\(name)" }

    private func port(_ name: String, _ value: ValueID) -> Port {
        Port(
            name: name, element: values[value].element,
            shape: values[value].shape.map { dimension in
                dimension.fixed.map { .fixed($0) } ?? .dynamic("\(dimension)")
            })
    }

    /// Type and shape of a parameter.
    public func type(of parameter: Named) -> TensorType {
        let type = values[parameter.value]
        return TensorType(type.element, type.shape.map { $0.fixed! })
    }
}
