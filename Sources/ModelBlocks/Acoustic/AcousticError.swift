public import TensorRuntime

/// Why an acoustic model can't be used. Names the tensor or setting, the problem and the remedy.
public enum AcousticError: Error, Sendable, Equatable {
    /// A tensor is missing. Remedy: an acoustic model's weights.
    case missing(tensor: String)
    /// A tensor has another type than the others ask for. Remedy: weights of one network.
    case wrongTensor(name: String, expected: String, got: String)
    /// The file's metadata say something that can't be. Remedy: export the weights again.
    case wrongMetadata(name: String, value: String?, expected: String)
    /// The networks can't be built of these sizes.
    case graph(GraphError)
    /// They can't be loaded or run.
    case execution(ExecutionError)
}

extension AcousticError: WeightFieldFailure {}

extension AcousticError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .missing(let tensor):
            "there is no tensor '\(tensor)', so these are no weights of an acoustic model; give "
                + "those that `syrinx-train acoustic` exports"
        case .wrongTensor(let name, let expected, let got):
            "tensor '\(name)' is \(got) where \(expected) is expected; the weights don't belong to "
                + "one network, export them again"
        case .wrongMetadata(let name, let value, let expected):
            "the metadata's '\(name)' is \(value.map { "'\($0.prefix(80))'" } ?? "missing"), expected "
                + "\(expected); export the weights again"
        case .graph(let error): "\(error)"
        case .execution(let error): error.description
        }
    }
}
