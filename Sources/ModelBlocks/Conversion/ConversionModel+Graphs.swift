public import TensorRuntime

extension ConversionModel {
    /// What is converted, along with its melody: `audio` `[batch, samples]`, `side` `[batch, side,
    /// frames]`, `speaker` `[batch, width]`, and of a decoder that filters them `pitch` `[batch,
    /// frames]`, `harmonic` and `noise` `[batch, samples]` → `converted` `[batch, samples]`.
    ///
    /// - Parameters:
    ///   - stepping: Whether it runs in steps of any number of frames.
    ///   - frames: Frames of a call, or of a step.
    /// - Throws: `GraphError` that names the layer, if the sizes don't fit together.
    public func graph(
        stepping: Bool = false, frames: Dimension = "frames"
    ) throws(GraphError) -> Graph {
        try Graph("conversion", stepping: stepping) { net in
            let audio = net.input("audio", ["batch", frames * Dimension(Self.hop)])
            let content = net.conversionContent(audio, self.content, bottleneck)
            return [
                "converted": (net / "decoder").conversionDecoder(
                    decoderFrames(net, content, frames), decoder)
            ]
        }
    }

    /// What is said: `audio` `[batch, samples]` → `content` `[batch, width, frames]`.
    public func contentGraph(stepping: Bool = false) throws(GraphError) -> Graph {
        try Graph("conversion content", stepping: stepping) { net in
            ["content": net.conversionContent(Self.audio(net), content, bottleneck)]
        }
    }

    /// Who speaks: `audio` `[batch, samples]` → `features` `[batch, width, frames]` and `scores`
    /// `[batch, 1, frames]`. The speaker's vector is the mean of the features, each frame counting
    /// as the softmax of all scores says.
    public func speakerGraph(stepping: Bool = false) throws(GraphError) -> Graph {
        try Graph("conversion speaker", stepping: stepping) { net in
            let place = net / "speaker"
            let features = place.conversionEncoder(Self.audio(net), speaker)
            return ["features": features, "scores": (place / "pool").poolingScores(features)]
        }
    }

    /// The decoder's inputs beside the content, as inputs of a network.
    public func decoderFrames(
        _ net: Layer, _ content: Value, _ frames: Dimension
    ) -> ConversionFrames {
        ConversionFrames(
            content: content,
            side: net.input("side", ["batch", Dimension(decoder.side), frames]),
            speaker: net.input("speaker", ["batch", Dimension(speaker.width)]),
            excitation: decoder.head == .sourceFilter
                ? Excitation(net, "batch", frames, hop: Self.hop) : nil)
    }

    private static func audio(_ net: Layer) -> Value {
        net.input("audio", ["batch", Dimension.symbol("frames") * Dimension(hop)])
    }
}
