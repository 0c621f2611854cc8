import TensorRuntime

/// Whether a runtime that is installed can load a network.
struct RuntimeFinding: Encodable {
    enum State: String, Encodable { case ok, missing, unsupported, failed }

    let runtime: String
    let version: String?
    let state: State
    /// Why not, with the remedy.
    var detail: String?
    /// Bytes that loading took.
    var memory: Int?

    /// Tries all runtimes.
    static func all(loading path: String) -> [RuntimeFinding] {
        ExecutorCatalogue().entries().map { entry in
            switch entry.executor {
            case .failure(let error):
                return RuntimeFinding(
                    runtime: entry.name, version: nil, state: .missing, detail: error.description)
            case .success(let executor):
                do throws(ExecutionError) {
                    let model = try executor.load(
                        .onnx(path: path), ExecutionOptions(threads: 1))
                    return RuntimeFinding(
                        runtime: entry.name, version: executor.version, state: .ok,
                        memory: model.memory)
                } catch {
                    if case .unsupported(let operation, _, _) = error {
                        return RuntimeFinding(
                            runtime: entry.name, version: executor.version, state: .unsupported,
                            detail: operation)
                    }
                    return RuntimeFinding(
                        runtime: entry.name, version: executor.version, state: .failed,
                        detail: error.description)
                }
            }
        }
    }
}
