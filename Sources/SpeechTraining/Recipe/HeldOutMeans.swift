/// Means of what recordings that training doesn't see were wrong by.
public struct HeldOutMeans: Sendable {
    private var sums: TrainingLosses = []
    private var weight = 0.0

    /// Means of nothing yet.
    public init() {}

    /// Adds a recording's losses, the same ones for each.
    ///
    /// - Parameter weight: What it counts, such as its length.
    public mutating func add(_ losses: TrainingLosses, weight: Double) {
        if sums.isEmpty { sums = losses.map { ($0.name, 0) } }
        precondition(sums.map(\.name) == losses.map(\.name))
        for index in sums.indices { sums[index].value += losses[index].value * weight }
        self.weight += weight
    }

    /// The means, named as held out; empty where nothing was added.
    public var losses: TrainingLosses {
        sums.map { ("held out \($0.name)", $0.value / max(weight, .leastNormalMagnitude)) }
    }
}
