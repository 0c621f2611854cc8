extension StateRows {
    /// Whether all streams can take a step's rows.
    ///
    /// - Parameter new: The rows of each cache, nil for one that nothing is added to.
    func checkRoom(_ new: [TensorBuffer?]) throws(StateError) {
        for index in cached.indices {
            let slot = cached[index]
            guard !slot.isRing, let steps = new[index]?.shape[2] else { continue }
            for row in 0..<count where position(row, slot.positions) + steps > slot.capacity {
                throw .cacheFull(
                    row: row, position: position(row, slot.positions), steps: steps,
                    capacity: slot.capacity)
            }
        }
    }

    /// A step is done: its new rows go into the caches, and kept buffers change places.
    ///
    /// As all of a step it allocates nothing, in debug builds too, where iterators and closures
    /// of generic sequences would: hence the indices.
    func advance(_ new: [TensorBuffer?]) {
        for index in cached.indices {
            guard let new = new[index] else { continue }
            let slot = cached[index]
            new.withBytes { bytes in
                let size = bytes.count / max(count, 1)
                for row in 0..<count {
                    slot.write(
                        UnsafeRawBufferPointer(
                            rebasing: bytes[(row * size)..<((row + 1) * size)]),
                        steps: new.shape[2], row: row, position: position(row, slot.positions))
                }
            }
        }
        for input in positionNames.indices {
            // Caches of an input grow by the same rows.
            var steps = 0
            for index in cached.indices where cached[index].positions == input {
                if let new = new[index] { steps = new.shape[2] }
            }
            for row in 0..<count { setPosition(position(row, input) + steps, row, input) }
        }
        turn ^= 1
    }
}
