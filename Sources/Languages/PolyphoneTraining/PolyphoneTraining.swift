public import SpeechText

/// Learns how characters of several readings are read, and which of them a model reads better than
/// dictionary and rules do.
public struct PolyphoneTraining: Sendable {
    /// What was learnt.
    public var model: PolyphoneModel
    /// How many examples there were.
    public var examples: Int
    /// The share of them that dictionary and rules read rightly.
    public var usualShare: Double
    /// The share with the model, each example by one that hadn't seen it (five folds).
    public var modelShare: Double

    /// How often each example is learnt from, and how many parts cross-validation has.
    private static let (rounds, folds) = (8, 5)

    /// Learns from examples. A character is the model's where, each example read by a model that
    /// hadn't seen it, more of its examples are right than by dictionary and rules.
    public init(_ examples: [PolyphoneExample]) {
        var gains: [Unicode.Scalar: Int] = [:]
        var usual = 0
        for fold in 0..<Self.folds {
            let learnt = examples.indices.filter { $0 % Self.folds != fold }.map { examples[$0] }
            let model = Perceptron(learnt, rounds: Self.rounds).model()
            for index in stride(from: fold, to: examples.count, by: Self.folds) {
                let (example, occurrence) = (examples[index], examples[index].occurrence)
                let before = occurrence.usual == example.reading ? 1 : 0
                let after = model.reading(of: occurrence) == example.reading ? 1 : 0
                usual += before
                gains[occurrence.character, default: 0] += after - before
            }
        }
        let gained = gains.values.reduce(0) { $0 + max(0, $1) }
        self.examples = examples.count
        usualShare = Double(usual) / Double(max(1, examples.count))
        modelShare = Double(usual + gained) / Double(max(1, examples.count))
        model = Perceptron(examples, rounds: Self.rounds).model { gains[$0, default: 0] > 0 }
    }
}
