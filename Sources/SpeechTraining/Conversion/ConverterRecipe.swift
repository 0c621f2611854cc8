public import ModelBlocks

/// How a voice converter's decoder and encoder of speakers are trained, its second stage: sizes,
/// losses, rates. Kept with every checkpoint; read from JSON.
public struct ConverterRecipe: TrainingRecipe, Hashable {
    /// What makes samples.
    public var head = ConversionModel.Decoder.Head.waveform
    /// Channels of the last block of a `waveform` decoder: 40 for `full`, 20 for `lite`.
    public var channels = 20
    /// Channels of the first layer of a `sourceFilter` decoder.
    public var width = 512
    /// Channels of its blocks; the last one has two steps in a frame.
    public var blocks = [384, 256]
    /// Channels of the speaker encoder's first layer: 32 for `full`, 16 for `lite`.
    public var speakerChannels = 16
    /// Features of a speaker.
    public var speakerWidth = 64
    /// Frames of the future that a frame's sound depends on.
    public var lookAhead = 2
    /// Whether residual units are modulated by the speaker; otherwise it is told once, beside the
    /// content.
    public var modulates = true
    /// Whether what the decoder learns leaves the content encoder as it is. Otherwise both learn
    /// together, with ``unitWeight``: a decoder's wishes are answered by more of the speaker.
    public var stopsGradient = true

    /// Pieces of a batch.
    public var batch = 12
    /// Frames of a piece.
    public var frames = 64
    /// Frames at the beginning of a piece that aren't judged, since the decoder hasn't heard what
    /// was before.
    public var warmFrames = 8
    /// Frames of the recording that tells who speaks.
    public var referenceFrames = 75
    /// Learning rate at its peak, of generator and discriminators.
    public var rate = 1e-3
    /// Steps in which the rate grows to its peak.
    public var warmUp = 100
    /// Steps after which the rate has fallen to a tenth.
    public var steps = 10_000
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.998

    /// What the spectral distances count.
    public var spectralWeight = 2.0
    /// What the distance of log-mel spectra counts.
    public var melWeight = 2.0
    /// What telling speakers apart by their vectors counts.
    public var speakerWeight = 0.2
    /// What the units of an encoder that learns too count: how far its head's answers are from those
    /// that it gave before, in nats.
    public var unitWeight = 1.0
    /// The step from which discriminators take part; nil: never.
    public var adversarialFrom: Int?
    /// Steps in which what they count grows to its whole.
    public var ramp = 500
    /// What the adversarial loss counts beside the others.
    public var adversarialWeight = 0.5
    /// What feature matching counts.
    public var matchingWeight = 1.0
    /// Samples whose means discriminators see.
    public var scales = [1, 2, 4]
    /// Channels of the discriminators' layers.
    public var scaleChannels = [16, 64, 128, 256, 256]

    /// What products are computed in; nil: `float32`.
    public var precision: TrainingPrecision?
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// The decoder of `lite`.
    public init() {}

    /// What is nil unless given.
    public static let optionalSettings: Set<String> = ["adversarialFrom", "precision"]

    /// The model of a content encoder and so many features of melody and loudness.
    func model(content: ConversionModel.Encoder, side: Int) -> ConversionModel {
        var decoder: ConversionModel.Decoder
        switch head {
        case .waveform: decoder = .waveform(channels: channels)
        case .sourceFilter:
            let last = blocks.count - 1
            decoder = .sourceFilter(
                width: width,
                blocks: blocks.enumerated().map { .init(rate: $0 == last ? 2 : 1, width: $1) })
        }
        decoder.side = side
        decoder.modulates = modulates
        return ConversionModel(
            content: content,
            speaker: ConversionModel.Encoder(channels: speakerChannels, width: speakerWidth),
            decoder: decoder, lookAhead: lookAhead)
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("channels", channels, 1...1024)
        try Self.check("width", width, 1...8192)
        try Self.check("blocks", blocks.count, 1...16)
        for block in blocks { try Self.check("blocks", block, 1...8192) }
        try Self.check("speakerChannels", speakerChannels, 1...1024)
        try Self.check("speakerWidth", speakerWidth, 1...4096)
        try Self.check("lookAhead", lookAhead, 1...2)
        try Self.check("batch", batch, 1...4096)
        try Self.check("warmFrames", warmFrames, 0...1024)
        try Self.check("frames", frames, warmFrames + 8...65_536)
        try Self.check("referenceFrames", referenceFrames, 8...65_536)
        try Self.check("rate", rate, 1e-7...1)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        try Self.check("averageDecay", averageDecay, 0...1)
        try Self.check("ramp", ramp, 1...100_000_000)
        for (name, weight) in [
            ("spectralWeight", spectralWeight), ("melWeight", melWeight),
            ("speakerWeight", speakerWeight), ("unitWeight", unitWeight),
            ("adversarialWeight", adversarialWeight),
            ("matchingWeight", matchingWeight),
        ] { try Self.check(name, weight, 0...1000) }
        try Self.check("scales", scales.count, 1...8)
        for scale in scales { try Self.check("scales", scale, 1...64) }
        try Self.check("scaleChannels", scaleChannels.count, 3...8)
        for channels in scaleChannels { try Self.check("scaleChannels", channels, 4...4096) }
    }
}
