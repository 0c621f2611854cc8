/// What a voice sounds like in the mean: the first and second moments of its cepstra.
///
/// Statistics of several recordings are added. From ``VoiceAnalyzer``.
public struct VoiceStatistics: Sendable, Equatable {
    /// How many cepstral coefficients a frame has, without the one for loudness.
    static let size = 20

    /// Frames in which somebody speaks.
    public private(set) var frames = 0
    private var sums = [Double](repeating: 0, count: size)
    /// Size × size.
    private var products = [Double](repeating: 0, count: size * size)

    /// Fewer frames than this, 2 s, say nothing of a voice.
    static let leastFrames = 200

    /// Of no frames.
    public init() {}

    /// Both together.
    public static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.frames += b.frames
        for index in sum.sums.indices { sum.sums[index] += b.sums[index] }
        for index in sum.products.indices { sum.products[index] += b.products[index] }
        return sum
    }

    /// Adds a frame.
    mutating func add(_ cepstrum: [Double]) {
        frames += 1
        for row in 0..<Self.size {
            sums[row] += cepstrum[row]
            for column in 0..<Self.size {
                products[row * Self.size + column] += cepstrum[row] * cepstrum[column]
            }
        }
    }

    /// The normal distribution of the frames; nil where there are too few, or all are alike.
    var normal: (mean: [Double], covariance: SymmetricMatrix)? {
        guard frames >= Self.leastFrames else { return nil }
        let count = Double(frames)
        let mean = sums.map { $0 / count }
        let values = products.indices.map {
            products[$0] / count - mean[$0 / Self.size] * mean[$0 % Self.size]
        }
        return SymmetricMatrix(values, size: Self.size).map { (mean, $0) }
    }
}
