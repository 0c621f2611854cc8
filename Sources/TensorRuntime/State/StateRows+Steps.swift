extension StateRows {
    /// Whether all streams can take a step's rows.
    ///
    /// - Parameter new: The rows of each cache, nil for one that nothing is added to.
    func checkRoom(_ new: [TensorBuffer?]) throws(StateError) {
        for (slot, new) in zip(cached, new) where !slot.isRing {
            guard let steps = new?.shape[2] else { continue }
            for row in 0..<count where position(row, slot.positions) + steps > slot.capacity {
                throw .cacheFull(
                    row: row, position: position(row, slot.positions), steps: steps,
                    capacity: slot.capacity)
            }
        }
    }

    /// A step is done: its new rows go into the caches, and kept buffers change places.
    func advance(_ new: [TensorBuffer?]) {
        for (slot, new) in zip(cached, new) {
            guard let new else { continue }
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
            let first = cached.indices.first {
                cached[$0].positions == input && new[$0] != nil
            }
            guard let first, let steps = new[first]?.shape[2] else { continue }
            for row in 0..<count { setPosition(position(row, input) + steps, row, input) }
        }
        turn ^= 1
    }
}
