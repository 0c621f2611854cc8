import Synchronization
import TensorRuntime
import Testing

/// Streams in batches, with a network that Swift computes.
struct StateBatchTests {
    /// Keeps a running sum and caches what comes in.
    private static func graph(window: Int? = nil) throws -> Graph {
        try Graph("sum", stepping: true) { net in
            let x = net.input("x", ["batch", "frames"])
            let positions = net.input("positions", ["batch"], as: .int64)
            let layer = net / "layer"
            let sum = layer.kept("sum", ["batch"]) + x.sum(1)
            layer.keep(sum, as: "sum")
            let rows = x.reshaped(["batch", 1, "frames", 1])
            let cache = layer.cached(
                "rows", adding: rows, capacity: "capacity", positions: positions, window: window)
            return ["sum": sum, "cached": cache.sum(1, 2, 3)]
        }
    }

    /// What the network above means.
    private final class Model: LoadedModel {
        let inputs: [Port]
        let outputs: [Port]
        let memory = 0
        let runs = Mutex(0)

        init(_ graph: Graph) {
            inputs = graph.inputPorts
            outputs = graph.outputPorts
        }

        func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] {
            throw .failed(model: "sum", reason: "it is only bound")
        }

        func bind(
            inputs: [TensorBuffer], outputs: [TensorBuffer]
        ) throws(ExecutionError) -> any BoundCall {
            Call(
                model: self,
                inputs: Dictionary(uniqueKeysWithValues: zip(self.inputs.map(\.name), inputs)),
                outputs: Dictionary(uniqueKeysWithValues: zip(self.outputs.map(\.name), outputs)))
        }

        struct CallFailure {}

        final class Call: BoundCall {
            let model: Model
            let inputs: [String: TensorBuffer]
            let outputs: [String: TensorBuffer]
            init(model: Model, inputs: [String: TensorBuffer], outputs: [String: TensorBuffer]) {
                (self.model, self.inputs, self.outputs) = (model, inputs, outputs)
            }

            func run() throws(ExecutionError) {
                model.runs.withLock { $0 += 1 }
                let x = inputs["x"]!.snapshot()
                let (batch, frames) = (x.shape[0], x.shape[1])
                let numbers = x.floats()
                guard !numbers.contains(where: \.isNaN) else {
                    throw .failed(model: "sum", reason: "not a number")
                }
                let before = inputs["state.layer.sum"]!.snapshot().floats()
                let cache = inputs["cache.layer.rows"]!.snapshot()
                let positions = inputs["positions"]!.snapshot().elements(as: Int64.self)!
                for row in 0..<batch {
                    let own = numbers[(row * frames)..<((row + 1) * frames)]
                    let capacity = cache.shape[2]
                    let filled = min(Int(positions[row]), capacity)
                    let cached = cache.floats()[(row * capacity)..<(row * capacity + filled)]
                    let sum = before[row] + own.reduce(0, +)
                    outputs["sum"]!.withElements(as: Float.self) { $0[row] = sum }
                    outputs["next.layer.sum"]!.withElements(as: Float.self) { $0[row] = sum }
                    outputs["cached"]!.withElements(as: Float.self) {
                        $0[row] = cached.reduce(0, +)
                    }
                    outputs["new.layer.rows"]!.withElements(as: Float.self) { rows in
                        for (index, number) in own.enumerated() {
                            rows[row * frames + index] = number
                        }
                    }
                }
            }
        }
    }

    private func step(_ batch: StateBatch, _ model: Model, _ rows: [[Float]]) throws -> StepCall {
        let call = try batch.call(model, sizes: ["frames": rows[0].count])
        call.inputs["x"]!.withElements(as: Float.self) { x in
            for (index, number) in rows.joined().enumerated() { x[index] = number }
        }
        try call.run()
        return call
    }

    private func floats(_ call: StepCall, _ output: String) -> [Float] {
        call.outputs[output]!.snapshot().floats()
    }

    private func error(_ body: () throws -> Void) -> StateError? {
        do {
            try body()
            return nil
        } catch {
            return error as? StateError
        }
    }

    @Test func `rows join, step, leave and come back`() throws {
        let graph = try Self.graph()
        let model = Model(graph)
        let batch = try StateBatch(graph, rows: 3, sizes: ["capacity": 8])
        for row in 0..<3 { #expect(try batch.join() == row) }
        #expect(
            floats(try step(batch, model, [[1, 2], [10, 20], [100, 200]]), "sum") == [3, 30, 300])
        // The last takes the place of the first.
        let first = try batch.leave(0)
        #expect(batch.count == 2)
        let call = try step(batch, model, [[400], [40]])
        #expect(floats(call, "sum") == [700, 70])
        #expect(floats(call, "cached") == [300, 30])
        #expect(try batch.position(of: 0) == 3)
        #expect(first.positions == ["positions": 2])
        #expect(first.cached["layer.rows"]?.floats() == [1, 2])
        #expect(first.kept["layer.sum"]?.floats() == [3])
        #expect(try batch.join(first) == 2)
        #expect(floats(try step(batch, model, [[0], [0], [4]]), "sum") == [700, 70, 7])
        // A new stream in a used row begins with nothing.
        try batch.remove(1)
        #expect(try batch.join() == 2)
        let last = try step(batch, model, [[0], [0], [5]])
        #expect(floats(last, "sum") == [700, 7, 5])
        #expect(floats(last, "cached") == [700, 7, 0])
    }

    @Test func `calls are kept for as long as streams and sizes are the same`() throws {
        let graph = try Self.graph()
        let model = Model(graph)
        let batch = try StateBatch(graph, rows: 2, sizes: ["capacity": 64])
        _ = try batch.join()
        let one = try batch.call(model, sizes: ["frames": 1])
        #expect(try batch.call(model, sizes: ["frames": 1]) === one)
        #expect(try batch.call(model, sizes: ["frames": 2]) !== one)
        _ = try batch.join()
        #expect(error { try one.run() } == .batchChanged(callFor: 1, count: 2))
        try batch.remove(1)
        try one.run()
        #expect(try batch.position(of: 0) == 1)
    }

    @Test func `a ring keeps the newest rows, whatever the steps`() throws {
        let graph = try Self.graph(window: 4)
        let model = Model(graph)
        let batch = try StateBatch(graph, rows: 1, sizes: ["capacity": 5])
        _ = try batch.join()
        var next: Float = 0
        for count in [1, 3, 2, 7, 1, 12, 4] {
            let numbers = (0..<count).map { next + Float($0) }
            next += Float(count)
            _ = try step(batch, model, [numbers])
            let rows = try batch.state(of: 0).cached["layer.rows"]!.floats()
            let newest = (0..<min(Int(next), 5)).reversed().map { next - 1 - Float($0) }
            #expect(rows == newest)
        }
        // Into a ring of another size.
        let state = try batch.leave(0)
        let other = try StateBatch(graph, rows: 2, sizes: ["capacity": 3])
        _ = try other.join()
        #expect(try other.join(state) == 1)
        #expect(try other.state(of: 1).cached["layer.rows"]!.floats() == [27, 28, 29])
        #expect(try other.position(of: 1) == 30)
    }

    @Test func `what can't be is told before anything runs`() throws {
        let graph = try Self.graph()
        let model = Model(graph)
        let batch = try StateBatch(graph, rows: 2, sizes: ["capacity": 3])
        #expect(
            error { _ = try batch.call(model, sizes: ["frames": 1]) }
                == .noSuchRow(row: 0, count: 0))
        _ = try batch.join()
        _ = try batch.join()
        #expect(error { _ = try batch.join() } == .batchFull(rows: 2))
        #expect(error { try batch.remove(2) } == .noSuchRow(row: 2, count: 2))
        #expect(error { _ = try batch.leave(-1) } == .noSuchRow(row: -1, count: 2))
        _ = try step(batch, model, [[1, 1], [2, 2]])
        let runs = model.runs.withLock { $0 }
        #expect(
            error { _ = try step(batch, model, [[1, 1], [2, 2]]) }
                == .cacheFull(row: 0, position: 2, steps: 2, capacity: 3))
        #expect(model.runs.withLock { $0 } == runs)
        #expect(
            error { _ = try batch.call(model) }
                == .wrongSize(symbol: "frames", reason: "is not given, x has it"))
        #expect(
            error { _ = try batch.call(model, sizes: ["frames": -1]) }
                == .wrongSize(symbol: "frames", reason: "is -1, it begins at 0"))
        let small = try StateBatch(graph, rows: 1, sizes: ["capacity": 1])
        #expect(
            error { _ = try small.join(batch.state(of: 0)) }
                == .cacheFull(row: 0, position: 2, steps: 0, capacity: 1))
    }

    @Test func `a step that fails leaves streams where they were`() throws {
        let graph = try Self.graph()
        let model = Model(graph)
        let batch = try StateBatch(graph, rows: 1, sizes: ["capacity": 8])
        _ = try batch.join()
        _ = try step(batch, model, [[2]])
        let before = try batch.state(of: 0)
        #expect(
            error { _ = try step(batch, model, [[.nan]]) }
                == .execution(.failed(model: "sum", reason: "not a number")))
        #expect(try batch.state(of: 0) == before)
        #expect(floats(try step(batch, model, [[3]]), "sum") == [5])
    }

    @Test func `a call outlives its batch`() throws {
        let graph = try Self.graph()
        var batch: StateBatch? = try StateBatch(graph, rows: 1, sizes: ["capacity": 8])
        _ = try batch?.join()
        let call = try #require(try batch?.call(Model(graph), sizes: ["frames": 1]))
        batch = nil
        call.inputs["x"]!.withElements(as: Float.self) { $0[0] = 4 }
        try call.run()
        try call.run()
        #expect(floats(call, "sum") == [8])
        #expect(floats(call, "cached") == [4])
    }

    @Test func `a state with fewer rows than a window looks at is refused`() throws {
        let (narrow, wide) = (try Self.graph(window: 2), try Self.graph(window: 6))
        let model = Model(narrow)
        let batch = try StateBatch(narrow, rows: 1, sizes: ["capacity": 1])
        let taker = try StateBatch(wide, rows: 1, sizes: ["capacity": 5])
        _ = try batch.join()
        _ = try step(batch, model, [[1]])
        _ = try taker.join(batch.state(of: 0))
        try taker.remove(0)
        _ = try step(batch, model, [[2, 3]])
        let state = try batch.leave(0)
        guard case .otherNetwork("layer.rows", _)? = error({ _ = try taker.join(state) }) else {
            Issue.record("rows that are missing would have been looked at")
            return
        }
    }

    @Test func `caches that can't be are refused`() {
        func refusal(_ build: @escaping (Layer) -> Value) -> GraphError? {
            do {
                _ = try Graph("net", stepping: true) { ["y": build($0 / "attention")] }
                return nil
            } catch {
                return error
            }
        }
        func rows(_ layer: Layer) -> Value { layer.input("x", ["batch", 2, "frames", 4]) }
        func positions(_ layer: Layer) -> Value { layer.input("at", ["batch"], as: .int64) }
        let attempts: [GraphError?] = [
            // Positions that aren't an input, or of another type.
            refusal {
                $0.cached(
                    "keys", adding: rows($0), capacity: "room", positions: positions($0) + 1)
            },
            refusal {
                $0.cached(
                    "keys", adding: rows($0), capacity: "room", positions: $0.input("at", ["batch"])
                )
            },
            // Rows of another rank, a capacity that is the step's length, twice the same.
            refusal {
                $0.cached(
                    "keys", adding: $0.input("x", ["batch", "frames", 4]), capacity: "room",
                    positions: positions($0))
            },
            refusal {
                $0.cached("keys", adding: rows($0), capacity: "frames", positions: positions($0))
            },
            refusal {
                let (rows, positions) = (rows($0), positions($0))
                _ = $0.cached("keys", adding: rows, capacity: "room", positions: positions)
                return $0.cached("keys", adding: rows, capacity: "room", positions: positions)
            },
            refusal {
                $0.cached(
                    "keys", adding: rows($0), capacity: "room", positions: positions($0), window: 0)
            },
            refusal { $0.remembered("text", ["batch", "room", 4], lengths: positions($0)) },
        ]
        for (index, error) in attempts.enumerated() {
            #expect(error?.layer == "attention", "attempt \(index): \(error as Any)")
        }
    }

    @Test func `networks that can't be stepped in batches are refused`() throws {
        let plain = try Graph("plain") { ["y": $0.input("x", ["batch", 2])] }
        guard case .unfit("plain", _, _)? = error({ _ = try StateBatch(plain, rows: 1) }) else {
            Issue.record("a network without state was taken")
            return
        }
        let graph = try Self.graph(window: 4)
        #expect(
            error { _ = try StateBatch(graph, rows: 1) }
                == .wrongSize(symbol: "capacity", reason: "is not given, layer.rows has it"))
        #expect(
            error { _ = try StateBatch(graph, rows: 1, sizes: ["capacity": 2]) }
                == .wrongSize(symbol: "capacity", reason: "is 2, layer.rows needs 3"))
        #expect(
            error { _ = try StateBatch(graph, rows: 0, sizes: ["capacity": 3]) }
                == .wrongSize(symbol: "rows", reason: "is 0, it begins at 1"))
        for sizes in [["capacity": Int.max], ["capacity": -1]] {
            #expect(error { _ = try StateBatch(graph, rows: 3, sizes: sizes) } != nil)
        }
        let other = try Graph("other", stepping: true) { net in
            (net / "a").keep((net / "a").kept("b", ["batch", 2]) + 1, as: "b")
            return [:]
        }
        let batch = try StateBatch(other, rows: 1)
        _ = try batch.join()
        let state = try batch.leave(0)
        let taker = try StateBatch(graph, rows: 1, sizes: ["capacity": 3])
        #expect(
            error { _ = try taker.join(state) }
                == .otherNetwork(slot: "layer.sum", reason: "is missing, not float32[]"))
    }
}
