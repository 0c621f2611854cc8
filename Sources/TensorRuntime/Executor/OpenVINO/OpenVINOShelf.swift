internal import Synchronization

/// Which compilation runs inputs of given shapes, and what the true shapes of its results are.
struct OpenVINOPlan {
    let compilation: OpenVINOCompilation
    /// What the compilation takes: the given shapes, or larger ones.
    let inputs: [TensorType]
    /// What the call gives, cut from what the compilation gives. nil where that depends on
    /// values, and where it wasn't asked for.
    let outputs: [TensorType]?
}

/// The compilations of a model, made when they are needed; the one unused for longest goes.
///
/// Unchecked, since reshaping a network is for one thread: everything happens under the lock.
final class OpenVINOShelf: @unchecked Sendable {
    private struct Entry {
        let compilation: OpenVINOCompilation
        var lastUse: Int
    }

    private struct State {
        var entries: [[TensorType]: Entry] = [:]
        /// Shapes of results by shapes of inputs, as far as asked.
        var results: [[TensorType]: [TensorType]] = [:]
        var clock = 0
        var laterBytes = 0
    }

    private let name: String
    private let network: OpenVINONetwork
    private let shapes: PortShapes
    private let settings: OpenVINOSettings
    private let policy: ShapePolicy
    private let most: Int
    /// What a compilation is likely to take: the weights, packed.
    private let weightBytes: Int
    private let memoryLimit: Int?
    private let state = Mutex(State())

    init(
        _ name: String, _ network: OpenVINONetwork, _ shapes: PortShapes,
        _ settings: OpenVINOSettings, _ options: ExecutionOptions, weightBytes: Int
    ) {
        self.name = name
        self.weightBytes = weightBytes
        memoryLimit = options.memoryLimit
        self.network = network
        self.shapes = shapes
        self.settings = settings
        policy = shapes.isFixed ? .dynamic : options.shapes
        most = options.mostCompilations
    }

    /// The compilations that are kept now.
    var kept: [OpenVINOCompilation] { state.withLock { $0.entries.values.map(\.compilation) } }

    /// Bytes that compilations after loading have added.
    var laterBytes: Int { state.withLock { $0.laterBytes } }

    /// Compiles at once what one compilation is enough for.
    ///
    /// - Throws: ``ExecutionError/rejected(model:reason:)`` or
    ///   ``ExecutionError/outOfMemory(model:reason:)``
    func prepare() throws(ExecutionError) {
        guard policy == .dynamic else { return }
        do throws(OpenVINOFailure) {
            try state.withLock { (state) throws(OpenVINOFailure) in
                _ = try compile([], &state)
            }
        } catch {
            throw error.loading(name)
        }
    }

    /// What to run inputs of these types with, whose symbols have these sizes.
    ///
    /// - Parameter needsOutputs: Whether the results' shapes are to be worked out even where
    ///   running doesn't need them.
    func plan(
        for types: [TensorType], _ sizes: [String: Int], needsOutputs: Bool = false
    ) throws(ExecutionError) -> OpenVINOPlan {
        let rounded = try rounded(sizes)
        let larger = rounded == sizes ? nil : shapes.inputShapes(where: rounded)
        let inputs =
            larger.map { larger in
                zip(larger, types).map { TensorType($1.element, $0) }
            } ?? types
        return try state.withLock { (state) throws(ExecutionError) in
            state.clock += 1
            let key = policy == .dynamic ? [] : inputs
            if let entry = state.entries[key], entry.compilation.isSpent {
                state.entries[key] = nil
            }
            if state.entries[key] == nil {
                // As many as are kept anyway take the room of one that goes.
                if state.entries.count < most {
                    try MemoryRoom.check(name, needs: weightBytes, limit: memoryLimit)
                }
            }
            do throws(OpenVINOFailure) {
                return try plan(for: types, sizes, as: inputs, key, needsOutputs, &state)
            } catch {
                throw error.running(name)
            }
        }
    }

    /// The sizes with those of symbols that have buckets rounded up.
    private func rounded(_ sizes: [String: Int]) throws(ExecutionError) -> [String: Int] {
        guard case .buckets(let buckets) = policy else { return sizes }
        var rounded = sizes
        for (symbol, lengths) in buckets {
            guard let size = sizes[symbol] else { continue }
            guard let bucket = lengths.filter({ $0 >= size }).min() else {
                throw .wrongInput(
                    name: symbol,
                    expected: "at most \(lengths.max() ?? 0), the largest bucket",
                    got: "\(size)")
            }
            rounded[symbol] = bucket
        }
        return rounded
    }

    private func plan(
        for types: [TensorType], _ sizes: [String: Int], as inputs: [TensorType],
        _ key: [TensorType], _ needsOutputs: Bool, _ state: inout State
    ) throws(OpenVINOFailure) -> OpenVINOPlan {
        let compilation: OpenVINOCompilation
        if let entry = state.entries[key] {
            compilation = entry.compilation
            state.entries[key]?.lastUse = state.clock
        } else {
            compilation = try compile(key, &state)
        }
        if let whole = compilation.outputs, inputs == types {
            return OpenVINOPlan(compilation: compilation, inputs: inputs, outputs: whole)
        }
        let outputs = needsOutputs || inputs != types ? try results(of: types, sizes, &state) : nil
        guard inputs == types || (outputs != nil && compilation.outputs != nil) else {
            throw OpenVINOFailure(
                message: "sizes of its results depend on values, so that it can't be run in "
                    + "buckets; choose another shape policy")
        }
        return OpenVINOPlan(compilation: compilation, inputs: inputs, outputs: outputs)
    }

    /// Makes a compilation for shapes of the inputs, or for any if there are none.
    private func compile(
        _ inputs: [TensorType], _ state: inout State
    ) throws(OpenVINOFailure) -> OpenVINOCompilation {
        if !inputs.isEmpty { try network.reshape(inputs.map(\.shape)) }
        let before = MemoryRoom.resident()
        let pointer = try network.compile(settings.device, settings.properties)
        let compilation = OpenVINOCompilation(
            pointer, network.library, inputs: inputs.isEmpty ? nil : inputs,
            outputs: try outputTypes(), handsOver: settings.handsOver)
        if !inputs.isEmpty { state.laterBytes += max(0, MemoryRoom.resident() - before) }
        if state.entries.count >= most,
            let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            state.entries[oldest.key] = nil
        }
        state.entries[inputs] = Entry(compilation: compilation, lastUse: state.clock)
        return compilation
    }

    /// The results' types for shapes of the inputs that nothing is compiled for; nil if they
    /// depend on values.
    private func results(
        of types: [TensorType], _ sizes: [String: Int], _ state: inout State
    ) throws(OpenVINOFailure) -> [TensorType]? {
        if let known = state.results[types] { return known }
        let found: [TensorType]
        if let shapes = shapes.outputShapes(where: sizes) {
            found = zip(shapes, self.shapes.outputs).map { TensorType($1.element, $0) }
        } else {
            try network.reshape(types.map(\.shape))
            guard let inferred = try outputTypes() else { return nil }
            found = inferred
        }
        // Few bytes each, but lengths may be many.
        if state.results.count >= 1024 { state.results = [:] }
        state.results[types] = found
        return found
    }

    /// The outputs' types for the network's shapes as they are; nil where they are open.
    private func outputTypes() throws(OpenVINOFailure) -> [TensorType]? {
        var types: [TensorType] = []
        for port in try network.outputs() {
            guard let shape = port.shape,
                let type = TensorType(port.element, checking: shape)
            else { return nil }
            types.append(type)
        }
        return types
    }
}
