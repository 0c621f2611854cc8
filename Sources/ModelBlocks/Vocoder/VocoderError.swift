public import TensorRuntime

/// Why a vocoder can't be used. Names the tensor or setting, the problem and the remedy.
public enum VocoderError: Error, Sendable, Equatable {
    /// A tensor is missing. Remedy: a vocoder's weights.
    case missing(tensor: String)
    /// A tensor has another type than the others ask for. Remedy: weights of one network.
    case wrongTensor(name: String, expected: String, got: String)
    /// The file's metadata say something that can't be. Remedy: export the weights again.
    case wrongMetadata(name: String, value: String?, expected: String)
    /// It makes no sound of a rate. Remedy: one of those it offers, or weights with a high band.
    case noSuchRate(Int, offered: [Int])
    /// Its transform can't be computed, for this reason. Remedy: weights of another size.
    case transform(String)
    /// The network can't be built of these sizes.
    case graph(GraphError)
    /// It can't be loaded or run.
    case execution(ExecutionError)
    /// It can't be run in steps.
    case state(StateError)
}

extension VocoderError: WeightFieldFailure {}

extension VocoderError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .missing(let tensor):
            "there is no tensor '\(tensor)', so these are no weights of a ConvNeXt vocoder; give "
                + "those that the training of one exports"
        case .wrongTensor(let name, let expected, let got):
            "tensor '\(name)' is \(got) where \(expected) is expected; the weights don't belong to "
                + "one network, export them again"
        case .wrongMetadata(let name, let value, let expected):
            "the metadata's '\(name)' is \(value.map { "'\($0.prefix(80))'" } ?? "missing"), expected "
                + "\(expected); export the weights again"
        case .noSuchRate(let rate, let offered):
            "the vocoder makes no sound of \(rate) samples per second, but of "
                + "\(offered.map(String.init).joined(separator: " or ")); ask for that, or let "
                + "`syrinx-train band` add a high band to its weights"
        case .transform(let reason): "the vocoder's transform: \(reason)"
        case .graph(let error): "\(error)"
        case .execution(let error): error.description
        case .state(let error): error.description
        }
    }
}
