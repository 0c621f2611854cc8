import SpeechEngine
import TensorRuntime

/// What a conversion did.
struct ConversionReport: Encodable {
    struct Layer: Encodable {
        let name: String
        /// Decibels; nil where there is no error at all.
        let signalToNoise: Double?
        let largestError: Float
        let bytesBefore: Int
        let bytesAfter: Int
    }

    let input: String
    let output: String
    let tensors: Int
    let bytesBefore: Int
    let bytesAfter: Int
    /// Tensors that were left out.
    let dropped: Int
    let layers: [Layer]
    /// Matrices that stayed in floating point, with the reason.
    let left: [String]
    private let lines: [String]

    private enum CodingKeys: CodingKey {
        case input, output, tensors, bytesBefore, bytesAfter, dropped, layers, left
    }

    /// - Parameters:
    ///   - before: What was read.
    ///   - kept: What of it was not dropped.
    init(
        input: String, output: String, before: WeightStore, kept: WeightStore,
        _ conversion: WeightConversion
    ) {
        self.input = input
        self.output = output
        tensors = conversion.weights.count
        bytesBefore = before.byteCount
        bytesAfter = conversion.weights.byteCount
        dropped = before.count - kept.count
        layers = conversion.reports.map {
            Layer(
                name: $0.layer, signalToNoise: $0.signalToNoise.isFinite ? $0.signalToNoise : nil,
                largestError: $0.largestError, bytesBefore: $0.bytesBefore,
                bytesAfter: $0.bytesAfter)
        }
        left = conversion.left
        lines = conversion.reports.map(\.description)
    }

    /// Prints it for people.
    func print() throws(EngineError) {
        for line in lines { try Console.print(line.visible) }
        for reason in left { try Console.print("left as it is: \(reason.visible)") }
        let dropped = dropped > 0 ? ", \(dropped) left out" : ""
        try Console.print(
            "\(output.visible): \(tensors) tensors\(dropped), \(ByteCount.text(bytesBefore)) → "
                + ByteCount.text(bytesAfter))
    }
}
