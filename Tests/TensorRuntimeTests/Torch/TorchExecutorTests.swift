import Testing

@testable import TensorRuntime

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct TorchExecutorTests {
    /// y = x · wᵀ + b of any number of frames, beside the last frame.
    private func model(_ options: ExecutionOptions = ExecutionOptions(threads: 1)) throws
        -> any LoadedModel
    {
        try TorchExecutor().load(.graph(try Self.graph(), Self.weights), options)
    }

    private static func graph() throws -> Graph {
        try Graph("net") { net in
            let x = net.input("x", ["batch", "frames", 3])
            let out = net / "out"
            let y = out.apply(
                .linear, x, out.parameter("weight", [2, 3]), out.parameter("bias", [2]))
            let frames = x.size(1)
            return [
                "y": y,
                "last": out.apply(.slice(axis: 1, start: frames - 1, end: frames, step: 1), y),
            ]
        }
    }

    private static let weights = WeightStore([
        "out.weight": Tensor([Float(1), 2, 3, 4, 5, 6], shape: [2, 3]),
        "out.bias": Tensor([Float(10), 20], shape: [2]),
    ])

    private let x = Tensor((0..<12).map { Float($0) }, shape: [2, 2, 3])
    private let y: [Float] = [18, 37, 36, 82, 54, 127, 72, 172]

    @Test func `a network gives what it is defined to give`() throws {
        let model = try model()
        #expect(model.inputs.map(\.description) == ["x float32[batch, frames, 3]"])
        let results = try model.run([x])
        #expect(results[0] == Tensor(y, shape: [2, 2, 2]))
        #expect(results[1] == Tensor([36, 82, 72, 172] as [Float], shape: [2, 1, 2]))
    }

    @Test func `a bound call reads and writes its buffers each time`() throws {
        let input = TensorBuffer(x)
        let outputs = [[2, 2, 2], [2, 1, 2]].map { TensorBuffer(TensorType(.float32, $0)) }
        let call = try model().bind(inputs: [input], outputs: outputs)
        try call.run()
        #expect(outputs[0].snapshot().floats() == y)
        input.withElements(as: Float.self) { $0[0] = 100 }
        try call.run()
        #expect(outputs[0].snapshot().floats()[0] == 118)
    }

    @Test func `a buffer is read or written by a call, not both`() throws {
        let graph = try Graph("copy") { net in ["y": net.input("x", [2]) * 2] }
        let model = try TorchExecutor().load(
            .graph(graph, WeightStore()), ExecutionOptions(threads: 1))
        let x = TensorBuffer(TensorType(.float32, [2]))
        #expect(throws: ExecutionError.self) { try model.bind(inputs: [x], outputs: [x]) }
        let long = TensorBuffer(TensorType(.float32, [3]))
        #expect(throws: ExecutionError.self) { try model.bind(inputs: [x], outputs: [long]) }
    }

    @Test func `bad inputs are refused before anything runs`() throws {
        let model = try model()
        let wrong = [
            [Tensor(zeros: TensorType(.float32, [2, 2, 4]))],
            [Tensor(zeros: TensorType(.float32, [2, 3]))],
            [Tensor(zeros: TensorType(.float64, [2, 2, 3]))],
            [],
        ]
        for inputs in wrong {
            let error = #expect(throws: ExecutionError.self) { try model.run(inputs) }
            guard case .wrongInput? = error else { throw error! }
        }
    }

    @Test func `missing and misshapen weights are named`() throws {
        var weights = Self.weights
        weights["out.bias"] = Tensor([Float(1)], shape: [1])
        let graph = try Self.graph()
        let executor = try TorchExecutor()
        #expect(
            throws: ExecutionError.wrongWeight(
                name: "out.bias", reason: "it is float32[1], net needs float32[2]")
        ) { try executor.load(.graph(graph, weights), ExecutionOptions()) }
        weights["out.bias"] = nil
        let error = #expect(throws: ExecutionError.self) {
            try executor.load(.graph(graph, weights), ExecutionOptions())
        }
        #expect(error?.description.contains("out.bias") == true)
    }

    @Test func `settings that can't be followed are refused`() throws {
        var options: [ExecutionOptions] = Array(repeating: ExecutionOptions(), count: 6)
        options[0].cores = [0]
        options[1].spins = true
        options[2].device = "TPU"
        options[3].precision = .int8
        options[4].threads = -1
        options[5].memoryLimit = 8
        for options in options {
            #expect(throws: ExecutionError.self) { try model(options) }
        }
    }

    @Test func `an ONNX file is for other executors`() throws {
        let executor = try TorchExecutor()
        let error = #expect(throws: ExecutionError.self) {
            try executor.load(.onnx(path: "net.onnx"), ExecutionOptions())
        }
        guard case .unsupported? = error else { throw error! }
    }

    @Test func `what libtorch refuses is told with its layer`() throws {
        let graph = try Graph("net") { net in
            let x = net.input("x", ["n"], as: .int64)
            return ["y": (net / "table").parameter("weight", [4, 2]).gather(x)]
        }
        let weights = WeightStore(["table.weight": Tensor(zeros: TensorType(.float32, [4, 2]))])
        let model = try TorchExecutor().load(.graph(graph, weights), ExecutionOptions(threads: 1))
        let error = #expect(throws: ExecutionError.self) {
            try model.run([Tensor([Int64(9)], shape: [1])])
        }
        #expect(error?.description.contains("table") == true)
    }

    @Test func `products in bfloat16 stay near`() throws {
        var options = ExecutionOptions(threads: 1)
        options.precision = .bfloat16
        let results = try model(options).run([x])
        #expect(results[0].element == .float32)
        for (a, b) in zip(results[0].floats(), y) { #expect(abs(a - b) < 0.02 * b) }
    }
}
