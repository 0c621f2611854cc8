internal import Glibc

/// Tells kinds of things from each other by a few numbers of each: a normal distribution for every
/// kind, all kinds as likely (regularised discriminant analysis; Friedman, JASA 84, 1989).
public struct GaussianClassifier: Sendable {
    private struct Kind: Sendable {
        let mean: [Double]
        let covariance: SymmetricMatrix
    }

    private let kinds: [Kind]

    /// What part of each kind's covariance is that of all kinds together, which few examples tell
    /// better.
    public static let pooled = 0.2

    /// The least variance of a number within a kind, as a part of its variance over all examples:
    /// what never varies, such as breaks in a clear voice, must not decide alone.
    static let leastVariance = 1e-3

    /// Learns from examples.
    ///
    /// - Parameter examples: Of each kind, equally many numbers in each.
    /// - Returns: nil where a kind has fewer than two examples, or numbers aren't finite.
    public init?(_ examples: [[[Double]]]) {
        guard let size = examples.first?.first?.count, size > 0,
            examples.allSatisfy({ $0.count > 1 && $0.allSatisfy { $0.count == size } })
        else { return nil }
        let means = examples.map { kind in
            (0..<size).map { place in
                kind.reduce(0) { $0 + $1[place] } / Double(kind.count)
            }
        }
        let covariances = zip(examples, means).map { kind, mean in
            (0..<size * size).map { place in
                let (row, column) = (place / size, place % size)
                return kind.reduce(0) {
                    $0 + ($1[row] - mean[row]) * ($1[column] - mean[column])
                } / Double(kind.count - 1)
            }
        }
        let all = (0..<size * size).map { place in
            covariances.reduce(0) { $0 + $1[place] } / Double(covariances.count)
        }
        let floors = (0..<size).map { place in
            let numbers = examples.joined().map { $0[place] }
            let mean = numbers.reduce(0, +) / Double(numbers.count)
            let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            // What is the same in all examples has no variance to take a part of.
            return Self.leastVariance * squares / Double(numbers.count) + 1e-9
        }
        var kinds: [Kind] = []
        for (mean, own) in zip(means, covariances) {
            var mixed = zip(own, all).map { (1 - Self.pooled) * $0 + Self.pooled * $1 }
            for place in 0..<size { mixed[place * size + place] += floors[place] }
            guard let covariance = SymmetricMatrix(mixed, size: size) else { return nil }
            kinds.append(Kind(mean: mean, covariance: covariance))
        }
        self.kinds = kinds
    }

    /// The likeliest kind, by its place among the examples' kinds.
    ///
    /// - Precondition: As many numbers as the examples had.
    public func kind(of numbers: [Double]) -> Int {
        let scores = kinds.map { kind in
            let apart = zip(numbers, kind.mean).map { $0 - $1 }
            precondition(apart.count == kind.mean.count && apart.count == numbers.count)
            let square = zip(apart, kind.covariance.solve(apart)).reduce(0) { $0 + $1.0 * $1.1 }
            return square + kind.covariance.logDeterminant
        }
        // There are kinds.
        return scores.indices.min { scores[$0] < scores[$1] } ?? 0
    }
}
