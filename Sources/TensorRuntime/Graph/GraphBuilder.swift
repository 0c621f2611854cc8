/// Collects a graph while functions of layers run. The first misfit is remembered, and whatever
/// is built on its result is nothing, so that those functions needn't `try` at every operator.
final class GraphBuilder {
    private(set) var graph: Graph
    /// Whether layers keep what the next step needs, or see a whole sequence.
    let isStepping: Bool
    private(set) var failure: GraphError?
    private var named: [String: Graph.ValueID] = [:]
    /// Inputs of states whose outputs are still to come.
    private var opened: [(name: String, input: Graph.ValueID)] = []

    init(name: String, isStepping: Bool) {
        graph = Graph(name: name)
        self.isStepping = isStepping
    }

    func type(of value: Value) -> Graph.ValueType? {
        value.isNothing ? nil : graph.values[value.id]
    }

    func fail(_ layer: String, _ operation: String, _ problem: String) {
        if failure == nil {
            failure = GraphError(layer: layer, operation: operation, problem: problem)
        }
    }

    func nothing(_ layer: String) -> Value { Value(builder: self, id: -1, layer: layer) }

    private func newValue(_ type: Graph.ValueType) -> Graph.ValueID {
        graph.values.append(type)
        return graph.values.count - 1
    }

    // MARK: What layers make

    func add(_ operation: Operation, _ inputs: [Value], layer: String) -> [Value] {
        let arity = operation.resultCount
        guard inputs.allSatisfy({ !$0.isNothing }) else {
            return (0..<arity).map { _ in nothing(layer) }
        }
        do {
            let types = try operation.resultTypes(for: inputs.map { graph.values[$0.id] })
            let outputs = types.map { newValue($0) }
            graph.nodes.append(
                Graph.Node(
                    operation: operation, inputs: inputs.map(\.id), outputs: outputs, layer: layer))
            return outputs.map { Value(builder: self, id: $0, layer: layer) }
        } catch {
            fail(layer, operation.title, error.problem)
            return (0..<arity).map { _ in nothing(layer) }
        }
    }

    func input(_ name: String, _ type: Graph.ValueType) -> Value {
        guard !graph.inputs.contains(where: { $0.name == name }), named[name] == nil else {
            fail(name, "input", "something else has this name")
            return nothing(name)
        }
        let id = newValue(type)
        graph.inputs.append(Graph.Named(name: name, value: id))
        return Value(builder: self, id: id, layer: name)
    }

    /// A weight; asked for twice under one name it is shared.
    func parameter(_ name: String, _ type: Graph.ValueType, layer: String) -> Value {
        if let id = named[name] {
            if graph.values[id] != type {
                fail(layer, "parameter", "\(name) is \(graph.values[id]) elsewhere, here \(type)")
                return nothing(layer)
            }
            return Value(builder: self, id: id, layer: layer)
        }
        guard !graph.inputs.contains(where: { $0.name == name }) else {
            fail(layer, "parameter", "an input is called \(name) too")
            return nothing(layer)
        }
        guard type.shape.allSatisfy({ ($0.fixed ?? -1) >= 0 }) else {
            fail(layer, "parameter", "\(name) is \(type), sizes of weights are fixed")
            return nothing(layer)
        }
        let id = newValue(type)
        named[name] = id
        graph.parameters.append(Graph.Named(name: name, value: id))
        return Value(builder: self, id: id, layer: layer)
    }

    func constant(_ tensor: Tensor, layer: String) -> Value {
        let id = newValue(
            Graph.ValueType(element: tensor.element, shape: tensor.shape.map { Dimension($0) }))
        graph.constants[id] = tensor
        return Value(builder: self, id: id, layer: layer)
    }

    func openState(_ name: String, _ type: Graph.ValueType, layer: String) -> Value {
        guard !opened.contains(where: { $0.name == name }) else {
            fail(layer, "state", "\(name) is kept twice")
            return nothing(layer)
        }
        let id = newValue(type)
        opened.append((name, id))
        return Value(builder: self, id: id, layer: layer)
    }

    func closeState(_ name: String, _ value: Value, layer: String) {
        guard let state = opened.first(where: { $0.name == name }) else {
            return fail(layer, "state", "\(name) is kept but was never asked for")
        }
        guard !value.isNothing else { return }
        guard graph.values[value.id] == graph.values[state.input] else {
            return fail(
                layer, "state",
                "\(name) begins as \(graph.values[state.input]) and ends as \(graph.values[value.id])"
            )
        }
        guard !graph.states.contains(where: { $0.name == name }) else {
            return fail(layer, "state", "\(name) is kept twice")
        }
        graph.states.append(Graph.StateSlot(name: name, input: state.input, output: value.id))
    }

    func cache(
        _ name: String, adding new: Value, capacity: Dimension, positions: Value, window: Int?,
        layer: String
    ) -> Value {
        guard !new.isNothing else { return nothing(layer) }
        let type = graph.values[new.id]
        guard type.rank == 4, capacity != type.shape[2] else {
            fail(
                layer, "cache",
                "\(name) is \(type), it must be [batch, heads, steps, width], its steps not the "
                    + "capacity \(capacity)")
            return nothing(layer)
        }
        var shape = type.shape
        shape[2] = capacity
        return cache(
            name, type.with(shape), adding: new.id, positions: positions, window: window,
            layer: layer)
    }

    /// A cache of a type, which a step adds to or not.
    func cache(
        _ name: String, _ type: Graph.ValueType, adding new: Graph.ValueID?, positions: Value,
        window: Int?, layer: String
    ) -> Value {
        guard !positions.isNothing else { return nothing(layer) }
        let place = Graph.ValueType(element: .int64, shape: [type.shape[0]])
        guard graph.inputs.contains(where: { $0.value == positions.id }),
            graph.values[positions.id] == place
        else {
            fail(
                layer, "cache",
                "the positions of \(name) are \(graph.values[positions.id]), they must be an "
                    + "input \(place)")
            return nothing(layer)
        }
        guard window ?? 1 > 0, !graph.caches.contains(where: { $0.name == name }) else {
            fail(layer, "cache", "\(name) is cached twice or its window is empty")
            return nothing(layer)
        }
        let id = newValue(type)
        graph.caches.append(
            Graph.CacheSlot(
                name: name, input: id, output: new, positions: positions.id, window: window))
        return Value(builder: self, id: id, layer: layer)
    }

    func finish(_ outputs: KeyValuePairs<String, Value>) throws(GraphError) -> Graph {
        for (name, value) in outputs where !value.isNothing {
            if (graph.inputs + graph.parameters + graph.outputs).contains(where: { $0.name == name }
            ) {
                fail(name, "output", "something else has this name")
            }
            graph.outputs.append(Graph.Named(name: name, value: value.id))
        }
        if let open = opened.first(where: { state in
            !graph.states.contains { $0.name == state.name }
        }) {
            fail(open.name, "state", "was asked for but nothing is kept for the next step")
        }
        if let failure { throw failure }
        return graph
    }
}

extension Operation {
    /// How many values come out.
    var resultCount: Int {
        switch self {
        case .lstm: 3
        case .topK, .gru, .stft: 2
        default: 1
        }
    }
}
