/// A state slot's memory for a batch: two buffers, one of which a step reads while it writes the
/// other.
struct KeptRows {
    let name: String
    private let buffers: [TensorBuffer]
    /// Element and shape of one stream's row.
    let rowType: TensorType

    init(_ name: String, _ rowType: TensorType, rows: Int) {
        self.name = name
        self.rowType = rowType
        let whole = TensorType(rowType.element, [rows] + rowType.shape)
        buffers = [TensorBuffer(whole), TensorBuffer(whole)]
    }

    /// The buffer that the next step reads if `turn` is the batch's.
    func buffer(_ turn: Int) -> TensorBuffer { buffers[turn & 1] }

    func move(_ from: Int, to: Int, _ turn: Int) {
        withRow(from, turn) { source in
            withRow(to, turn) { $0.copyMemory(from: UnsafeRawBufferPointer(source)) }
        }
    }

    func write(_ tensor: Tensor, _ row: Int, _ turn: Int) {
        withRow(row, turn) { row in tensor.withBytes { row.copyMemory(from: $0) } }
    }

    func read(_ row: Int, _ turn: Int) -> Tensor {
        withRow(row, turn) { row in
            Tensor(rowType) { $0.copyMemory(from: UnsafeRawBufferPointer(row)) }
        }
    }

    private func withRow<Result>(
        _ row: Int, _ turn: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        let size = rowType.byteCount
        return buffer(turn).withBytes { bytes in
            body(UnsafeMutableRawBufferPointer(rebasing: bytes[(row * size)..<((row + 1) * size)]))
        }
    }
}
