/// Named tensors: what a checkpoint holds.
public struct WeightStore: Sendable {
    private var tensors: [String: Tensor]

    /// What the file says of itself beside its tensors, such as safetensors' `__metadata__`.
    public var metadata: [String: String]

    /// What a PyTorch archive holds beside tensors and was passed over: the place and what is
    /// there, such as `config: a Config of some.module`.
    public internal(set) var skipped: [String] = []

    /// The given tensors by name.
    public init(_ tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The tensor of a name; nil if there is none.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set { tensors[name] = newValue }
    }

    /// All names, sorted.
    public var names: [String] { tensors.keys.sorted() }

    /// Number of tensors.
    public var count: Int { tensors.count }

    /// Bytes of all tensors.
    public var byteCount: Int { tensors.values.reduce(0) { $0 + $1.type.byteCount } }
}
