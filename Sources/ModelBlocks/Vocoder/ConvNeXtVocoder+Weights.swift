public import TensorRuntime

extension ConvNeXtVocoder {
    /// The vocoder that weights are of: sizes by the tensors' shapes, the rest by the metadata
    /// `mel.hop`, `vocoder.size`, `vocoder.causal` and `vocoder.head` (without it `spectral`).
    ///
    /// - Throws: ``VocoderError`` that names the first tensor or entry that is missing or doesn't
    ///   fit. Tensors that aren't looked at here are checked when the network is loaded.
    public init(weights: WeightStore) throws(VocoderError) {
        let fields = WeightFields<VocoderError>(weights)
        let hop = try fields.number("mel.hop", 1...16_384)
        let size = try fields.number("vocoder.size", hop...16_384)
        guard size % 2 == 0 else {
            throw .wrongMetadata(
                name: "vocoder.size", value: "\(size)", expected: "an even number")
        }
        let isCausal = try fields.truth("vocoder.causal")
        let head = try fields.head()
        let embed = try fields.shape("backbone.embed.weight", axes: 3)
        let (width, kernel) = (embed[0], embed[2])
        let bands = embed[1] - (head == .sourceFilter ? Excitation.featureCount : 0)
        guard (1...1 << 14).contains(width), (1...1024).contains(bands), (1...255).contains(kernel)
        else {
            throw .wrongTensor(
                name: "backbone.embed.weight", expected: "[width, bands, kernel] of usual sizes",
                got: "\(embed)")
        }
        let blocks = weights.within("backbone").within("convnext")
        let depth = blocks.parts.count
        guard depth > 0 else { throw .missing(tensor: "backbone.convnext.0.dwconv.weight") }
        let first = try fields.shape("backbone.convnext.0.pwconv1.weight", axes: 2)
        try fields.check("backbone.convnext.0.dwconv.weight", [width, 1, kernel])
        try fields.check("backbone.convnext.0.pwconv1.weight", [first[0], width])
        for index in 0..<depth {
            try fields.check("backbone.convnext.\(index).dwconv.weight", [width, 1, kernel])
        }
        let parts = head == .sourceFilter ? 3 * (size / 2 + 1) : size + 2
        try fields.check("head.out.weight", [parts, width])
        self.init(
            bands: bands, width: width, hidden: first[0], depth: depth, kernel: kernel, size: size,
            hop: hop, isCausal: isCausal, head: head)
    }

    /// Frames before a frame that its samples depend on, and frames after it.
    ///
    /// Each convolution reaches half its kernel to both sides, or all of it back where it is
    /// causal; frames of the inverse transform overlap with those that reach into the hop's
    /// samples.
    public var reach: (before: Int, after: Int) {
        let surplus = transform.size - transform.hop
        let seen = featureReach
        func frames(_ samples: Int) -> Int { (samples + transform.hop - 1) / transform.hop }
        // The spectra of pulses and noise reach as far as those of the samples.
        let heard = head == .sourceFilter ? frames(surplus) : 0
        guard !isCausal else {
            return (max(seen.before, heard) + frames(surplus), 0)
        }
        let overlap = frames(surplus - surplus / 2)
        return (max(seen.before, heard) + overlap, max(seen.after, heard) + overlap)
    }

    /// Frames before a frame that its last block's features depend on, and frames after it.
    public var featureReach: (before: Int, after: Int) {
        isCausal
            ? ((depth + 1) * (kernel - 1), 0)
            : ((depth + 1) * ((kernel - 1) / 2), (depth + 1) * (kernel / 2))
    }
}

extension WeightFields<VocoderError> {
    fileprivate func head() throws(VocoderError) -> ConvNeXtVocoder.Head {
        guard let value = weights.metadata["vocoder.head"] else { return .spectral }
        guard let head = ConvNeXtVocoder.Head(rawValue: value) else {
            throw .wrongMetadata(
                name: "vocoder.head", value: value, expected: "spectral or sourceFilter")
        }
        return head
    }
}
