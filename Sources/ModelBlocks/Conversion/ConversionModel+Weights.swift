public import TensorRuntime

extension ConversionModel {
    /// The family that a training's weights name in their metadata.
    public static let family = "streamvc"
    /// The version of their layout.
    public static let formatVersion = 1

    /// The model that weights are of: sizes by the tensors' shapes, the rest by the metadata
    /// `family`, `format.version`, `look.ahead` and `decoder.head`.
    ///
    /// - Throws: ``ConversionError`` that names the first tensor or entry that is missing or doesn't
    ///   fit. Tensors that aren't looked at here are checked when the networks are loaded.
    public init(weights: WeightStore) throws(ConversionError) {
        let fields = WeightFields<ConversionError>(weights)
        guard weights.metadata["family"] == Self.family else {
            throw .wrongMetadata(
                name: "family", value: weights.metadata["family"], expected: "'\(Self.family)'")
        }
        _ = try fields.number("format.version", Self.formatVersion...Self.formatVersion)
        let lookAhead = try fields.number("look.ahead", 1...2)
        let heads: [Decoder.Head] = [.waveform, .sourceFilter]
        guard let head = weights.metadata["decoder.head"].flatMap({ Decoder.Head(rawValue: $0) })
        else {
            throw .wrongMetadata(
                name: "decoder.head", value: weights.metadata["decoder.head"],
                expected: heads.map(\.rawValue).joined(separator: " or "))
        }
        let content = try Encoder(weights: weights, "content")
        let speaker = try Encoder(weights: weights, "speaker")
        try fields.check("speaker.pool.query", [speaker.width])
        let first = try fields.shape("decoder.first.weight", axes: 3)
        let modulates = weights["decoder.blocks.0.units.0.film.weight"] != nil
        let told =
            content.width + (head == .sourceFilter ? Excitation.featureCount : 0)
            + (modulates ? 0 : speaker.width)
        guard (1...8192).contains(first[0]), (told + 1...told + 1024).contains(first[1]) else {
            throw .wrongTensor(
                name: "decoder.first.weight", expected: "[width, more than \(told), 7]",
                got: "\(first)")
        }
        var blocks: [Decoder.Block] = []
        for number in 0..<weights.within("decoder.blocks").parts.count {
            let name = "decoder.blocks.\(number).up.weight"
            let up = try fields.shape(name, axes: 3)
            guard (1...8192).contains(up[1]), (2...64).contains(up[2]), up[2] % 2 == 0 else {
                throw .wrongTensor(
                    name: name, expected: "[channels, channels, twice the rate]", got: "\(up)")
            }
            blocks.append(Decoder.Block(rate: up[2] / 2, width: up[1]))
        }
        var decoder = Decoder(width: first[0], blocks: blocks, head: head, side: first[1] - told)
        decoder.modulates = modulates
        let rate = head == .waveform ? Self.hop : 2
        guard decoder.rate == rate else {
            throw .wrongTensor(
                name: "decoder.blocks", expected: "blocks that make \(rate) of a frame",
                got: "\(decoder.rate)")
        }
        self.init(content: content, speaker: speaker, decoder: decoder, lookAhead: lookAhead)
        bottleneck = try Self.bottleneck(of: weights, width: content.width)
    }

    /// The bottleneck behind a content encoder of so many features; nil where weights have none.
    public static func bottleneck(
        of weights: WeightStore, width: Int
    ) throws(ConversionError) -> ResidualQuantizer? {
        let count = weights.within("bottleneck.layers").parts.count
        guard count > 0 else { return nil }
        let fields = WeightFields<ConversionError>(weights)
        let book = try fields.shape("bottleneck.layers.0.codebook.embed", axes: 2)
        guard count <= 64, (2...65_536).contains(book[0]), book[1] == width else {
            throw .wrongTensor(
                name: "bottleneck.layers.0.codebook.embed",
                expected: "[codes, \(width)], and of 64 codebooks at the most",
                got: "\(book), of \(count)")
        }
        for number in 1..<max(count, 1) {
            try fields.check("bottleneck.layers.\(number).codebook.embed", book)
        }
        return ResidualQuantizer(count: count, size: book[0], width: width)
    }
}

extension ConversionModel.Encoder {
    /// The encoder that weights are of.
    ///
    /// - Parameter name: What its tensors' names begin with, `content` or `speaker`.
    public init(weights: WeightStore, _ name: String) throws(ConversionError) {
        let fields = WeightFields<ConversionError>(weights)
        let first = try fields.shape("\(name).first.weight", axes: 3)
        let last = try fields.shape("\(name).last.weight", axes: 3)
        guard (1...1024).contains(first[0]), (1...4096).contains(last[0]),
            last[1] == first[0] << ConversionModel.strides.count
        else {
            throw .wrongTensor(
                name: "\(name).last.weight",
                expected: "[width, \(first[0] << ConversionModel.strides.count), 3]",
                got: "\(last)")
        }
        self.init(channels: first[0], width: last[0])
    }
}
