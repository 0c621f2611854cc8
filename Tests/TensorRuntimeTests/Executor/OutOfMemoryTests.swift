import Testing

@testable import TensorRuntime

/// Memory that can't be had. No test takes any: 2⁵⁰ bytes are more than an x86-64 or arm64
/// process can map, however much the kernel promises.
struct OutOfMemoryTests {
    /// Σ (x + 1) over x repeated to count⁴ elements.
    private func graph(_ count: Dimension) throws -> Graph {
        try Graph("grow") { net in
            let x = net.apply(.expand([count, count, count, count]), net.input("x", [count])) + 1
            return [
                "sum": net.apply(.reduce(.sum, axes: [0, 1, 2, 3], keepsAxes: false), x)
            ]
        }
    }

    private func ones(_ count: Int) -> Tensor {
        Tensor([Float](repeating: 1, count: count), shape: [count])
    }

    private func isTyped(_ error: ExecutionError?) -> Bool {
        guard case .outOfMemory("grow", let reason)? = error, let error else { return false }
        let text = error.description
        return !reason.isEmpty && text.contains("grow") && text.contains("smaller")
    }

    private func refusesAndGoesOn(_ executor: any Executor, _ shapes: ShapePolicy) throws {
        var options = ExecutionOptions.oneThread
        options.shapes = shapes
        let model = try executor.load(.graph(try graph("count"), WeightStore()), options)
        for _ in 0..<2 {
            let error = executionError { _ = try model.run([ones(4096)]) }
            #expect(isTyped(error), "\(String(describing: error))")
            #expect(try model.run([ones(2)])[0].floats() == [32])
        }
        let sum = TensorBuffer(TensorType(.float32, []))
        let before = try model.bind(inputs: [TensorBuffer(ones(2))], outputs: [sum])
        let error = executionError {
            try model.bind(inputs: [TensorBuffer(ones(4096))], outputs: [sum]).run()
        }
        #expect(isTyped(error), "\(String(describing: error))")
        try model.bind(inputs: [TensorBuffer(ones(3))], outputs: [sum]).run()
        #expect(sum.snapshot().floats() == [162])
        try before.run()
        #expect(sum.snapshot().floats() == [32], "a call that was bound before goes on too")
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is not installed"))
    func `a run of ONNX Runtime without room is told, and the next one goes on`() throws {
        try refusesAndGoesOn(try #require(Available.onnxRuntime), .dynamic)
    }

    @Test(
        .enabled(if: Available.openVINOIsHere, "OpenVINO is not installed"),
        arguments: [ShapePolicy.dynamic, .exact])
    func `a run of OpenVINO without room is told, and the next one goes on`(
        _ shapes: ShapePolicy
    ) throws {
        try refusesAndGoesOn(try #require(Available.openVINO), shapes)
    }

    @Test(.enabled(if: Torch.isHere, Torch.isMissing))
    func `a run of libtorch without room is told, and the next one goes on`() throws {
        try refusesAndGoesOn(try TorchExecutor(), .dynamic)
    }

    @Test(.enabled(if: Available.openVINOIsHere, "OpenVINO is not installed"))
    func `a model of a fixed size without room is told when it is loaded`() throws {
        let executor = try #require(Available.openVINO)
        let error = executionError {
            _ = try executor.load(.graph(try graph(4096), WeightStore()), .oneThread)
        }
        #expect(isTyped(error), "\(String(describing: error))")
        let small = try executor.load(.graph(try graph(2), WeightStore()), .oneThread)
        #expect(try small.run([ones(2)])[0].floats() == [32])
    }

    @Test(arguments: [
        "CUDA failure 2: out of memory ; GPU=0 ; expr=cudaMalloc((void**)&p, size);",
        "Available memory of 1024 is smaller than requested bytes of 4096",
        "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cublasCreate(&handle);",
        "Exception during initialization: std::bad_alloc",
    ])
    func `ONNX Runtime's words for it are known`(message: String) {
        let failure = OnnxRuntimeFailure(message: message)
        #expect(failure.loading("net") == .outOfMemory(model: "net", reason: message))
        #expect(failure.running("net") == .outOfMemory(model: "net", reason: message))
    }

    @Test(arguments: ["bad allocation", "std::bad_alloc", "[GPU] out of memory"])
    func `OpenVINO's words for it are known`(message: String) {
        let failure = OpenVINOFailure(message: message)
        #expect(failure.loading("net") == .outOfMemory(model: "net", reason: message))
        #expect(failure.running("net") == .outOfMemory(model: "net", reason: message))
    }

    @Test func `other failures keep their errors`() {
        let driver = "CUDA failure 35: CUDA driver version is insufficient"
        let failure = OnnxRuntimeFailure(message: driver)
        #expect(failure.loading("net") == .rejected(model: "net", reason: driver))
        let shape = "Can not clone DnnlBlockedMemoryDesc with dims: {8388608, 8388608}"
        #expect(
            OpenVINOFailure(message: shape).running("net")
                == .failed(model: "net", reason: shape))
    }
}
