import TensorRuntime
import Testing

/// Networks of ours on every executor that is here.
@Suite struct GraphExecutionTests {
    /// Weights above a kilobyte, so that they lie beside the model.
    private func network() throws -> (Graph, WeightStore) {
        let graph = try Graph("upsampler") { net in
            let x = net.input("x", ["batch", "frames", 32])
            let skip = net.input("skip", ["batch", .symbol("frames") * 2, 32])
            let y = net.apply(.linear, x, net.parameter("weight", [64, 32]))
            return ["y": y.reshaped(["batch", .symbol("frames") * 2, 32]) + skip]
        }
        let values: [Float] = (0..<64 * 32).map { index in Float((index * 7919) % 997) / 997 - 0.5 }
        let weight = Tensor(values, shape: [64, 32])
        return (graph, WeightStore(["weight": weight]))
    }

    @Test(arguments: GraphExecutors.names)
    func `weights beside the model are those that were given`(name: String) throws {
        let (graph, weights) = try network()
        let model = try GraphExecutors.named(name).load(.graph(graph, weights), .oneThread)
        #expect(model.inputs == graph.inputPorts)
        #expect(model.memory >= weights.byteCount)
        let x = Tensor((0..<96).map { Float($0 % 13) / 13 }, shape: [1, 3, 32])
        let skip = Tensor([Float](repeating: 1, count: 192), shape: [1, 6, 32])
        let y = try model.run([x, skip])[0]
        let w = try #require(weights["weight"]).floats()
        let values = x.floats()
        var expected: [Float] = []
        for frame in 0..<3 {
            for out in 0..<64 {
                var sum: Float = 1
                for index in 0..<32 { sum += values[frame * 32 + index] * w[out * 32 + index] }
                expected.append(sum)
            }
        }
        #expect(y.shape == [1, 6, 32])
        #expect(largestDifference(y.floats(), expected) < 1e-5)
    }

    @Test(arguments: GraphExecutors.names)
    func `sizes that follow from others are checked before running`(name: String) throws {
        let (graph, weights) = try network()
        let model = try GraphExecutors.named(name).load(.graph(graph, weights), .oneThread)
        let x = TensorType(.float32, [1, 3, 32])
        let error = executionError {
            _ = try model.run([
                Tensor(zeros: x), Tensor(zeros: TensorType(.float32, [1, 5, 32])),
            ])
        }
        guard case .wrongInput("skip", _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let mismatch = executionError {
            _ = try model.bind(
                inputs: [TensorBuffer(x), TensorBuffer(TensorType(.float32, [1, 6, 32]))],
                outputs: [TensorBuffer(TensorType(.float32, [1, 3, 32]))])
        }
        #expect(
            mismatch
                == .wrongOutput(
                    name: "y", expected: "float32[1, 6, 32]", got: "float32[1, 3, 32]"))
    }

    @Test(arguments: GraphExecutors.names)
    func `buckets of a symbol reach all sizes that follow from it`(name: String) throws {
        let (graph, weights) = try network()
        var options = ExecutionOptions.oneThread
        options.shapes = .buckets(["frames": [4, 8]])
        let bucketed = try GraphExecutors.named(name).load(.graph(graph, weights), options)
        let exact = try GraphExecutors.named(name).load(.graph(graph, weights), .oneThread)
        for frames in [3, 4, 5] {
            let x = Tensor(
                (0..<frames * 32).map { Float($0 % 7) }, shape: [1, frames, 32])
            let skip = Tensor(
                (0..<frames * 64).map { Float($0 % 5) }, shape: [1, frames * 2, 32])
            let a = try bucketed.run([x, skip])[0]
            let b = try exact.run([x, skip])[0]
            #expect(a.shape == [1, frames * 2, 32])
            #expect(largestDifference(a.floats(), b.floats()) < 1e-4)
        }
    }

    @Test(arguments: GraphExecutors.names)
    func `a missing weight is named`(name: String) throws {
        let (graph, _) = try network()
        let error = executionError {
            _ = try GraphExecutors.named(name).load(.graph(graph, WeightStore()), .oneThread)
        }
        guard case .wrongWeight("weight", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
