public import TensorRuntime

extension AcousticModel {
    /// The network over whole phrases: `tokens` int64 `[batch, tokens, 4]`, `counts` int64
    /// `[batch]`, `speakers` `[batch, speakers]` → `encodings` `[batch, tokens, width]`,
    /// `durations`, `pitch`, `energy` `[batch, tokens]`; see ``AcousticTokens``.
    ///
    /// - Throws: `GraphError` that names the layer, if the sizes don't fit together.
    public func encoderGraph() throws(GraphError) -> Graph {
        try Graph("acoustic encoder") { net in
            let tokens = net.acousticEncoder(
                net.input("tokens", ["batch", "tokens", 4], as: .int64),
                counts: net.input("counts", ["batch"], as: .int64),
                speakers: net.input("speakers", ["batch", Dimension(speakers)]), self)
            return [
                "encodings": tokens.encodings, "durations": tokens.durations,
                "pitch": tokens.pitch, "energy": tokens.energy,
            ]
        }
    }

    /// The network over any frames: `encodings` `[batch, tokens, width]`, `pitch`, `energy`
    /// `[batch, tokens]`, `index` int64 `[batch, frames]`, `places` `[batch, frames, 4]`, `counts`
    /// int64 `[batch]`, `speakers` `[batch, speakers]` → `mel` `[batch, bands, frames]`,
    /// `frame.pitch` and `voicing` `[batch, frames]`; see ``AcousticFrames`` and
    /// ``AcousticSpectrum``.
    ///
    /// - Throws: `GraphError` that names the layer, if the sizes don't fit together.
    public func decoderGraph() throws(GraphError) -> Graph {
        try Graph("acoustic decoder") { net in
            let frames = AcousticFrames(
                encodings: net.input(
                    "encodings", ["batch", "tokens", Dimension(width)]),
                pitch: net.input("pitch", ["batch", "tokens"]),
                energy: net.input("energy", ["batch", "tokens"]),
                index: net.input("index", ["batch", "frames"], as: .int64),
                places: net.input("places", ["batch", "frames", 4]),
                counts: net.input("counts", ["batch"], as: .int64))
            let spectrum = net.acousticDecoder(
                frames,
                speakers: net.input("speakers", ["batch", Dimension(speakers)]), self)
            return [
                "mel": spectrum.mel, "frame.pitch": spectrum.pitch, "voicing": spectrum.voicing,
            ]
        }
    }
}
