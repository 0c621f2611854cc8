public import TensorRuntime

extension PhoneRecognizer {
    /// The family that a training's weights name in their metadata.
    public static let family = "convnext-phones"
    /// The version of their layout.
    public static let formatVersion = 1

    /// The recogniser that weights are of: sizes by the tensors' shapes. It drops nothing.
    ///
    /// - Throws: ``PhoneRecognizerError`` that names the first tensor or entry that is missing or
    ///   doesn't fit. Tensors that aren't looked at here are checked when the network is loaded.
    public init(weights: WeightStore) throws(PhoneRecognizerError) {
        let fields = WeightFields<PhoneRecognizerError>(weights)
        guard weights.metadata["family"] == Self.family else {
            throw .wrongMetadata(
                name: "family", value: weights.metadata["family"], expected: "'\(Self.family)'")
        }
        _ = try fields.number("format.version", Self.formatVersion...Self.formatVersion)
        let embed = try fields.shape("embed.weight", axes: 3)
        let (width, bands, kernel) = (embed[0], embed[1], embed[2])
        guard (1...1 << 14).contains(width), (1...1024).contains(bands), (1...255).contains(kernel)
        else {
            throw .wrongTensor(
                name: "embed.weight", expected: "[width, bands, kernel] of usual sizes",
                got: "\(embed)")
        }
        let depth = weights.within("convnext").parts.count
        guard depth > 0 else { throw .missing(tensor: "convnext.0.dwconv.weight") }
        let hidden = try fields.shape("convnext.0.pwconv1.weight", axes: 2)[0]
        for number in 0..<depth {
            try fields.check("convnext.\(number).dwconv.weight", [width, 1, kernel])
            try fields.check("convnext.\(number).pwconv1.weight", [hidden, width])
        }
        let out = try fields.shape("out.weight", axes: 2)
        guard (2...4097).contains(out[0]), out[1] == width else {
            throw .wrongTensor(
                name: "out.weight", expected: "[phones + 1, \(width)]", got: "\(out)")
        }
        _ = try fields.numbers("statistics.mel.mean", [bands])
        _ = try fields.numbers("statistics.mel.deviation", [bands])
        self.init(
            phones: out[0] - 1, bands: bands, width: width, hidden: hidden, depth: depth,
            kernel: kernel, dropout: 0)
    }

    /// The network over a whole recording: `mel` `[1, frames, bands]` → `logits`
    /// `[1, frames, phones + 1]`.
    ///
    /// - Throws: `GraphError` that names the layer, if the sizes don't fit together.
    public func graph() throws(GraphError) -> Graph {
        try Graph("phones") { net in
            let mel = net.input("mel", [1, "frames", Dimension(bands)])
            return ["logits": net.phoneLogits(mel, self)]
        }
    }
}
