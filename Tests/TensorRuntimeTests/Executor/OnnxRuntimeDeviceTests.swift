import Testing

@testable import TensorRuntime

/// With a build of ONNX Runtime for GPUs. Without a device, that it says so.
@Suite(.enabled(if: Available.cudaIsListed, "this ONNX Runtime is built for processors alone"))
struct OnnxRuntimeDeviceTests {
    private func load(_ device: String) throws -> any LoadedModel {
        let graph = try Graph("product") { net in
            let x = net.input("x", ["rows", 3])
            let weight = Numbers.tensor([3, 2], seed: 1).converted(to: .float32)
            return ["y": x.matMul(net.constant(weight))]
        }
        var options = ExecutionOptions.oneThread
        options.device = device
        return try OnnxRuntimeExecutor().load(.graph(graph, WeightStore()), options)
    }

    @Test func `the processor computes`() throws {
        let x = Tensor((0..<6).map { Float($0) }, shape: [2, 3])
        #expect(try load("CPU").run([x])[0].shape == [2, 2])
    }

    @Test(arguments: ["CUDA", "Tensorrt", "cuda:0"])
    func `a provider computes what the processor does, or is refused with the remedy`(
        _ device: String
    ) throws {
        let model: any LoadedModel
        do {
            model = try load(device)
        } catch ExecutionError.libraryLacks(_, let what, let remedy) {
            let name = device.split(separator: ":")[0].lowercased()
            #expect(what.lowercased().contains(name) && !remedy.isEmpty)
            return
        }
        let processor = try load("CPU")
        let x = TensorBuffer(TensorType(.float32, [2, 3]))
        let y = TensorBuffer(TensorType(.float32, [2, 2]))
        let call = try model.bind(inputs: [x], outputs: [y])
        for value in [Float(1), 7] {
            x.withElements(as: Float.self) { $0[1] = value }
            try call.run()
            let expected = try processor.run([x.snapshot()])[0].floats()
            #expect(largestDifference(y.snapshot().floats(), expected) < 1e-5)
        }
    }

    @Test(arguments: ["CUDA:", "CUDA:1:2", "CUDA:-1", "CUDA:999"])
    func `a device that is no number is refused`(_ device: String) {
        guard case .wrongOption = executionError({ _ = try load(device) }) else {
            Issue.record("\(device) was taken")
            return
        }
    }
}
