/// What the sizes of a model's inputs and outputs have to do with each other.
///
/// Symbols get their sizes from the inputs; sizes that are arithmetic of symbols, of inputs and
/// of outputs, follow.
struct PortShapes: Sendable {
    let inputs: [Port]
    let outputs: [Port]
    private let inputSizes: [[Dimension]]
    private let outputSizes: [[Dimension]]

    /// Of a network of ours, whose sizes are known as far as symbols go.
    init(_ graph: Graph) {
        inputs = graph.inputPorts
        outputs = graph.outputPorts
        inputSizes = graph.portInputs.map { graph.values[$0.value].shape }
        outputSizes = graph.portOutputs.map { graph.values[$0.value].shape }
    }

    /// Of somebody's model, which names its open sizes, or doesn't.
    init(inputs: [Port], outputs: [Port]) {
        self.inputs = inputs
        self.outputs = outputs
        inputSizes = inputs.map { Self.sizes($0, "in") }
        outputSizes = outputs.map { Self.sizes($0, "out") }
    }

    private static func sizes(_ port: Port, _ side: String) -> [Dimension] {
        port.shape.enumerated().map { axis, size in
            switch size {
            case .fixed(let size): Dimension(size)
            // An axis without a name is a symbol of its own.
            case .dynamic(let name):
                .symbol(name.isEmpty ? "\(side) \(port.name) \(axis)" : name)
            }
        }
    }

    /// Whether no size is open.
    var isFixed: Bool { inputSizes.joined().allSatisfy { $0.fixed != nil } }

    /// Checks what a call is given.
    ///
    /// - Returns: The sizes of the symbols.
    /// - Throws: ``ExecutionError/wrongInput(name:expected:got:)``
    func check(_ given: [TensorType]) throws(ExecutionError) -> [String: Int] {
        guard given.count == inputs.count else {
            throw .wrongInput(
                name: inputs.map(\.name).joined(separator: ", "),
                expected: "\(inputs.count) tensors", got: "\(given.count)")
        }
        var sizes: [String: Int] = [:]
        for (index, type) in given.enumerated() {
            let dimensions = inputSizes[index]
            guard type.element == inputs[index].element, type.shape.count == dimensions.count
            else { throw wrong(index, type) }
            for (dimension, size) in zip(dimensions, type.shape) {
                guard let (symbol, factor, offset) = dimension.line else { continue }
                let (whole, rest) = (size - offset).quotientAndRemainder(dividingBy: factor)
                guard rest == 0, whole >= 0 else { throw wrong(index, type) }
                guard sizes[symbol, default: whole] == whole else {
                    throw wrong(index, type, symbol: symbol, sizes)
                }
                sizes[symbol] = whole
            }
        }
        for (index, type) in given.enumerated() {
            for (dimension, size) in zip(inputSizes[index], type.shape) {
                if let expected = dimension.size(where: sizes), expected != size {
                    throw wrong(index, type, symbol: dimension.symbols.first, sizes)
                }
            }
        }
        return sizes
    }

    private func wrong(
        _ index: Int, _ type: TensorType, symbol: String? = nil, _ sizes: [String: Int] = [:]
    ) -> ExecutionError {
        var expected = "\(inputs[index])"
        if let symbol, let size = sizes[symbol] { expected += " with \(symbol) = \(size)" }
        return .wrongInput(name: inputs[index].name, expected: expected, got: "\(type)")
    }

    /// Checks memory for results, as far as the sizes of the symbols tell its shape.
    ///
    /// - Throws: ``ExecutionError/wrongOutput(name:expected:got:)``
    func check(
        outputs given: [TensorType], where sizes: [String: Int]
    ) throws(ExecutionError) {
        guard given.count == outputs.count else {
            throw .wrongOutput(
                name: outputs.map(\.name).joined(separator: ", "),
                expected: "\(outputs.count) tensors", got: "\(given.count)")
        }
        for (index, type) in given.enumerated() {
            let dimensions = outputSizes[index]
            let fits =
                type.element == outputs[index].element && type.shape.count == dimensions.count
                && zip(dimensions, type.shape).allSatisfy { dimension, size in
                    dimension.size(where: sizes).map { $0 == size } ?? true
                }
            guard fits else {
                let shape = dimensions.map { $0.size(where: sizes).map { "\($0)" } ?? "\($0)" }
                throw .wrongOutput(
                    name: outputs[index].name,
                    expected: "\(outputs[index].element)[\(shape.joined(separator: ", "))]",
                    got: "\(type)")
            }
        }
    }

    /// The inputs' shapes for given sizes of the symbols; nil if one is missing.
    func inputShapes(where sizes: [String: Int]) -> [[Int]]? {
        Self.shapes(inputSizes, sizes)
    }

    /// The outputs' shapes for given sizes of the symbols; nil if they depend on more.
    func outputShapes(where sizes: [String: Int]) -> [[Int]]? {
        Self.shapes(outputSizes, sizes)
    }

    private static func shapes(_ all: [[Dimension]], _ sizes: [String: Int]) -> [[Int]]? {
        let shapes = all.map { $0.compactMap { $0.size(where: sizes) } }
        guard zip(shapes, all).allSatisfy({ $0.count == $1.count }) else { return nil }
        guard shapes.joined().allSatisfy({ $0 >= 0 }) else { return nil }
        return shapes
    }

    /// Checks the memory of a bound call: types and shapes, and that it wouldn't read and write
    /// the same at once, nor write it twice.
    ///
    /// - Returns: What the symbols are.
    /// - Throws: ``ExecutionError/wrongInput(name:expected:got:)`` or
    ///   ``ExecutionError/wrongOutput(name:expected:got:)``
    func check(
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) -> SymbolSizes {
        let sizes = try check(inputs.map(\.type))
        try check(outputs: outputs.map(\.type), where: sizes)
        var taken = Set(inputs.map { ObjectIdentifier($0) })
        for (buffer, port) in zip(outputs, self.outputs) {
            guard taken.insert(ObjectIdentifier(buffer)).inserted else {
                throw .wrongOutput(
                    name: port.name, expected: "a buffer of its own",
                    got: "one that is an input or another output of the same call")
            }
        }
        return sizes
    }
}
