/// Why a model was not loaded or run.
public enum ExecutionError: Error, Sendable, Equatable {
    /// A runtime's shared library is not there or can't be loaded.
    case libraryMissing(library: String, reason: String, remedy: String)
    /// The library is there, but without what is asked of it (a version, a provider, a device).
    case libraryLacks(library: String, what: String, remedy: String)
    /// The executor has no such operator, or not with these attributes.
    case unsupported(operation: String, layer: String, executor: String)
    /// The runtime refused the model.
    case rejected(model: String, reason: String)
    /// A setting that can't be followed.
    case wrongOption(name: String, reason: String)
    /// An input of a call isn't what the model takes.
    case wrongInput(name: String, expected: String, got: String)
    /// Buffers for results aren't what the model gives.
    case wrongOutput(name: String, expected: String, got: String)
    /// A weight that the network names is missing or has another shape.
    case wrongWeight(name: String, reason: String)
    /// The model would not fit. Bytes.
    case doesNotFit(model: String, needs: Int, available: Int)
    /// A device or the machine ran out of memory while something was computed or put there.
    case outOfMemory(model: String, reason: String)
    /// A call failed.
    case failed(model: String, reason: String)
}

extension ExecutionError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .libraryMissing(let library, let reason, let remedy):
            "\(library) can't be loaded: \(reason). \(remedy)"
        case .libraryLacks(let library, let what, let remedy):
            "\(library) has no \(what). \(remedy)"
        case .unsupported(let operation, let layer, let executor):
            "\(executor) can't run \(operation) of layer \(layer); choose another executor"
        case .rejected(let model, let reason): "the model \(model) was refused: \(reason)"
        case .wrongOption(let name, let reason): "\(name): \(reason)"
        case .wrongInput(let name, let expected, let got):
            "input \(name): expected \(expected), got \(got)"
        case .wrongOutput(let name, let expected, let got):
            "output \(name): the model gives \(expected), the buffer is \(got)"
        case .wrongWeight(let name, let reason): "weight \(name): \(reason)"
        case .doesNotFit(let model, let needs, let available):
            """
            the model \(model) needs \(needs >> 20) MB and \(available >> 20) MB are free; \
            close something, raise the memory limit or take a smaller or quantised model
            """
        case .outOfMemory(let model, let reason):
            """
            memory ran out for \(model): \(reason). Close what else uses it, or take smaller \
            batches, shorter pieces or a smaller or quantised model
            """
        case .failed(let model, let reason): "running \(model) failed: \(reason)"
        }
    }
}
