/// The states of streams that run in one call, each at its own position (continuous batching).
///
/// Streams are rows of buffers that calls are bound to. One that joins takes the row behind the
/// last; one that leaves is replaced by the last. What a step keeps goes to a second buffer that
/// changes places with the first, and caches are only added to: nothing is copied from step to
/// step but the new rows of caches.
///
/// Not `Sendable`: one thread at a time, as the calls it makes.
public final class StateBatch {
    /// The network whose states these are.
    public let graph: Graph
    /// Streams that there is room for.
    public let rows: Int
    /// Streams that are there: rows below this.
    public private(set) var count = 0

    let batchSymbol: String
    let sizes: [String: Int]
    private let kept: [KeptRows]
    private let cached: [CachedRows]
    /// int64 `[rows]` for each input of positions.
    private let positionBuffers: [String: TensorBuffer]
    /// Which of a slot's two buffers the next step reads.
    private(set) var turn = 0
    private var calls: [CallKey: StepCall] = [:]

    struct CallKey: Hashable {
        let model: ObjectIdentifier
        let count: Int
        let sizes: [String: Int]
    }

    /// Room for streams.
    ///
    /// - Parameters:
    ///   - graph: A network built for stepping.
    ///   - rows: Streams that can be there at once.
    ///   - sizes: Sizes of the symbols that states and caches have besides the batch, such as
    ///     `capacity`: the frames that a stream may have, or of a window its length.
    /// - Throws: ``StateError``, for a network that keeps nothing or a size that is missing.
    public init(_ graph: Graph, rows: Int, sizes: [String: Int] = [:]) throws(StateError) {
        self.graph = graph
        self.rows = rows
        self.sizes = sizes
        guard rows > 0 else {
            throw .wrongSize(symbol: "rows", reason: "is \(rows), it begins at 1")
        }
        try Self.check(sizes)
        guard let first = graph.states.first?.input ?? graph.caches.first?.input,
            let batch = graph.values[first].shape.first?.symbolName
        else {
            throw .unfit(
                network: graph.name, slot: "its state",
                reason: "is missing or has no symbol for the batch as axis 0; build it with "
                    + "stepping: true")
        }
        batchSymbol = batch
        var kept: [KeptRows] = []
        for slot in graph.states {
            kept.append(
                KeptRows(
                    slot.name,
                    try Self.rowType(slot.name, slot.input, graph, batch, sizes, rows: rows),
                    rows: rows))
        }
        self.kept = kept
        var cached: [CachedRows] = []
        var buffers: [String: TensorBuffer] = [:]
        for slot in graph.caches {
            let row = try Self.rowType(slot.name, slot.input, graph, batch, sizes, rows: rows)
            let needed = (slot.window ?? 2) - 1
            guard row.shape[1] >= max(needed, 1) else {
                throw .wrongSize(
                    symbol: "\(graph.values[slot.input].shape[2])",
                    reason: "is \(row.shape[1]), \(slot.name) needs \(max(needed, 1))")
            }
            guard let input = graph.inputs.first(where: { $0.value == slot.positions }) else {
                throw .unfit(
                    network: graph.name, slot: slot.name, reason: "has no input for positions")
            }
            cached.append(
                CachedRows(
                    name: slot.name, positions: input.name, isRing: slot.window != nil,
                    buffer: TensorBuffer(TensorType(row.element, [rows] + row.shape))))
            if buffers[input.name] == nil {
                buffers[input.name] = TensorBuffer(TensorType(.int64, [rows]))
            }
        }
        self.cached = cached
        positionBuffers = buffers
    }

    /// Refuses sizes that no memory has, before anything is multiplied with them.
    static func check(_ sizes: [String: Int]) throws(StateError) {
        for (symbol, size) in sizes.sorted(by: { $0.key < $1.key }) {
            guard size >= 0 else {
                throw .wrongSize(symbol: symbol, reason: "is \(size), it begins at 0")
            }
            guard size <= 1 << 26 else {
                throw .wrongSize(symbol: symbol, reason: "is \(size), more than memory holds")
            }
        }
    }

    private static func rowType(
        _ name: String, _ value: Graph.ValueID, _ graph: Graph, _ batch: String,
        _ sizes: [String: Int], rows: Int
    ) throws(StateError) -> TensorType {
        let type = graph.values[value]
        guard type.shape.first?.symbolName == batch else {
            throw .unfit(network: graph.name, slot: name, reason: "has no axis 0 \(batch)")
        }
        var shape: [Int] = []
        for size in type.shape.dropFirst() {
            guard let number = size.size(where: sizes) else {
                throw .wrongSize(symbol: "\(size)", reason: "is not given, \(name) has it")
            }
            shape.append(number)
        }
        guard TensorType(type.element, checking: [rows] + shape) != nil else {
            throw .wrongSize(symbol: "\(type)", reason: "is impossible with \(sizes)")
        }
        return TensorType(type.element, shape)
    }

    /// Bytes of all buffers.
    public var byteCount: Int {
        kept.reduce(0) { $0 + 2 * $1.buffer(0).type.byteCount }
            + cached.reduce(0) { $0 + $1.buffer.type.byteCount }
    }

    // MARK: Streams come and go

    /// A stream joins as the last row.
    ///
    /// - Parameter state: What it had in this or another batch; nil: it begins.
    /// - Returns: Its row.
    public func join(_ state: State? = nil) throws(StateError) -> Int {
        guard count < rows else { throw .batchFull(rows: rows) }
        let row = count
        guard let state else {
            for slot in kept { slot.clear(row, turn) }
            for name in positionBuffers.keys { setPosition(0, row, name) }
            count += 1
            return row
        }
        for slot in kept where state.kept[slot.name]?.type != slot.rowType {
            throw .otherNetwork(
                slot: slot.name,
                reason: "is \(state.kept[slot.name].map { "\($0.type)" } ?? "missing"), not "
                    + "\(slot.rowType)")
        }
        for slot in cached { try check(state, slot, row) }
        for slot in kept { slot.write(state.kept[slot.name]!, row, turn) }
        for slot in cached {
            let rows = state.cached[slot.name]!
            rows.withBytes {
                slot.write(
                    $0, steps: rows.shape[1], row: row,
                    position: state.positions[slot.positions]! - rows.shape[1])
            }
        }
        for name in positionBuffers.keys { setPosition(state.positions[name]!, row, name) }
        count += 1
        return row
    }

    private func check(_ state: State, _ slot: CachedRows, _ row: Int) throws(StateError) {
        guard let rows = state.cached[slot.name], let position = state.positions[slot.positions],
            rows.element == slot.buffer.type.element, rows.shape.count == 3,
            rows.shape[0] == slot.heads, rows.shape[2] == slot.buffer.shape[3],
            rows.shape[1] == position || (slot.isRing && rows.shape[1] < position)
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
            for slot in kept { slot.move(last, to: row, turn) }
            for slot in cached {
                slot.move(last, to: row, position: position(last, slot.positions))
            }
            for name in positionBuffers.keys { setPosition(position(last, name), row, name) }
        }
        count = last
    }

    /// A copy of what a stream has.
    public func state(of row: Int) throws(StateError) -> State {
        guard (0..<count).contains(row) else { throw .noSuchRow(row: row, count: count) }
        return State(
            kept: Dictionary(
                uniqueKeysWithValues: kept.map { ($0.name, $0.read(row, turn)) }),
            cached: Dictionary(
                uniqueKeysWithValues: cached.map {
                    ($0.name, $0.read(row: row, position: position(row, $0.positions)))
                }),
            positions: positionBuffers.keys.reduce(into: [:]) { $0[$1] = position(row, $1) })
    }

    /// How many rows a stream has behind it in the caches of an input of positions.
    public func position(of row: Int, _ input: String = "positions") throws(StateError) -> Int {
        guard (0..<count).contains(row) else { throw .noSuchRow(row: row, count: count) }
        guard positionBuffers[input] != nil else {
            throw .otherNetwork(slot: input, reason: "tells no positions of caches")
        }
        return position(row, input)
    }

    private func position(_ row: Int, _ input: String) -> Int {
        positionBuffers[input]!.withElements(as: Int64.self) { Int($0[row]) }
    }

    private func setPosition(_ position: Int, _ row: Int, _ input: String) {
        positionBuffers[input]!.withElements(as: Int64.self) { $0[row] = Int64(position) }
    }

    // MARK: Steps

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
