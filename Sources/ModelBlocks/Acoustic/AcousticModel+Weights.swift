public import TensorRuntime

extension AcousticModel {
    /// The family that a training's weights name in their metadata.
    public static let family = "convnext-acoustic"
    /// The version of their layout.
    public static let formatVersion = 1

    /// The model that weights are of: sizes by the tensors' shapes, the rest by the metadata
    /// `family`, `format.version` and `acoustic.heads`. It drops nothing.
    ///
    /// - Throws: ``AcousticError`` that names the first tensor or entry that is missing or doesn't
    ///   fit. Tensors that aren't looked at here are checked when the networks are loaded.
    public init(weights: WeightStore) throws(AcousticError) {
        let fields = WeightFields<AcousticError>(weights)
        guard weights.metadata["family"] == Self.family else {
            throw .wrongMetadata(
                name: "family", value: weights.metadata["family"], expected: "'\(Self.family)'")
        }
        _ = try fields.number("format.version", Self.formatVersion...Self.formatVersion)
        let heads = try fields.number("acoustic.heads", 0...256)
        let speakers = try fields.shape("speakers.weight", axes: 2)
        let (rows, width) = (speakers[0], speakers[1])
        guard (1...65_536).contains(rows), (1...1 << 14).contains(width) else {
            throw .wrongTensor(
                name: "speakers.weight", expected: "[speakers, width] of usual sizes",
                got: "\(speakers)")
        }
        func count(_ table: String) throws(AcousticError) -> Int {
            let name = "tokens.\(table).weight"
            let shape = try fields.shape(name, axes: 2)
            guard shape[1] == width, (1...1 << 16).contains(shape[0]) else {
                throw .wrongTensor(name: name, expected: "[numbers, \(width)]", got: "\(shape)")
            }
            return shape[0]
        }
        let inventory = Inventory(
            phonemes: try count("phoneme"), stresses: try count("stress"),
            positions: try count("position"), languages: try count("language"))
        let hidden = try fields.shape("decoder.convnext.0.pwconv1.weight", axes: 2)[0]
        func blocks(_ place: String) throws(AcousticError) -> Blocks {
            let depth = weights.within(place).within("convnext").parts.count
            let kernel = try fields.shape("\(place).convnext.0.dwconv.weight", axes: 3)[2]
            guard (1...255).contains(kernel) else {
                throw .wrongTensor(
                    name: "\(place).convnext.0.dwconv.weight", expected: "a usual kernel",
                    got: "\(kernel)")
            }
            for number in 0..<depth {
                let block = "\(place).convnext.\(number)"
                try fields.check("\(block).dwconv.weight", [width, 1, kernel])
                try fields.check("\(block).pwconv1.weight", [hidden, width])
            }
            return Blocks(depth, kernel: kernel)
        }
        let out = try fields.shape("decoder.out.weight", axes: 2)
        guard (3...1026).contains(out[0]), out[1] == width else {
            throw .wrongTensor(
                name: "decoder.out.weight", expected: "[bands + 2, \(width)]", got: "\(out)")
        }
        let bands = out[0] - 2
        _ = try fields.numbers("statistics.mel.mean", [bands])
        _ = try fields.numbers("statistics.mel.deviation", [bands])
        _ = try fields.numbers("statistics.pitch", [rows, 1])
        self.init(
            inventory: inventory, speakers: rows, bands: bands, width: width, hidden: hidden,
            encoder: try blocks("encoder"), duration: try blocks("duration"),
            prosody: try blocks("prosody"), decoder: try blocks("decoder"), heads: heads,
            dropout: 0)
    }
}
