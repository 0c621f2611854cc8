internal import CTorch

/// A graph in the order in which libtorch runs it, with the place where each result is needed
/// for the last time.
struct TorchPlan {
    struct Step {
        /// The node it comes from, for messages and sizes.
        let node: Int
        let operation: Operation
        let inputs: [Int]
        let outputs: [Int]
        /// Made by earlier steps and not needed after this one.
        var releases: [Int] = []
        /// The call where it doesn't depend on the inputs' sizes.
        let call: TorchCall?
    }

    let graph: Graph
    let device: TorchDevice
    private(set) var steps: [Step] = []
    /// Values in all: the graph's, and those that only the plan has.
    private(set) var valueCount: Int
    let outputs: [Int]
    /// For each output, whether its handle can be given away: a step made it, and it isn't
    /// another output too.
    private(set) var givesAway: [Bool] = []

    /// - Throws: ``ExecutionError/unsupported(operation:layer:executor:)``
    init(_ graph: Graph, on device: TorchDevice) throws(ExecutionError) {
        self.graph = graph
        self.device = device
        valueCount = graph.values.count
        outputs = graph.portOutputs.map(\.value)
        for (index, node) in graph.nodes.enumerated() { try append(node, index) }
        markReleases()
    }

    private mutating func append(_ node: Graph.Node, _ index: Int) throws(ExecutionError) {
        for value in node.inputs + node.outputs where !graph.values[value].element.isInTorch {
            throw .unsupported(
                operation: "\(graph.values[value].element)", layer: node.layer, executor: "torch")
        }
        guard case .quantizedLinear = node.operation else {
            return add(node.operation, node.inputs, node.outputs, index)
        }
        // Unpacking depends on weights only, so that it can be done once.
        let weight = valueCount
        valueCount += 1
        add(node.operation, Array(node.inputs[1...2]), [weight], index)
        add(.linear, [node.inputs[0], weight] + node.inputs[3...], node.outputs, index)
    }

    private mutating func add(
        _ operation: Operation, _ inputs: [Int], _ outputs: [Int], _ node: Int
    ) {
        steps.append(
            Step(
                node: node, operation: operation, inputs: inputs, outputs: outputs,
                call: operation.torchCall(where: [:], on: device)))
    }

    /// Runs what depends on known values only, and takes those steps out.
    ///
    /// - Parameters:
    ///   - known: Handles by value, of constants and of weights that won't change.
    ///   - run: Gives handles of results, which must stay valid as long as the plan is run.
    mutating func fold(
        _ known: [Int: OpaquePointer],
        by run: (Step, TorchCall, [OpaquePointer])
            throws(ExecutionError) -> [OpaquePointer]
    ) throws(ExecutionError) {
        var known = known
        var rest: [Step] = []
        for step in steps {
            guard let call = step.call, step.isFoldable(knowing: { known[$0] != nil }) else {
                rest.append(step)
                continue
            }
            let inputs = step.inputs.compactMap { known[$0] }
            for (value, handle) in zip(step.outputs, try run(step, call, inputs)) {
                known[value] = handle
            }
        }
        steps = rest
        markReleases()
    }

    /// Bytes of what ``fold(_:by:)`` will compute and keep, such as the 32-bit floats that packed
    /// weights stand for.
    func foldedBytes(knowing known: some Sequence<Int>) -> Int {
        var known = Set(known)
        var bytes = 0
        for step in steps where step.isFoldable(knowing: known.contains) {
            known.formUnion(step.outputs)
            for value in step.outputs { bytes += byteCount(of: value, from: step) }
        }
        return bytes
    }

    private func byteCount(of value: Int, from step: Step) -> Int {
        if case .quantizedLinear(let layout) = step.operation {
            return layout.outputs * layout.inputs * ElementType.float32.byteCount
        }
        let type = graph.values[value]
        // Sizes that aren't fixed don't follow from weights.
        let shape = type.shape.compactMap(\.fixed)
        return shape.count == type.shape.count
            ? TensorType(type.element, checking: shape)?.byteCount ?? 0 : 0
    }

    private mutating func markReleases() {
        let releases = LastUses.releases(
            after: steps.map { ($0.inputs, $0.outputs) }, keeping: outputs)
        for (index, values) in releases.enumerated() { steps[index].releases = values }
        let made = Set(steps.flatMap(\.outputs))
        givesAway = outputs.indices.map { index in
            made.contains(outputs[index]) && !outputs[(index + 1)...].contains(outputs[index])
        }
    }
}

extension TorchPlan.Step {
    /// Whether it can be run once, since it depends on known values only.
    fileprivate func isFoldable(knowing isKnown: (Int) -> Bool) -> Bool {
        call != nil && !isRandom && inputs.allSatisfy(isKnown)
    }

    /// Whether each run gives something else.
    fileprivate var isRandom: Bool {
        if case .dropout = operation { true } else { false }
    }
}

extension ElementType {
    /// Whether libtorch has such tensors with all operators, in all its versions.
    var isInTorch: Bool { ![.uint16, .uint32, .uint64].contains(self) }
}
