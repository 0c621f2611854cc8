import Testing

@testable import TensorRuntime

@Suite(.enabled(if: Torch.hasCUDA, "libtorch sees no CUDA device"))
struct TorchCUDATests {
    @Test(arguments: OperatorCase.all)
    func `results and gradients are those of the processor`(_ example: OperatorCase) throws {
        let (here, there) = (
            try Self.results(example, .cpu), try Self.results(example, .cuda(0))
        )
        #expect(here.count == there.count)
        for (a, b) in zip(here, there) {
            let scale = a.map(\.magnitude).max()! + 1
            #expect(a.count == b.count)
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 * scale })
        }
    }

    @Test func `numbers follow from the seed, and go on from a state`() throws {
        let random = try TorchRandom(seed: 3, on: .cuda(0))
        let state = try random.stateBytes()
        let numbers = try random.normal([100]).tensor()
        try random.restore(state)
        #expect(try random.normal([100]).tensor() == numbers)
        #expect(try TorchRandom(seed: 3, on: .cuda(0)).normal([100]).tensor() == numbers)
        #expect(try random.normal([100]).tensor() != numbers)
    }

    @Test func `a bound call reads and writes its buffers each time`() throws {
        let graph = try Graph("double") { net in ["y": net.input("x", [2]) * 2] }
        var options = ExecutionOptions(threads: 1)
        options.device = "CUDA"
        let model = try TorchExecutor().load(.graph(graph, WeightStore()), options)
        let (x, y) = (
            TensorBuffer(TensorType(.float32, [2])), TensorBuffer(TensorType(.float32, [2]))
        )
        let call = try model.bind(inputs: [x], outputs: [y])
        for value in [Float(1), 5] {
            x.withElements(as: Float.self) { $0[0] = value }
            try call.run()
            #expect(y.snapshot().floats() == [2 * value, 0])
        }
    }

    @Test func `what has no room is refused by a typed error, and smaller things go on`() throws {
        let graph = try Graph("grow") { net in
            let x = net.input("x", ["count"])
            return ["y": net.apply(.expand([Dimension(1 << 24), "count"]), x) + 1]
        }
        let module = try TorchModule(
            graph, TorchParameters(WeightStore(), for: graph, on: .cuda(0)))
        func run(_ count: Int) throws {
            let x = try TorchTensor(Tensor(zeros: TensorType(.float32, [count])), on: .cuda(0))
            _ = try module([x], .evaluation)
        }
        let error = #expect(throws: ExecutionError.self) { try run(1 << 16) }
        guard case .outOfMemory? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try run(1)
    }

    /// The loss, then its gradients by all inputs.
    private static func results(
        _ example: OperatorCase, _ device: TorchDevice
    ) throws -> [[Double]] {
        let graph = try example.graph()
        let module = try TorchModule(
            graph, TorchParameters(WeightStore(), for: graph, on: device))
        let inputs = try example.inputs.map { try TorchTensor($0, on: device) }
        for input in inputs { try input.requireGradient() }
        let loss = try module(inputs, TorchMode(recordsGradients: true))[0]
        let gradients = try loss.gradients(by: inputs)
        return [[try loss.number()]]
            + (try gradients.map { try $0?.tensor().elements(as: Double.self)! ?? [0] })
    }
}
