/// A cache's memory for a batch, `[rows, heads, capacity, width]`: written by the host, read by
/// each step.
struct CachedRows {
    let name: String
    /// Number of the input that tells the positions.
    let positions: Int
    /// How many rows are looked at, the step's own counted; nil: all.
    let window: Int?
    /// Whether a stream has all its rows from the start.
    let isGiven: Bool
    let buffer: TensorBuffer

    var heads: Int { buffer.shape[1] }
    var capacity: Int { buffer.shape[2] }
    /// Whether old rows give way to new ones.
    var isRing: Bool { window != nil }
    /// How many of the newest rows must be there.
    var needed: Int { window.map { $0 - 1 } ?? .max }
    /// Bytes of one head's row.
    private var width: Int { buffer.shape[3] * buffer.type.element.byteCount }

    /// Rows that are there of a stream at a position.
    func used(_ position: Int) -> Int { min(position, capacity) }

    /// Writes a step's rows behind a stream's position.
    ///
    /// - Parameters:
    ///   - new: `[heads, steps, width]`, one stream's.
    ///   - steps: How many rows each head has.
    func write(_ new: UnsafeRawBufferPointer, steps: Int, row: Int, position: Int) {
        // Of more than fit only the newest are kept.
        let first = max(steps - capacity, 0)
        buffer.withBytes { bytes in
            for head in 0..<heads {
                let place = (row * heads + head) * capacity
                var step = first
                while step < steps {
                    let slot = (position + step) % capacity
                    let run = min(steps - step, capacity - slot)
                    let start = (place + slot) * width
                    UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + run * width)])
                        .copyMemory(
                            from: UnsafeRawBufferPointer(
                                rebasing: new[
                                    ((head * steps + step) * width)..<((head * steps + step + run)
                                        * width)]))
                    step += run
                }
            }
        }
    }

    /// The rows of a stream, oldest first, `[heads, rows, width]`.
    func read(row: Int, position: Int) -> Tensor {
        let count = used(position)
        return Tensor(
            TensorType(buffer.type.element, [heads, count, buffer.shape[3]])
        ) { result in
            buffer.withBytes { bytes in
                for head in 0..<heads {
                    let place = (row * heads + head) * capacity
                    var step = 0
                    while step < count {
                        let slot = (position - count + step) % capacity
                        let run = min(count - step, capacity - slot)
                        let (from, to) = ((place + slot) * width, (head * count + step) * width)
                        UnsafeMutableRawBufferPointer(rebasing: result[to..<(to + run * width)])
                            .copyMemory(
                                from: UnsafeRawBufferPointer(
                                    rebasing: bytes[from..<(from + run * width)]))
                        step += run
                    }
                }
            }
        }
    }

    /// Puts a stream's rows in the place of another's; slots keep their numbers.
    func move(_ from: Int, to: Int, position: Int) {
        let bytesUsed = used(position) * width
        buffer.withBytes { bytes in
            for head in 0..<heads {
                let source = (from * heads + head) * capacity * width
                let target = (to * heads + head) * capacity * width
                UnsafeMutableRawBufferPointer(rebasing: bytes[target..<(target + bytesUsed)])
                    .copyMemory(
                        from: UnsafeRawBufferPointer(
                            rebasing: bytes[source..<(source + bytesUsed)]))
            }
        }
    }
}
