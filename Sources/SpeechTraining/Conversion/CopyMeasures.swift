internal import Glibc

/// How copies of recordings differ from them as a whole.
public struct CopyMeasures: Sendable {
    private var realPower = 0.0
    private var madePower = 0.0
    private var count = 0

    /// Of nothing yet.
    public init() {}

    /// Adds a recording and its copy.
    public mutating func add(_ real: [Float], _ made: [Float]) {
        for sample in real { realPower += Double(sample) * Double(sample) }
        for sample in made { madePower += Double(sample) * Double(sample) }
        count += min(real.count, made.count)
    }

    /// The copies' root mean square divided by that of the recordings; empty without any.
    public var losses: TrainingLosses {
        guard realPower > 0 else { return [] }
        return [("held out level", (madePower / realPower).squareRoot())]
    }
}
