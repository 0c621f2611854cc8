internal import COnnxRuntime

/// A model loaded by ``OnnxRuntimeExecutor``.
final class OnnxRuntimeModel: LoadedModel {
    let memory: Int
    private let name: String
    private let session: OnnxRuntimeSession
    private let shapes: PortShapes
    private let names: OnnxRuntimeNames

    init(
        _ name: String, _ session: OnnxRuntimeSession, _ shapes: PortShapes?, memory: Int
    ) throws(OnnxRuntimeFailure) {
        self.name = name
        self.session = session
        self.memory = memory
        if let shapes {
            self.shapes = shapes
        } else {
            self.shapes = PortShapes(
                inputs: try session.inputs(), outputs: try session.outputs())
        }
        names = OnnxRuntimeNames(
            inputs: self.shapes.inputs.map(\.name), outputs: self.shapes.outputs.map(\.name))
    }

    var inputs: [Port] { shapes.inputs }
    var outputs: [Port] { shapes.outputs }

    func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] {
        _ = try shapes.check(inputs.map(\.type))
        do throws(OnnxRuntimeFailure) {
            var values: [OnnxRuntimeValue] = []
            for tensor in inputs {
                values.append(
                    try OnnxRuntimeValue(
                        tensor.type, in: tensor.storage, at: tensor.offset, session.library))
            }
            let pointers: [OpaquePointer?] = values.map(\.pointer)
            var results = [OpaquePointer?](repeating: nil, count: outputs.count)
            let status = names.withPointers { inputNames, outputNames in
                cort_run(
                    session.library.table, session.pointer, inputNames, pointers, pointers.count,
                    outputNames, results.count, &results)
            }
            withExtendedLifetime(values) {}
            let owned = results.map { pointer in
                pointer.map { OnnxRuntimeValue(owning: $0, session.library) }
            }
            try session.library.check(status)
            var tensors: [Tensor] = []
            for value in owned {
                guard let value else { throw OnnxRuntimeFailure(message: "a result is missing") }
                tensors.append(try value.tensor())
            }
            return tensors
        } catch {
            throw error.running(name)
        }
    }

    func bind(
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) -> any BoundCall {
        _ = try shapes.check(inputs: inputs, outputs: outputs)
        do throws(OnnxRuntimeFailure) {
            return try OnnxRuntimeBoundCall(
                name, session, inputs: Array(zip(names.inputs, inputs)),
                outputs: Array(zip(names.outputs, outputs)))
        } catch {
            throw error.running(name)
        }
    }
}

/// Names of inputs and outputs as C strings, made once for all calls.
///
/// Unchecked, since pointers aren't `Sendable`: the strings never change.
private final class OnnxRuntimeNames: @unchecked Sendable {
    let inputs: [String]
    let outputs: [String]
    private var inputTexts: CStrings
    private var outputTexts: CStrings

    init(inputs: [String], outputs: [String]) {
        self.inputs = inputs
        self.outputs = outputs
        inputTexts = CStrings(inputs)
        outputTexts = CStrings(outputs)
    }

    deinit {
        inputTexts.free()
        outputTexts.free()
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>)
            -> Result
    ) -> Result {
        inputTexts.pointers.withUnsafeBufferPointer { inputs in
            outputTexts.pointers.withUnsafeBufferPointer { outputs in
                // A list may be empty, but has an address.
                body(inputs.baseAddress ?? Self.none, outputs.baseAddress ?? Self.none)
            }
        }
    }

    nonisolated(unsafe) private static let none: UnsafePointer<UnsafePointer<CChar>?> = {
        let pointer = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: 1)
        pointer.initialize(to: nil)
        return UnsafePointer(pointer)
    }()
}
