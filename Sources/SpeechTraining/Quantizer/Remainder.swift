internal import ModelBlocks
internal import TensorRuntime

/// What a codebook leaves over of vectors.
struct Remainder {
    private let module: TorchModule
    private let device: TorchDevice

    /// Vectors at a time: the distances of so many from all codes fit in memory.
    private static let chunk = 8192

    init(_ size: Int, width: Int, on device: TorchDevice) throws(TrainingError) {
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("remainder") { net in
                let vectors = net.input("vectors", ["rows", Dimension(width)])
                let book = net.input("book", [Dimension(size), Dimension(width)])
                return ["remainder": vectors - book.gather(vectors.nearest(in: book))]
            }
        }
        self.device = device
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(withoutWeights: graph, on: device)
        }
    }

    /// - Parameters:
    ///   - vectors: float32 `[vectors, width]`
    ///   - book: float32 `[size, width]`
    /// - Returns: As the vectors.
    func callAsFunction(
        _ vectors: Tensor, behind book: Tensor
    ) throws(TrainingError) -> Tensor {
        try TrainingError.wrap { () throws(ExecutionError) in
            let codes = try TorchTensor(book, on: device)
            var values: [Float] = []
            for start in stride(from: 0, to: vectors.shape[0], by: Self.chunk) {
                let part = vectors.rows(start..<min(start + Self.chunk, vectors.shape[0]))
                let rest = try module(
                    [try TorchTensor(part, on: device), codes], .evaluation)[0]
                values += try rest.tensor().floats()
            }
            return Tensor(values, shape: vectors.shape)
        }
    }
}
