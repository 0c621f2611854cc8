extension StateBatch {
    /// A stream joins as the last row.
    ///
    /// - Parameters:
    ///   - state: What it had in this or another batch; nil: it begins.
    ///   - given: Of a stream that begins: what it is given once, by the slots' names,
    ///     `[heads, rows, width]` or with a batch of 1 before.
    /// - Returns: Its row.
    public func join(
        _ state: State? = nil, given: [String: Tensor] = [:]
    ) throws(StateError) -> Int {
        guard count < rows else { throw .batchFull(rows: rows) }
        let row = count
        let state = if let state { state } else { try beginning(given) }
        for slot in memory.kept where state.kept[slot.name]?.type != slot.rowType {
            throw .otherNetwork(
                slot: slot.name,
                reason: "is \(state.kept[slot.name].map { "\($0.type)" } ?? "missing"), not "
                    + "\(slot.rowType)")
        }
        for slot in memory.cached { try check(state, slot, row) }
        for slot in memory.kept { slot.write(state.kept[slot.name]!, row, memory.turn) }
        for slot in memory.cached {
            let rows = state.cached[slot.name]!
            let position = state.positions[memory.positionNames[slot.positions]]!
            rows.withBytes {
                slot.write(
                    $0, steps: rows.shape[1], row: row, position: position - rows.shape[1])
            }
            memory.setPosition(position, row, slot.positions)
        }
        memory.count += 1
        return row
    }

    /// The state of a stream that begins.
    private func beginning(_ given: [String: Tensor]) throws(StateError) -> State {
        var cached: [String: Tensor] = [:]
        var positions = [Int](repeating: 0, count: memory.positionNames.count)
        for slot in memory.cached {
            guard slot.isGiven else {
                cached[slot.name] = slot.read(row: 0, position: 0)
                continue
            }
            guard let rows = given[slot.name], rows.shape.count >= 3,
                rows.shape.count == 3 || (rows.shape.count == 4 && rows.shape[0] == 1)
            else {
                throw .notGiven(
                    slot: slot.name,
                    got: given[slot.name].map { "\($0.type)" } ?? "nothing",
                    wanted: "[\(slot.heads), rows, \(slot.buffer.shape[3])]")
            }
            let shape = Array(rows.shape.suffix(3))
            let other = positions[slot.positions]
            guard other == 0 || other == shape[1] else {
                throw .notGiven(
                    slot: slot.name, got: "\(rows.type)",
                    wanted: "\(other) rows, as the others of "
                        + memory.positionNames[slot.positions])
            }
            cached[slot.name] = rows.reshaped(shape)
            positions[slot.positions] = shape[1]
        }
        return State(
            kept: Dictionary(
                uniqueKeysWithValues: memory.kept.map { ($0.name, Tensor(zeros: $0.rowType)) }),
            cached: cached,
            positions: Dictionary(uniqueKeysWithValues: zip(memory.positionNames, positions)))
    }

    private func check(_ state: State, _ slot: CachedRows, _ row: Int) throws(StateError) {
        guard let rows = state.cached[slot.name],
            let position = state.positions[memory.positionNames[slot.positions]],
            rows.element == slot.buffer.type.element, rows.shape.count == 3,
            rows.shape[0] == slot.heads, rows.shape[2] == slot.buffer.shape[3],
            rows.shape[1] <= position, rows.shape[1] >= min(position, slot.needed)
        else {
            throw .otherNetwork(
                slot: slot.name,
                reason: "is \(state.cached[slot.name].map { "\($0.type)" } ?? "missing"), not of "
                    + "\(slot.heads) heads of \(slot.buffer.shape[3])")
        }
        guard slot.isRing || position <= slot.capacity else {
            throw .cacheFull(row: row, position: position, steps: 0, capacity: slot.capacity)
        }
    }

    /// A stream leaves. The last row takes its place.
    ///
    /// - Returns: What it has, for another batch or a later time.
    @discardableResult
    public func leave(_ row: Int) throws(StateError) -> State {
        let state = try self.state(of: row)
        try remove(row)
        return state
    }

    /// A stream ends. The last row takes its place.
    public func remove(_ row: Int) throws(StateError) {
        guard (0..<count).contains(row) else { throw .noSuchRow(row: row, count: count) }
        let last = count - 1
        if row != last {
            for slot in memory.kept { slot.move(last, to: row, memory.turn) }
            for slot in memory.cached {
                slot.move(last, to: row, position: memory.position(last, slot.positions))
            }
            for input in memory.positionNames.indices {
                memory.setPosition(memory.position(last, input), row, input)
            }
        }
        memory.count = last
    }

    /// A copy of what a stream has.
    public func state(of row: Int) throws(StateError) -> State {
        guard (0..<count).contains(row) else { throw .noSuchRow(row: row, count: count) }
        return State(
            kept: Dictionary(
                uniqueKeysWithValues: memory.kept.map { ($0.name, $0.read(row, memory.turn)) }),
            cached: Dictionary(
                uniqueKeysWithValues: memory.cached.map {
                    ($0.name, $0.read(row: row, position: memory.position(row, $0.positions)))
                }),
            positions: Dictionary(
                uniqueKeysWithValues: memory.positionNames.enumerated().map {
                    ($1, memory.position(row, $0))
                }))
    }

    /// How many rows a stream has behind it in the caches of an input of positions.
    public func position(of row: Int, _ input: String = "positions") throws(StateError) -> Int {
        guard (0..<count).contains(row) else { throw .noSuchRow(row: row, count: count) }
        guard let input = memory.positionNames.firstIndex(of: input) else {
            throw .otherNetwork(slot: input, reason: "tells no positions of caches")
        }
        return memory.position(row, input)
    }
}
