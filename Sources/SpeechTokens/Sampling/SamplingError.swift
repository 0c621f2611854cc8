/// Why no token can be drawn; a case for each remedy.
public enum SamplingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A setting is out of its range. Remedy: as told.
    case invalidSetting(name: String, value: String, remedy: String)
    /// The network gave another number of logits than the sampler was made for.
    case wrongCount(given: Int, expected: Int)
    /// A logit is NaN or +∞ : the network failed. Remedy: another precision or executor.
    case notFinite(token: Int)
    /// All tokens are suppressed. Remedy: suppress fewer.
    case allSuppressed

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .invalidSetting(let name, let value, let remedy):
            "sampling: \(name) is \(value); \(remedy)"
        case .wrongCount(let given, let expected):
            "sampling: \(given) logits, but the vocabulary has \(expected) tokens; "
                + "check that sampler and model belong together"
        case .notFinite(let token):
            "sampling: the logit of token \(token) is not a number or infinite; "
                + "run the model in another precision or by another executor"
        case .allSuppressed:
            "sampling: every token is suppressed; suppress fewer"
        }
    }
}
