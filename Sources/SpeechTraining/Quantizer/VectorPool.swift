internal import TensorRuntime

/// Vectors that are gathered over batches until k-means has enough of them.
struct VectorPool {
    /// Features of a vector.
    let width: Int
    /// How many are wanted.
    let capacity: Int
    private(set) var values: [Float] = []

    init(width: Int, capacity: Int) {
        self.width = width
        self.capacity = capacity
    }

    /// How many there are.
    var count: Int { values.count / width }

    var isFull: Bool { count >= capacity }

    /// Takes the frames of a latent `[batch, width, frames]`, as many as there is room for.
    mutating func add(_ latent: Tensor) {
        let frames = latent.shape[2]
        let numbers = latent.floats()
        for piece in 0..<latent.shape[0] {
            for frame in 0..<frames where !isFull {
                let first = piece * width * frames + frame
                values += (0..<width).lazy.map { numbers[first + $0 * frames] }
            }
        }
    }

    /// float32 `[count, width]`
    var tensor: Tensor { Tensor(values, shape: [count, width]) }

    /// Goes on from what was gathered before.
    mutating func restore(_ tensor: Tensor) { values = tensor.floats() }

    mutating func empty() { values = [] }
}
