internal import ModelBlocks
internal import TensorRuntime

/// Centres of vectors by k-means: Lloyd's iterations from seeds that lie far from each other
/// (k-means++, Arthur and Vassilvitskii 2007).
struct KMeans {
    /// What came out.
    struct Clusters {
        /// float32 `[centres, width]`
        let centres: Tensor
        /// Vectors that are nearest to each.
        let counts: [Float]
    }

    private let count: Int
    private let iterations: Int
    private let seed: UInt64
    private let modules: Modules

    /// Vectors that are compared with all centres at a time: the distances of so many fit in memory.
    private static let chunk = 8192
    /// Vectors for each centre that seeds are chosen from.
    private static let seedsOf = 8

    /// - Parameters:
    ///   - count: Centres.
    ///   - width: Features of a vector.
    ///   - iterations: At least 1.
    ///   - seed: The same seed and vectors give the same centres.
    /// - Throws: ``TrainingError/execution(_:)`` without libtorch.
    init(
        _ count: Int, width: Int, iterations: Int, seed: UInt64, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        self.count = count
        self.iterations = iterations
        self.seed = seed
        modules = try Modules(count, width: width, on: device)
    }

    /// The centres of vectors.
    ///
    /// - Parameter vectors: float32 `[vectors, width]`, finite.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for fewer vectors than centres.
    func callAsFunction(_ vectors: Tensor) throws(TrainingError) -> Clusters {
        guard vectors.shape[0] >= count else {
            throw .wrongSetting(
                name: "vectors",
                reason: "\(vectors.shape[0]) vectors have no \(count) centres; gather more")
        }
        return try TrainingError.wrap { () throws(ExecutionError) in
            let parts = try stride(from: 0, to: vectors.shape[0], by: Self.chunk)
                .map { start in
                    vectors.rows(start..<min(start + Self.chunk, vectors.shape[0]))
                }.tensors(on: modules.device)
            var centres = try seeds(vectors)
            var counts: [Float] = []
            for iteration in 0..<iterations {
                let sums = try modules.sums(parts, centres)
                counts = try sums.count.tensor().floats()
                centres = try modules.means([sums.sum, sums.count, centres], .evaluation)[0]
                let empty = counts.indices.filter { counts[$0] == 0 }
                if !empty.isEmpty, iteration + 1 < iterations {
                    centres = try replaced(empty, in: centres, vectors, iteration)
                }
            }
            return Clusters(centres: try centres.tensor(), counts: counts)
        }
    }

    /// Each next one by chance, in proportion to the square of its distance from those before.
    private func seeds(_ vectors: Tensor) throws(ExecutionError) -> TorchTensor {
        let draws = AddressedDraws(seed: seed, purpose: 1, step: 0)
        let size = min(vectors.shape[0], Self.seedsOf * count)
        let some = vectors.rows(draws.places(size, below: vectors.shape[0]))
        let candidates = try TorchTensor(some, on: modules.device)
        var chosen = [0]
        var distances = try TorchTensor(
            Tensor([Float](repeating: .greatestFiniteMagnitude, count: size), shape: [size]),
            on: modules.device)
        while chosen.count < count {
            let last = try TorchTensor(
                some.rows(chosen[chosen.count - 1]..<chosen[chosen.count - 1] + 1),
                on: modules.device)
            distances = try modules.distances([candidates, last, distances], .evaluation)[0]
            chosen.append(
                Self.place(try distances.tensor().floats(), at: draws.number(chosen.count)))
        }
        return try TorchTensor(some.rows(chosen), on: modules.device)
    }

    /// Where a part of the sum of all weights is reached; where all are 0, evenly.
    private static func place(_ weights: [Float], at part: Double) -> Int {
        let sum = weights.reduce(0.0) { $0 + Double($1) }
        guard sum > 0 else { return min(Int(part * Double(weights.count)), weights.count - 1) }
        var left = sum * part
        for (index, weight) in weights.enumerated() where weight > 0 {
            left -= Double(weight)
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 }!
    }

    /// Centres that no vector chose become vectors by chance.
    private func replaced(
        _ empty: [Int], in centres: TorchTensor, _ vectors: Tensor, _ iteration: Int
    ) throws(ExecutionError) -> TorchTensor {
        let draws = AddressedDraws(seed: seed, purpose: 2, step: iteration)
        let others = vectors.rows(draws.places(empty.count, below: vectors.shape[0])).floats()
        let width = vectors.shape[1]
        var values = try centres.tensor().floats()
        for (index, place) in empty.enumerated() {
            values.replaceSubrange(
                place * width..<(place + 1) * width,
                with: others[index * width..<(index + 1) * width])
        }
        return try TorchTensor(Tensor(values, shape: [count, width]), on: modules.device)
    }
}

extension KMeans {
    /// The parts of an iteration on libtorch.
    private struct Modules {
        let device: TorchDevice
        /// `vectors`, `centre` `[1, width]`, `distances` `[vectors]` → the smaller squares of both.
        let distances: TorchModule
        /// `sum`, `count`, `centres` → the means; a centre that none chose stays.
        let means: TorchModule
        /// `vectors`, `centres`, `sum`, `count` → both with these vectors.
        private let addition: TorchModule
        private let empty: (TorchTensor, TorchTensor)

        init(_ count: Int, width: Int, on device: TorchDevice) throws(TrainingError) {
            let (rows, wide): (Dimension, Dimension) = ("rows", Dimension(width))
            let graphs = try TrainingError.building { () throws(GraphError) in
                (
                    try Graph("distances") { net in
                        let difference =
                            net.input("vectors", [rows, wide]) - net.input("centre", [1, wide])
                        return [
                            "nearer": (difference * difference).sum(1)
                                .minimum(net.input("distances", [rows]))
                        ]
                    },
                    try Graph("means") { net in
                        let sum = net.input("sum", [Dimension(count), wide])
                        let number = net.input("count", [Dimension(count)]).addingAxis(1)
                        let centres = net.input("centres", [Dimension(count), wide])
                        return [
                            "means": (number .> net.constant(Float(0)))
                                .select(sum / number.clamped(1), else: centres)
                        ]
                    },
                    try Graph("addition") { net in
                        let vectors = net.input("vectors", [rows, wide])
                        let codes = vectors.nearest(
                            in: net.input("centres", [Dimension(count), wide]))
                        let choices = QuantizerGraphs.choices(codes, size: count, net)
                        return [
                            "new.sum": net.input("sum", [Dimension(count), wide])
                                + choices.transposed(1, 0).matMul(vectors),
                            "new.count": net.input("count", [Dimension(count)]) + choices.sum(0),
                        ]
                    }
                )
            }
            self.device = device
            (distances, means, addition, empty) = try TrainingError.wrap {
                () throws(ExecutionError) in
                (
                    try TorchModule(withoutWeights: graphs.0, on: device),
                    try TorchModule(withoutWeights: graphs.1, on: device),
                    try TorchModule(withoutWeights: graphs.2, on: device),
                    (
                        try TorchTensor(
                            Tensor(zeros: TensorType(.float32, [count, width])), on: device),
                        try TorchTensor(Tensor(zeros: TensorType(.float32, [count])), on: device)
                    )
                )
            }
        }

        /// Sums and numbers of the vectors that are nearest to each centre.
        func sums(
            _ parts: [TorchTensor], _ centres: TorchTensor
        ) throws(ExecutionError) -> (sum: TorchTensor, count: TorchTensor) {
            var sums = empty
            for part in parts {
                let results = try addition([part, centres, sums.0, sums.1], .evaluation)
                sums = (results[0], results[1])
            }
            return (sums.0, sums.1)
        }
    }
}

extension TorchModule {
    /// A network that has no weights.
    convenience init(
        withoutWeights graph: Graph, on device: TorchDevice
    ) throws(ExecutionError) {
        try self.init(graph, TorchParameters(WeightStore(), for: graph, on: device))
    }
}

extension [Tensor] {
    /// Copies on a device.
    fileprivate func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        var copies: [TorchTensor] = []
        for tensor in self { copies.append(try TorchTensor(tensor, on: device)) }
        return copies
    }
}

extension Tensor {
    /// Rows of a matrix of 32-bit floats in any order.
    fileprivate func rows(_ places: [Int]) -> Tensor {
        let width = shape[1]
        let values = elements(as: Float.self)!
        return Tensor(
            places.flatMap { values[$0 * width..<($0 + 1) * width] }, shape: [places.count, width])
    }
}
