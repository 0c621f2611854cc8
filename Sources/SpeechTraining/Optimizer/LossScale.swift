/// What losses are multiplied by so that gradients don't vanish in 16-bit floats: as large as
/// gradients allow without becoming infinite (Micikevicius et al., arXiv 1710.03740).
public struct LossScale: Sendable, Hashable, Codable {
    /// For `TorchTensor.backward` and ``AdamW/update(rate:lossScale:)``.
    public private(set) var value: Double
    /// Steps without an infinite gradient after which it doubles.
    public let patience: Int
    private var steps = 0

    private enum CodingKeys: String, CodingKey { case value, patience, steps }

    /// Reads one that was kept in a checkpoint.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        value = try values.decode(Double.self, forKey: .value)
        patience = try values.decode(Int.self, forKey: .patience)
        steps = try values.decode(Int.self, forKey: .steps)
        guard value >= 1, value <= 0x1p40, patience > 0, (0..<patience).contains(steps) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "a loss scale of \(value)"))
        }
    }

    /// - Parameter value: What it begins with, at least 1.
    public init(_ value: Double = 65536, patience: Int = 2000) {
        self.value = min(max(value, 1), 0x1p40)
        self.patience = max(1, patience)
    }

    /// Halves after a step that couldn't be applied; doubles when enough others went well.
    public mutating func follow(_ update: AdamW.Update) {
        guard update.isApplied else {
            value = max(value / 2, 1)
            steps = 0
            return
        }
        steps += 1
        if steps == patience {
            value = min(value * 2, 0x1p40)
            steps = 0
        }
    }
}
