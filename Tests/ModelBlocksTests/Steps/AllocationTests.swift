import ModelBlocks
import TensorRuntime
import Testing

/// A bound step takes nothing from the heap on our side, however long a stream is.
@Suite(.enabled(if: Allocations.areCounted, Allocations.notCounted), .serialized)
struct AllocationTests {
    /// A model whose calls do nothing, so that all that remains is ours.
    private final class Nothing: LoadedModel {
        let inputs: [Port]
        let outputs: [Port]
        let memory = 0

        init(_ graph: Graph) { (inputs, outputs) = (graph.inputPorts, graph.outputPorts) }

        func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] { [] }

        func bind(
            inputs: [TensorBuffer], outputs: [TensorBuffer]
        ) throws(ExecutionError) -> any BoundCall { Call() }

        private final class Call: BoundCall {
            func run() throws(ExecutionError) {}
        }
    }

    /// The codec: tails, overlaps, recurrent states and caches that turn over.
    private func streams(_ count: Int) throws -> StateBatch {
        let batch = try StateBatch(
            Codec.graph(stepping: true), rows: 3, sizes: ["capacity": 9])
        for _ in 0..<count { _ = try batch.join() }
        return batch
    }

    @Test func `what is allocated is counted, and by whom`() {
        var kept: [[Int]] = []
        kept.reserveCapacity(8)
        let taken = Allocations.during { kept.append([Int](repeating: 1, count: 100)) }
        #expect(taken == Allocations(all: 1, ours: 1))
        #expect(Allocations.during { kept[0][3] += 1 } == Allocations(all: 0, ours: 0))
    }

    @Test(arguments: [1, 3])
    func `streams' states go from step to step without an allocation`(count: Int) throws {
        let batch = try streams(count)
        let model = Nothing(batch.graph)
        let call = try batch.call(model, sizes: ["frames": 1])
        try call.run()
        let taken = try Allocations.during { for _ in 0..<40 { try call.run() } }
        #expect(taken == Allocations(all: 0, ours: 0))
        #expect(try batch.position(of: count - 1) == 41)
    }

    @Test(
        .enabled(if: !Bindable.all.isEmpty, "no runtime library is installed"),
        arguments: Bindable.all)
    func `a runtime's bound step allocates nothing of ours`(_ executor: Bindable) throws {
        let batch = try streams(2)
        var options = ExecutionOptions(threads: 1)
        options.shapes = .exact
        let model = try executor.executor.load(
            .graph(batch.graph, .random(for: batch.graph, seed: 21)), options)
        let call = try batch.call(model, sizes: ["frames": 1])
        // Libraries find their buffers in the first runs.
        for _ in 0..<3 { try call.run() }
        let taken = try Allocations.during { for _ in 0..<20 { try call.run() } }
        #expect(taken.ours == 0)
    }

    /// A runtime that reads and writes bound buffers in place. libtorch allocates its results.
    struct Bindable: Sendable, CustomTestStringConvertible {
        let executor: any Executor
        var testDescription: String { executor.name }

        static let all: [Bindable] =
            [try? OnnxRuntimeExecutor() as any Executor, try? OpenVINOExecutor()].compactMap { $0 }
            .map { Bindable(executor: $0) }
    }
}
