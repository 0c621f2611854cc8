internal import TensorRuntime

/// A quantizer's buffers in memory: what checkpoints keep and k-means begins.
struct CodebookStore {
    /// float32 `[books, size, width]`
    private(set) var sum: Tensor
    /// float32 `[books, size]`
    private(set) var usage: Tensor
    /// float32 `[books, size, width]`
    private(set) var vectors: Tensor

    init(sum: Tensor, usage: Tensor, vectors: Tensor) {
        self.sum = sum
        self.usage = usage
        self.vectors = vectors
    }

    /// A codebook, `[size, width]`.
    func book(_ number: Int) -> Tensor {
        vectors.rows(number..<number + 1).reshaped(Array(vectors.shape.dropFirst()))
    }

    /// Begins a codebook with centres of clusters. The sum is the centre times the usage, or else
    /// the next average would shrink it.
    ///
    /// - Parameters:
    ///   - part: What counts of clusters are multiplied by to be those of a step.
    ///   - isEmpty: Whether usage begins at 0 instead and the sum with the centre.
    mutating func begin(_ number: Int, _ clusters: KMeans.Clusters, part: Float, isEmpty: Bool) {
        let width = vectors.shape[2]
        let centres = clusters.centres.floats()
        let counts = clusters.counts.map { isEmpty ? 0 : max($0 * part, 1e-3) }
        let sums = centres.enumerated().map { place, value in
            isEmpty ? value : value * counts[place / width]
        }
        vectors = vectors.replacing(number, with: centres)
        sum = sum.replacing(number, with: sums)
        usage = usage.replacing(number, with: counts)
    }
}

extension Tensor {
    /// Other numbers at a place of the first axis.
    fileprivate func replacing(_ number: Int, with values: [Float]) -> Tensor {
        var all = floats()
        all.replaceSubrange(number * values.count..<(number + 1) * values.count, with: values)
        return Tensor(all, shape: shape)
    }
}
