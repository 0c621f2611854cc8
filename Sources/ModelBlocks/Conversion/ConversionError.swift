public import TensorRuntime

/// Why a voice converter can't be used. Names the tensor or setting, the problem and the remedy.
public enum ConversionError: Error, Sendable, Equatable {
    /// A tensor is missing. Remedy: a converter's weights.
    case missing(tensor: String)
    /// A tensor has another type than the others ask for. Remedy: weights of one network.
    case wrongTensor(name: String, expected: String, got: String)
    /// The file's metadata say something that can't be. Remedy: export the weights again.
    case wrongMetadata(name: String, value: String?, expected: String)
    /// The weights can't be read.
    case weights(WeightError)
    /// The network can't be built of these sizes.
    case graph(GraphError)
    /// It can't be loaded or run.
    case execution(ExecutionError)
    /// It can't be run in steps.
    case state(StateError)
    /// Melody can't be told, for this reason. Remedy: none; a defect.
    case melody(String)
}

extension ConversionError: WeightFieldFailure {}

extension ConversionError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .missing(let tensor):
            "there is no tensor '\(tensor)', so these are no weights of a voice converter; give "
                + "those that `syrinx-train converter` exports"
        case .wrongTensor(let name, let expected, let got):
            "tensor '\(name)' is \(got) where \(expected) is expected; the weights don't belong to "
                + "one network, export them again"
        case .wrongMetadata(let name, let value, let expected):
            "the metadata's '\(name)' is \(value.map { "'\($0.prefix(80))'" } ?? "missing"), expected "
                + "\(expected); give what `syrinx-train converter` exports"
        case .weights(let error): error.description
        case .graph(let error): "\(error)"
        case .execution(let error): error.description
        case .state(let error): error.description
        case .melody(let reason): "melody can't be told: \(reason)"
        }
    }
}
