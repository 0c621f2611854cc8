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
        /// Not needed after this step.
        var releases: [Int] = []
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
    private var valueCount: Int

    /// - Parameters:
    ///   - weights: Parameters by their values.
    ///   - isBrain: Whether products are computed in bfloat16.
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
        pack(isBrain)
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
            guard step.isFixed, step.inputs.allSatisfy({ known[$0] != nil }) else {
                rest.append(step)
                continue
            }
            let run = NativeRun(self, [:], NativeArena(), kernels)
            let results = try run.results(of: step)
            for (value, result) in zip(step.outputs, results) {
                known[value] = run.tensor(result)
            }
        }
        steps = rest
    }

    /// How many steps take each value, and whether it is a result.
    private func uses() -> [Int: Int] {
        var uses: [Int: Int] = [:]
        for value in steps.flatMap(\.inputs) + outputs { uses[value, default: 0] += 1 }
        return uses
    }

    /// Multiplies the rows of a linear layer's weight by what its result is multiplied by.
    private mutating func joinScales() {
        let uses = uses()
        var rest: [Step] = []
        for step in steps {
            guard step.operation == .binary(.multiply),
                let place = rest.indices.last(where: { rest[$0].outputs == [step.inputs[0]] }),
                rest[place].operation == .linear, uses[step.inputs[0]] == 1,
                let scale = known[step.inputs[1]], scale.element == .float32,
                let weight = known[rest[place].inputs[1]], scale.shape == [weight.shape[0]],
                rest[place].inputs.dropFirst().allSatisfy({ known[$0] != nil })
            else {
                rest.append(step)
                continue
            }
            // Values of their own, since another layer may have the same weight.
            for input in rest[place].inputs.indices.dropFirst() {
                let tensor = known[rest[place].inputs[input]]
                known[valueCount] = tensor?.rowsMultiplied(by: scale.floats())
                rest[place].inputs[input] = valueCount
                valueCount += 1
            }
            rest[place].outputs = step.outputs
        }
        steps = rest
    }

    private mutating func joinGELU() {
        let uses = uses()
        var rest: [Step] = []
        for step in steps {
            if step.operation == .unary(.gelu(.exact)),
                let place = rest.indices.last(where: { rest[$0].outputs == step.inputs }),
                rest[place].operation == .linear, !rest[place].hasGELU,
                uses[step.inputs[0]] == 1
            {
                rest[place].hasGELU = true
                rest[place].outputs = step.outputs
            } else {
                rest.append(step)
            }
        }
        steps = rest
    }

    /// Joins a linear layer to the one with GELU before it, where both have known weights.
    private mutating func joinFeedForward() {
        let uses = uses()
        var rest: [Step] = []
        for step in steps {
            if step.isKnownLayer(known), !step.hasGELU,
                let place = rest.indices.last(where: { rest[$0].outputs == [step.inputs[0]] }),
                rest[place].isKnownLayer(known), rest[place].hasGELU,
                uses[step.inputs[0]] == 1
            {
                rest[place].isFeedForward = true
                rest[place].inputs += step.inputs[1...]
                rest[place].outputs = step.outputs
            } else {
                rest.append(step)
            }
        }
        steps = rest
    }

    private mutating func pack(_ isBrain: Bool) {
        for index in steps.indices {
            let step = steps[index]
            if step.isFeedForward {
                steps[index].second = NativeWeight(linear: known[step.inputs[3]]!, isBrain: isBrain)
            }
            guard step.inputs.count > 1, let weight = known[step.inputs[1]] else { continue }
            switch step.operation {
            case .linear:
                steps[index].weight = NativeWeight(linear: weight, isBrain: isBrain)
            case .matMul where weight.shape.count == 2:
                steps[index].weight = NativeWeight(matrix: weight, isBrain: isBrain)
            case .convolution(let attributes):
                steps[index].weight =
                    attributes.groups == 1
                    ? NativeWeight(convolution: weight, isBrain: isBrain)
                    : NativeWeight(depthwise: weight)
            default: break
            }
        }
    }

    /// Leaves out what only packed weights were made of.
    private mutating func forget() {
        var needed = Set(outputs)
        for step in steps {
            for (place, value) in step.inputs.enumerated() {
                let isPacked = place == 1 && step.weight != nil || place == 3 && step.isFeedForward
                if !isPacked { needed.insert(value) }
            }
        }
        known = known.filter { needed.contains($0.key) }
    }

    private mutating func markReleases() {
        var needed = Set(outputs)
        let made = Set(steps.flatMap(\.outputs))
        for index in steps.indices.reversed() {
            let touched = Set(steps[index].inputs + steps[index].outputs)
            steps[index].releases = touched.filter { made.contains($0) && !needed.contains($0) }
            needed.formUnion(touched)
        }
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
