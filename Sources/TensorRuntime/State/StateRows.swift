/// The memory of a batch of streams: what they keep, their caches and positions, row by row.
final class StateRows {
    let graph: Graph
    /// Streams that there is room for.
    let rows: Int
    /// Streams that are there: rows below this.
    var count = 0
    /// Which of a slot's two buffers the next step reads.
    var turn = 0
    let batchSymbol: String
    let sizes: [String: Int]
    let kept: [KeptRows]
    let cached: [CachedRows]
    /// The inputs that tell positions.
    let positionNames: [String]
    /// int64 `[rows]` for each of them.
    private let positions: [TensorBuffer]

    init(_ graph: Graph, rows: Int, sizes: [String: Int]) throws(StateError) {
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
        var names: [String] = []
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
            let place = names.firstIndex(of: input.name) ?? names.count
            if place == names.count { names.append(input.name) }
            cached.append(
                CachedRows(
                    name: slot.name, positions: place, window: slot.window,
                    isGiven: slot.output == nil,
                    buffer: TensorBuffer(TensorType(row.element, [rows] + row.shape))))
        }
        self.cached = cached
        positionNames = names
        positions = names.map { _ in TensorBuffer(TensorType(.int64, [rows])) }
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

    // MARK: Positions

    func position(_ row: Int, _ input: Int) -> Int {
        positions[input].withElements(as: Int64.self) { Int($0[row]) }
    }

    func setPosition(_ position: Int, _ row: Int, _ input: Int) {
        positions[input].withElements(as: Int64.self) { $0[row] = Int64(position) }
    }

    // MARK: What calls are bound to

    /// The buffer that an input is read from in a turn, if it is one of the batch's.
    func input(_ port: String, _ turn: Int) -> TensorBuffer? {
        if let slot = kept.first(where: { "state.\($0.name)" == port }) { return slot.buffer(turn) }
        if let slot = cached.first(where: { "cache.\($0.name)" == port }) { return slot.buffer }
        return positionNames.firstIndex(of: port).map { positions[$0] }
    }

    /// The buffer that an output is written to in a turn, if it is one of the batch's.
    func output(_ port: String, _ turn: Int) -> TensorBuffer? {
        kept.first { "next.\($0.name)" == port }?.buffer(turn + 1)
    }
}
