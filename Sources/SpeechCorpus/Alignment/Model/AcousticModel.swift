internal import Glibc

/// What each third of each phone sounds like: mixtures of normal distributions without
/// correlations, and how long it lasts.
///
/// Gaussian `g` of state `s`, `s = phone × 3 + third`, is `s × components + g`; the last phone is
/// the pause.
struct AcousticModel: Sendable {
    let phones: Int
    /// Gaussians of a state.
    let components: Int
    /// Gaussians × dimensions.
    private(set) var means: [Float]
    private(set) var variances: [Float]
    /// Logarithms; of a Gaussian that isn't used, ``unused``.
    private(set) var weights: [Float]
    /// Logarithms of the probability that a state goes on, or ends, with the next frame.
    private(set) var stay: [Float]
    private(set) var leave: [Float]
    /// Variances stay above these: of each dimension.
    private(set) var floors: [Float]

    static let unused: Float = -1e30
    static let dimension = FrameFeatures.dimension

    var states: Int { phones * PhoneGraph.thirds }
    var pause: Int { phones - 1 }

    /// What is usual before anything is known: 8 frames a state.
    private static let usualStay = 0.875

    /// All states alike.
    ///
    /// - Parameters:
    ///   - phones: With the pause.
    ///   - mean: Of each dimension, over all frames.
    ///   - variance: Likewise.
    init(phones: Int, mean: [Float], variance: [Float]) {
        let states = phones * PhoneGraph.thirds
        self.phones = phones
        components = 1
        let floors = variance.map { max($0 * 0.01, 1e-6) }
        self.floors = floors
        means = (0..<states).flatMap { _ in mean }
        variances = (0..<states).flatMap { _ in zip(variance, floors).map(max) }
        weights = [Float](repeating: 0, count: states)
        stay = [Float](repeating: Float(log(Self.usualStay)), count: states)
        leave = [Float](repeating: Float(log(1 - Self.usualStay)), count: states)
    }

    private init(
        _ other: AcousticModel, components: Int, means: [Float], variances: [Float],
        weights: [Float]
    ) {
        phones = other.phones
        self.components = components
        self.means = means
        self.variances = variances
        self.weights = weights
        (stay, leave, floors) = (other.stay, other.leave, other.floors)
    }

    /// The model that makes counted frames likeliest. States and Gaussians of few frames stay as
    /// they are.
    func reestimated(from statistics: AcousticStatistics) -> AcousticModel {
        var model = self
        let size = Self.dimension
        for state in 0..<states {
            let own = state * components..<(state + 1) * components
            let total = own.reduce(0) { $0 + statistics.counts[$1] }
            guard total >= Self.leastOfState else { continue }
            for gaussian in own where weights[gaussian] > Self.unused {
                let count = statistics.counts[gaussian]
                guard count >= Self.leastOfGaussian else {
                    model.weights[gaussian] = Float(log(max(count, 0.5) / total))
                    continue
                }
                model.weights[gaussian] = Float(log(count / total))
                for index in gaussian * size..<(gaussian + 1) * size {
                    let mean = statistics.sums[index] / count
                    let variance = statistics.squares[index] / count - mean * mean
                    model.means[index] = Float(mean)
                    model.variances[index] = max(Float(variance), floors[index % size])
                }
            }
            let ends = min(max(statistics.visits[state] / total, 0.005), 0.9)
            model.leave[state] = Float(log(ends))
            model.stay[state] = Float(log(1 - ends))
        }
        return model
    }

    /// With twice as many Gaussians, two for each, a little apart; where there are too few frames,
    /// the second isn't used.
    func split(for statistics: AcousticStatistics) -> AcousticModel {
        let size = Self.dimension
        var (means, variances, weights) = ([Float](), [Float](), [Float]())
        for gaussian in 0..<states * components {
            let range = gaussian * size..<(gaussian + 1) * size
            let isSplit =
                self.weights[gaussian] > Self.unused
                && statistics.counts[gaussian] >= Self.leastToSplit
            for side: Float in [1, -1] {
                for index in range {
                    let step = isSplit ? 0.2 * side * sqrt(self.variances[index]) : 0
                    means.append(self.means[index] + step)
                }
                variances += self.variances[range]
                let weight = self.weights[gaussian] + (isSplit ? Float(log(0.5)) : 0)
                weights.append(isSplit || side > 0 ? weight : Self.unused)
            }
        }
        return AcousticModel(
            self, components: 2 * components, means: means, variances: variances, weights: weights)
    }

    /// Gives the pause's states another distribution, to begin with.
    mutating func setPause(mean: [Float], variance: [Float]) {
        precondition(components == 1, "before it is split")
        let size = Self.dimension
        for state in pause * PhoneGraph.thirds..<states {
            for index in 0..<size {
                means[state * size + index] = mean[index]
                variances[state * size + index] = max(variance[index], floors[index])
            }
        }
    }

    /// Frames below which nothing is learnt.
    private static let leastOfState = 6.0
    private static let leastOfGaussian = 6.0
    private static let leastToSplit = 60.0
}
