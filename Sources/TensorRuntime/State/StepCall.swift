/// A step of all streams of a batch, on memory that is bound once.
public final class StepCall {
    /// What the network takes at each step, by name: to be filled before ``run()``. Axis 0 is the
    /// stream.
    public let inputs: [String: TensorBuffer]
    /// What the network gave at the last step, by name.
    public let outputs: [String: TensorBuffer]

    private let batch: StateRows
    private let count: Int
    /// New rows of each cache; nil for one that nothing is added to.
    private let new: [TensorBuffer?]
    /// A call for each of the two turns.
    private let calls: [any BoundCall]

    init(_ batch: StateRows, _ model: any LoadedModel, _ given: [String: Int]) throws(StateError) {
        guard batch.count > 0 else { throw .noSuchRow(row: 0, count: 0) }
        self.batch = batch
        count = batch.count
        let graph = batch.graph
        let sizes = batch.sizes.merging(given) { $1 }
            .merging([batch.batchSymbol: batch.count]) { $1 }
        var inputs: [String: TensorBuffer] = [:]
        for input in graph.inputs where batch.input(input.name, 0) == nil {
            inputs[input.name] = try Self.buffer(input, graph, sizes)
        }
        var outputs: [String: TensorBuffer] = [:]
        for output in graph.outputs { outputs[output.name] = try Self.buffer(output, graph, sizes) }
        var new: [TensorBuffer?] = []
        for slot in graph.caches {
            guard let output = slot.output else {
                new.append(nil)
                continue
            }
            new.append(
                try Self.buffer(Graph.Named(name: slot.name, value: output), graph, sizes))
        }
        var calls: [any BoundCall] = []
        for turn in 0...1 {
            var bound: (inputs: [TensorBuffer], outputs: [TensorBuffer]) = ([], [])
            for port in model.inputs {
                let own = batch.input(port.name, turn).map {
                    TensorBuffer(first: batch.count, of: $0)
                }
                guard let buffer = own ?? inputs[port.name] else {
                    throw .unfit(
                        network: graph.name, slot: port.name,
                        reason: "is an input of the model, which is another network's")
                }
                bound.inputs.append(buffer)
            }
            for port in model.outputs {
                let own = batch.output(port.name, turn).map {
                    TensorBuffer(first: batch.count, of: $0)
                }
                let rows = graph.caches.firstIndex { "new.\($0.name)" == port.name }
                    .flatMap { new[$0] }
                guard let buffer = own ?? rows ?? outputs[port.name] else {
                    throw .unfit(
                        network: graph.name, slot: port.name,
                        reason: "is an output of the model, which is another network's")
                }
                bound.outputs.append(buffer)
            }
            do {
                calls.append(try model.bind(inputs: bound.inputs, outputs: bound.outputs))
            } catch {
                throw .execution(error)
            }
        }
        (self.inputs, self.outputs, self.new, self.calls) = (inputs, outputs, new, calls)
    }

    private static func buffer(
        _ named: Graph.Named, _ graph: Graph, _ sizes: [String: Int]
    ) throws(StateError) -> TensorBuffer {
        let type = graph.values[named.value]
        var shape: [Int] = []
        for size in type.shape {
            guard let number = size.size(where: sizes) else {
                throw .wrongSize(symbol: "\(size)", reason: "is not given, \(named.name) has it")
            }
            shape.append(number)
        }
        guard let checked = TensorType(type.element, checking: shape) else {
            throw .wrongSize(symbol: "\(type)", reason: "is impossible with \(sizes)")
        }
        return TensorBuffer(checked)
    }

    /// Takes every stream a step further. If it fails, the streams are where they were.
    ///
    /// - Throws: ``StateError/cacheFull(row:position:steps:capacity:)`` before anything runs.
    public func run() throws(StateError) {
        guard count == batch.count else {
            throw .batchChanged(callFor: count, count: batch.count)
        }
        try batch.checkRoom(new)
        do {
            try calls[batch.turn].run()
        } catch {
            throw .execution(error)
        }
        batch.advance(new)
    }
}
