import ModelBlocks
import TensorRuntime

/// Converters that tests run in no time.
enum SmallConverter {
    static let waveform = ConversionModel(
        content: .init(channels: 2, width: 5), speaker: .init(channels: 2, width: 6),
        decoder: .waveform(channels: 2), lookAhead: 2)

    static let sourceFilter = ConversionModel(
        content: .init(channels: 2, width: 5), speaker: .init(channels: 2, width: 6),
        decoder: .sourceFilter(
            width: 12, blocks: [.init(rate: 1, width: 10), .init(rate: 2, width: 8)]),
        lookAhead: 1)

    /// With a bottleneck of two codebooks.
    static let quantised: ConversionModel = {
        var model = sourceFilter
        model.bottleneck = ResidualQuantizer(count: 2, size: 7, width: 5)
        return model
    }()

    /// By chance, with what a training writes beside them.
    static func weights(of model: ConversionModel) throws -> WeightStore {
        var weights = WeightStore.random(for: try model.graph(), seed: 5)
        let speaker = WeightStore.random(for: try model.speakerGraph(), seed: 6)
        for name in speaker.names { weights[name] = speaker[name] }
        weights.metadata = [
            "family": ConversionModel.family, "format.version": "1",
            "look.ahead": "\(model.lookAhead)", "decoder.head": model.decoder.head.rawValue,
        ]
        return weights
    }
}
