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
    public internal(set) var count = 0

    let batchSymbol: String
    let sizes: [String: Int]
    let kept: [KeptRows]
    let cached: [CachedRows]
    /// int64 `[rows]` for each input of positions.
    let positionBuffers: [String: TensorBuffer]
    /// Which of a slot's two buffers the next step reads.
    var turn = 0
    var calls: [CallKey: StepCall] = [:]

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
                    isGiven: slot.output == nil,
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
}
