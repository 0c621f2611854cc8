extension StateBatch {
    /// The call that takes all streams that are there a step further.
    ///
    /// Calls are kept: the same sizes and streams bring the same call, with the same buffers.
    ///
    /// - Parameters:
    ///   - model: The network, loaded.
    ///   - sizes: Sizes of the inputs' symbols besides the batch, such as `frames`.
    public func call(
        _ model: any LoadedModel, sizes: [String: Int] = [:]
    ) throws(StateError) -> StepCall {
        let key = CallKey(model: ObjectIdentifier(model), count: count, sizes: sizes)
        if let call = calls[key] { return call }
        try Self.check(sizes)
        let call = try StepCall(self, model, sizes)
        // Whoever has many different steps needn't keep the memory of all.
        if calls.count >= 32 { calls.removeAll() }
        calls[key] = call
        return call
    }

    /// The buffer that an input is read from in a turn, if it is one of the batch's.
    func input(_ port: String, _ turn: Int) -> TensorBuffer? {
        if let slot = kept.first(where: { "state.\($0.name)" == port }) { return slot.buffer(turn) }
        if let slot = cached.first(where: { "cache.\($0.name)" == port }) { return slot.buffer }
        return positionBuffers[port]
    }

    /// The buffer that an output is written to in a turn, if it is one of the batch's.
    func output(_ port: String, _ turn: Int) -> TensorBuffer? {
        kept.first { "next.\($0.name)" == port }?.buffer(turn + 1)
    }

    /// Whether all streams can take as many rows.
    func checkRoom(_ steps: [String: Int]) throws(StateError) {
        for slot in cached where !slot.isRing {
            guard let steps = steps[slot.name] else { continue }
            for row in 0..<count where position(row, slot.positions) + steps > slot.capacity {
                throw .cacheFull(
                    row: row, position: position(row, slot.positions), steps: steps,
                    capacity: slot.capacity)
            }
        }
    }

    /// A step is done: its new rows go into the caches, and kept buffers change places.
    func advance(_ new: [String: TensorBuffer]) {
        var moved: [String: Int] = [:]
        for slot in cached {
            guard let rows = new[slot.name] else { continue }
            let steps = rows.shape[2]
            moved[slot.positions] = steps
            rows.withBytes { bytes in
                let size = bytes.count / max(count, 1)
                for row in 0..<count {
                    slot.write(
                        UnsafeRawBufferPointer(
                            rebasing: bytes[(row * size)..<((row + 1) * size)]),
                        steps: steps, row: row, position: position(row, slot.positions))
                }
            }
        }
        for (name, steps) in moved {
            for row in 0..<count { setPosition(position(row, name) + steps, row, name) }
        }
        turn ^= 1
    }
}
