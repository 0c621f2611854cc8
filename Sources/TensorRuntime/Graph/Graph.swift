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

    /// What a stream adds to at every step and never changes, such as the keys of attention: an
    /// input of fixed room that the host writes each step's new rows into, so that no step copies
    /// it.
    ///
    /// What each stream is given once, such as the keys of a text that it attends to, is a cache
    /// that nothing is added to.
    ///
    /// The row of position `p` of a stream lies in slot `p` of the axis `capacity`, of a cache
    /// with a window in slot `p mod capacity`.
    public struct CacheSlot: Sendable, Hashable {
        /// The layer and what it caches, as in `decoder.0.attn.keys`.
        public var name: String
        /// What earlier steps left, `[batch, heads, capacity, width]`.
        public var input: ValueID
        /// What this step adds, `[batch, heads, steps, width]`; nil: nothing ever.
        public var output: ValueID?
        /// The input that tells how many rows each stream has, which is the position of its first
        /// new one, `int64 [batch]`.
        public var positions: ValueID
        /// How many rows are looked at, the newest one counted; nil: all. The capacity needs to
        /// be no larger than this.
        public var window: Int?
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
    /// What a stream adds to; empty unless built for stepping.
    public internal(set) var caches: [CacheSlot] = []

    init(name: String) { self.name = name }
}

extension Graph {
    /// What the network takes: the inputs, then what each stream kept, then its caches.
    public var inputPorts: [Port] { portInputs.map { port($0) } }

    /// What the network gives: the outputs, then what each stream is to keep, then what is new
    /// in its caches.
    public var outputPorts: [Port] { portOutputs.map { port($0) } }

    /// Names and values of ``inputPorts``.
    public var portInputs: [Named] {
        inputs + states.map { Named(name: "state.\($0.name)", value: $0.input) }
            + caches.map { Named(name: "cache.\($0.name)", value: $0.input) }
    }

    /// Names and values of ``outputPorts``.
    public var portOutputs: [Named] {
        outputs + states.map { Named(name: "next.\($0.name)", value: $0.output) }
            + caches.compactMap { slot in
                slot.output.map { Named(name: "new.\(slot.name)", value: $0) }
            }
    }

    private func port(_ named: Named) -> Port {
        Port(
            name: named.name, element: values[named.value].element,
            shape: values[named.value].shape.map { dimension in
                dimension.fixed.map { .fixed($0) } ?? .dynamic("\(dimension)")
            })
    }

    /// Type and shape of a parameter.
    public func type(of parameter: Named) -> TensorType {
        let type = values[parameter.value]
        return TensorType(type.element, type.shape.map { $0.fixed! })
    }
}
