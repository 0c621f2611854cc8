internal import Synchronization

/// A model loaded by ``OpenVINOExecutor``.
final class OpenVINOModel: LoadedModel {
    let name: String
    let shapes: PortShapes
    private let shelf: OpenVINOShelf
    private let weightBytes: Int
    private let loadedBytes = Mutex(0)
    /// Requests that nobody uses now, by the compilation that they are of.
    private let idle = Mutex<[ObjectIdentifier: [Idle]]>([:])

    /// Unchecked, since requests are for one thread: it goes from hand to hand under the lock.
    private struct Idle: @unchecked Sendable {
        let request: OpenVINORequest
    }

    init(
        _ name: String, _ network: OpenVINONetwork, _ shapes: PortShapes,
        _ settings: OpenVINOSettings, _ options: ExecutionOptions, weightBytes: Int
    ) {
        self.name = name
        self.shapes = shapes
        self.weightBytes = weightBytes
        shelf = OpenVINOShelf(
            name, network, shapes, settings, options, weightBytes: weightBytes)
    }

    var inputs: [Port] { shapes.inputs }
    var outputs: [Port] { shapes.outputs }
    var memory: Int { loadedBytes.withLock { $0 } + shelf.laterBytes }

    /// Compiles what is known to be needed.
    func prepare() throws(ExecutionError) { try shelf.prepare() }

    func noteLoaded(bytes: Int) { loadedBytes.withLock { $0 = max(bytes, weightBytes) } }

    func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] {
        let sizes = try shapes.check(inputs.map(\.type))
        let plan = try shelf.plan(for: inputs.map(\.type), sizes)
        do throws(OpenVINOFailure) {
            let compilation = plan.compilation
            let request = try borrow(compilation)
            let padded = inputs.enumerated().map { index, tensor in
                plan.inputs[index] == tensor.type ? tensor : tensor.padded(to: plan.inputs[index])
            }
            var values: [OpenVINOTensor] = []
            for tensor in padded {
                values.append(
                    try OpenVINOTensor(
                        tensor.type, in: tensor.storage, at: tensor.offset, compilation.library))
            }
            try request.set(inputs: values)
            guard let types = compilation.outputs else {
                try request.infer()
                var results: [Tensor] = []
                for index in outputs.indices { results.append(try request.output(index)) }
                giveBack(request, of: compilation)
                return results
            }
            let storages = types.map { TensorStorage(byteCount: $0.byteCount) }
            var results: [OpenVINOTensor] = []
            for (type, storage) in zip(types, storages) {
                results.append(
                    try OpenVINOTensor(type, in: storage, at: 0, compilation.library))
            }
            try request.set(outputs: results)
            try request.infer()
            giveBack(request, of: compilation)
            return types.indices.map { index in
                let tensor = Tensor(types[index], in: storages[index])
                guard let type = plan.outputs?[index], type != types[index] else { return tensor }
                return tensor.cut(to: type)
            }
        } catch {
            throw error.running(name)
        }
    }

    func bind(
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) -> any BoundCall {
        let sizes = try shapes.check(inputs: inputs, outputs: outputs)
        let shelf = shelf
        let types = inputs.map(\.type)
        let plan = { () throws(ExecutionError) in
            try shelf.plan(for: types, sizes, needsOutputs: true)
        }
        let first = try plan()
        for (index, type) in (first.outputs ?? []).enumerated()
        where type != outputs[index].type {
            throw .wrongOutput(
                name: shapes.outputs[index].name, expected: "\(type)",
                got: "\(outputs[index].type)")
        }
        return try OpenVINOBoundCall(
            name, first, again: plan, inputs: inputs, outputs: outputs)
    }

    private func borrow(
        _ compilation: OpenVINOCompilation
    ) throws(OpenVINOFailure) -> OpenVINORequest {
        let key = ObjectIdentifier(compilation)
        let waiting = idle.withLock { $0[key]?.popLast() }
        if let waiting { return waiting.request }
        return try OpenVINORequest(compilation)
    }

    /// Keeps a request for the next call, as long as its compilation is kept.
    private func giveBack(_ request: OpenVINORequest, of compilation: OpenVINOCompilation) {
        let waiting = Idle(request: request)
        let kept = Set(shelf.kept.map { ObjectIdentifier($0) })
        idle.withLock { idle in
            idle = idle.filter { kept.contains($0.key) }
            let key = ObjectIdentifier(compilation)
            if kept.contains(key) { idle[key, default: []].append(waiting) }
        }
    }
}

extension Tensor {
    /// The same elements at the front of a larger shape, zeros behind them on each axis.
    fileprivate func padded(to type: TensorType) -> Tensor {
        Tensor(type) { room in
            withBytes {
                BlockCopy.copy(
                    from: $0, shaped: shape, to: room, shaped: type.shape,
                    elementSize: element.byteCount)
            }
        }
    }

    /// The elements at the front of each axis.
    fileprivate func cut(to type: TensorType) -> Tensor { padded(to: type) }
}
