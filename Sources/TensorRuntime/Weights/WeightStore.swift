/// Named tensors: what a checkpoint holds.
public struct WeightStore: Sendable {
    private var tensors: [String: Tensor]

    /// The given tensors by name.
    public init(_ tensors: [String: Tensor] = [:]) { self.tensors = tensors }

    /// The tensor of a name; nil if there is none.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set { tensors[name] = newValue }
    }

    /// All names, sorted.
    public var names: [String] { tensors.keys.sorted() }

    /// Bytes of all tensors.
    public var byteCount: Int { tensors.values.reduce(0) { $0 + $1.type.byteCount } }
}
