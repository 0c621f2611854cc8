/// A network as the native executor runs it: nodes in their order, what weights alone decide
/// computed once, and what follows a product joined to it.
struct NativePlan: Sendable {
    struct Step: Sendable {
        /// Of messages.
        let layer: String
        var operation: Operation
        var inputs: [Int]
        var outputs: [Int]
        /// The weight of a product, packed.
        var weight: NativeWeight?
        /// Whether GELU follows the product.
        var hasGELU = false
        /// Whether another linear layer follows that, whose weight and bias are inputs 3 and 4.
        var isFeedForward = false
        /// That layer's weight, packed.
        var second: NativeWeight?
        /// How the result of the two is transposed; input 5, if there, is added to that.
        var transposition: [Int]?
        /// Not needed after this step.
        var releases: [Int] = []

        /// Where among the inputs what is packed stands.
        var weightPlace: Int { if case .inverseSTFT = operation { 2 } else { 1 } }
    }

    /// More axes no array has here.
    static let mostAxes = 8

    let graph: Graph
    private(set) var steps: [Step] = []
    /// What is known before any call: constants, weights that aren't packed, and what follows from
    /// them.
    private(set) var known: [Int: Tensor]
    let outputs: [Int]
    /// Values in all: the graph's, and those that only the plan has.
    private(set) var valueCount: Int

    /// - Parameters:
    ///   - weights: Parameters by their values.
    ///   - isBrain: Whether weights are bfloat16.
    /// - Throws: ``ExecutionError/unsupported(operation:layer:executor:)``
    init(
        _ graph: Graph, _ weights: [Int: Tensor], isBrain: Bool, _ kernels: NativeKernels
    ) throws(ExecutionError) {
        self.graph = graph
        outputs = graph.portOutputs.map(\.value)
        valueCount = graph.values.count
        known = weights.merging(graph.constants) { weight, _ in weight }
        for node in graph.nodes {
            try node.checkForNative(graph)
            steps.append(
                Step(
                    layer: node.layer, operation: node.operation, inputs: node.inputs,
                    outputs: node.outputs))
        }
        try fold(kernels)
        joinScales()
        joinGELU()
        joinFeedForward()
        joinWaysAround()
        try pack(isBrain)
        forget()
        markReleases()
    }

    /// Bytes that are kept.
    var bytes: Int {
        known.values.reduce(0) { $0 + $1.type.byteCount }
            + steps.reduce(0) { $0 + ($1.weight?.bytes ?? 0) + ($1.second?.bytes ?? 0) }
    }

    /// Computes once what depends on nothing that a call brings.
    private mutating func fold(_ kernels: NativeKernels) throws(ExecutionError) {
        var rest: [Step] = []
        for step in steps {
            guard step.isFixed, step.outputs.count == 1,
                step.inputs.allSatisfy({ known[$0] != nil })
            else {
                rest.append(step)
                continue
            }
            let run = NativeRun(self, [:], NativeArena(), kernels)
            known[step.outputs[0]] = run.tensor(try run.result(of: step))
        }
        steps = rest
    }

    /// How many steps take each value, and whether it is a result.
    private func uses() -> [Int: Int] {
        var uses: [Int: Int] = [:]
        for value in steps.flatMap(\.inputs) + outputs { uses[value, default: 0] += 1 }
        return uses
    }

    /// Joins steps to those that made one of their inputs, where nobody else takes it.
    ///
    /// - Parameters:
    ///   - input: Which one.
    ///   - join: Changes the earlier step so that it does both; false if it can't.
    private mutating func join(
        by input: Int = 0,
        _ join: (inout NativePlan, _ step: Step, _ earlier: inout Step) -> Bool
    ) {
        let uses = uses()
        var rest: [Step] = []
        for step in steps {
            if input < step.inputs.count, uses[step.inputs[input]] == 1,
                let place = rest.indices.last(where: { rest[$0].outputs == [step.inputs[input]] })
            {
                var joined = rest[place]
                if join(&self, step, &joined) {
                    joined.outputs = step.outputs
                    // Here, behind all that the step needs.
                    rest.remove(at: place)
                    rest.append(joined)
                    continue
                }
            }
            rest.append(step)
        }
        steps = rest
    }

    /// Multiplies the rows of a linear layer's weight by what its result is multiplied by.
    private mutating func joinScales() {
        join { plan, step, layer in
            guard step.operation == .binary(.multiply), layer.operation == .linear,
                let scale = plan.known[step.inputs[1]], scale.element == .float32,
                let weight = plan.known[layer.inputs[1]], scale.shape == [weight.shape[0]],
                layer.inputs.dropFirst().allSatisfy({ plan.known[$0] != nil })
            else { return false }
            // Values of their own, since another layer may have the same weight.
            for input in layer.inputs.indices.dropFirst() {
                let tensor = plan.known[layer.inputs[input]]
                plan.known[plan.valueCount] = tensor?.rowsMultiplied(by: scale.floats())
                layer.inputs[input] = plan.valueCount
                plan.valueCount += 1
            }
            return true
        }
    }

    private mutating func joinGELU() {
        join { _, step, layer in
            guard step.operation == .unary(.gelu(.exact)), layer.operation == .linear,
                !layer.hasGELU
            else { return false }
            layer.hasGELU = true
            return true
        }
    }

    /// Joins a linear layer to the one with GELU before it, where both have known weights.
    private mutating func joinFeedForward() {
        join { plan, step, layer in
            guard step.isKnownLayer(plan.known), !step.hasGELU,
                layer.isKnownLayer(plan.known), layer.hasGELU
            else { return false }
            layer.isFeedForward = true
            layer.inputs += step.inputs[1...]
            return true
        }
    }

    /// Joins how the result of two linear layers is transposed, and the way around them that is
    /// added to it.
    private mutating func joinWaysAround() {
        join { _, step, layer in
            guard case .transpose(let axes) = step.operation, layer.isFeedForward,
                layer.transposition == nil
            else { return false }
            layer.transposition = axes
            return true
        }
        for way in [0, 1] {
            join(by: 1 - way) { plan, step, layer in
                guard step.operation == .binary(.add), layer.isFeedForward,
                    layer.inputs.count == 5,
                    plan.graph.values[step.inputs[0]].shape
                        == plan.graph.values[step.inputs[1]].shape
                else { return false }
                layer.inputs.append(step.inputs[way])
                return true
            }
        }
    }

    private mutating func pack(_ isBrain: Bool) throws(ExecutionError) {
        func packed(_ step: Step, _ place: Int) -> NativeWeight? {
            guard step.inputs.count > place, let weight = known[step.inputs[place]] else {
                return nil
            }
            return NativeWeight(of: step.operation, weight, isBrain: isBrain)
        }
        for index in steps.indices {
            let step = steps[index]
            steps[index].weight = packed(step, step.weightPlace)
            if step.isFeedForward { steps[index].second = packed(step, 3) }
            switch step.operation {
            case .stft, .inverseSTFT:
                guard steps[index].weight == nil else { continue }
                throw .unsupported(
                    operation: "\(step.operation) with a window that isn't known before",
                    layer: step.layer, executor: "native")
            default: continue
            }
        }
    }

    /// Leaves out what only packed weights were made of.
    private mutating func forget() {
        var needed = Set(outputs)
        for step in steps {
            for (place, value) in step.inputs.enumerated() {
                let isPacked =
                    place == step.weightPlace && step.weight != nil
                    || place == 3 && step.isFeedForward
                if !isPacked { needed.insert(value) }
            }
        }
        known = known.filter { needed.contains($0.key) }
    }

    private mutating func markReleases() {
        let releases = LastUses.releases(
            after: steps.map { ($0.inputs, $0.outputs) }, keeping: outputs)
        for (index, values) in releases.enumerated() { steps[index].releases = values }
    }
}

extension NativePlan.Step {
    /// Whether it is a linear layer with a bias, both of them known, and nothing joined behind.
    fileprivate func isKnownLayer(_ known: [Int: Tensor]) -> Bool {
        operation == .linear && !isFeedForward && inputs.count == 3
            && inputs.dropFirst().allSatisfy { known[$0] != nil }
    }

    /// Whether its attributes name no size that a call decides.
    fileprivate var isFixed: Bool {
        switch operation {
        case .reshape(let shape), .expand(let shape): shape.allSatisfy { $0.fixed != nil }
        case .slice(_, let start, let end, _): start.fixed != nil && end.fixed != nil
        case .range(let count): count.fixed != nil
        default: true
        }
    }
}

extension Tensor {
    /// Each row of the first axis times a number.
    fileprivate func rowsMultiplied(by scale: [Float]) -> Tensor {
        var values = floats()
        let width = scale.isEmpty ? 0 : count / scale.count
        values.withUnsafeMutableBufferPointer { values in
            for (row, factor) in scale.enumerated() {
                for place in row * width..<(row + 1) * width { values[place] *= factor }
            }
        }
        return Tensor(values, shape: shape)
    }
}
