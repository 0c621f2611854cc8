import ModelBlocks
import TensorRuntime

/// A converter that learnt nothing and runs in no time, as a file.
enum SmallConverter {
    private static let model = ConversionModel(
        content: .init(channels: 2, width: 5), speaker: .init(channels: 2, width: 6),
        decoder: .sourceFilter(
            width: 12, blocks: [.init(rate: 1, width: 10), .init(rate: 2, width: 8)]),
        lookAhead: 1)

    /// Frames that what it makes is late by.
    static var lookAhead: Int { model.lookAhead }

    /// Writes it to a folder.
    ///
    /// - Returns: Its path.
    static func write(to folder: TemporaryFolder) throws -> String {
        var weights = WeightStore()
        for graph in [try model.graph(), try model.speakerGraph()] {
            for parameter in graph.parameters {
                let shape = graph.type(of: parameter).shape
                let count = shape.reduce(1, *)
                let reach = 1 / Float(max(shape.dropFirst().reduce(1, *), 1)).squareRoot()
                // The same on every run, without a pattern that matters.
                weights[parameter.name] = Tensor(
                    (0..<count).map { reach * (Float($0 * 7919 % 1009) / 504 - 1) }, shape: shape)
            }
        }
        weights.metadata = [
            "family": ConversionModel.family, "format.version": "1",
            "look.ahead": "\(model.lookAhead)", "decoder.head": model.decoder.head.rawValue,
        ]
        let path = folder.path + "/small-converter.safetensors"
        try weights.write(to: path)
        return path
    }
}
