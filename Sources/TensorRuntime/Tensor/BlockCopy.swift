/// Copying the part that two shapes have in common: all that lies at the front of every axis.
enum BlockCopy {
    /// Copies what both have. The rest of the destination stays as it is.
    ///
    /// - Precondition: The shapes have as many axes, and memory for their elements.
    static func copy(
        from source: UnsafeRawBufferPointer, shaped from: [Int],
        to destination: UnsafeMutableRawBufferPointer, shaped to: [Int], elementSize: Int
    ) {
        precondition(from.count == to.count)
        let common = zip(from, to).map { min($0, $1) }
        guard !common.contains(0) else { return }
        // Axes at the end that are whole in both are one piece of memory.
        var split = from.count
        var piece = elementSize
        while split > 0, from[split - 1] == to[split - 1] {
            split -= 1
            piece *= from[split]
        }
        guard split > 0 else {
            destination.baseAddress!.copyMemory(from: source.baseAddress!, byteCount: piece)
            return
        }
        let run = piece * common[split - 1]
        let fromStrides = strides(from, split, piece)
        let toStrides = strides(to, split, piece)
        var index = [Int](repeating: 0, count: split - 1)
        while true {
            var fromOffset = 0
            var toOffset = 0
            for axis in index.indices {
                fromOffset += index[axis] * fromStrides[axis]
                toOffset += index[axis] * toStrides[axis]
            }
            (destination.baseAddress! + toOffset).copyMemory(
                from: source.baseAddress! + fromOffset, byteCount: run)
            var axis = index.count - 1
            while axis >= 0 {
                index[axis] += 1
                if index[axis] < common[axis] { break }
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }

    /// Bytes from one index to the next, for the axes before a split.
    private static func strides(_ shape: [Int], _ split: Int, _ piece: Int) -> [Int] {
        var strides = [Int](repeating: piece, count: split)
        for axis in stride(from: split - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * shape[axis + 1]
        }
        return strides
    }
}
