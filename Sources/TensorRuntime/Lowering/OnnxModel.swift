/// A model in ONNX's format, its larger tensors beside it.
struct OnnxModel: Sendable {
    /// A `ModelProto`. Tensors above a kilobyte are only named in it, as external data of a
    /// location that doesn't exist.
    var bytes: [UInt8]
    /// Those tensors, by their names in the model.
    var external: [(name: String, tensor: Tensor)]
}
