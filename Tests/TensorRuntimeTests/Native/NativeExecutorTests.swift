import Testing

@testable import TensorRuntime

/// What the native executor promises beyond the operators' results.
struct NativeExecutorTests {
    /// Blocks as vocoders have them: convolution, normalisation, two layers with GELU between, a
    /// scale, the way around.
    private let graph: Graph

    init() throws { graph = try Self.blocks() }

    private static func blocks() throws(GraphError) -> Graph {
        try Graph("blocks") { net in
            var x = net.input("x", ["batch", 48, "frames"])
            for number in 0..<2 {
                let place = net / "block" / number
                let mixed = place.apply(
                    .convolution(
                        Convolution(
                            strides: [1], dilations: [1], padding: [Padding(before: 3, after: 3)],
                            groups: 48)),
                    x, place.parameter("kernel", [48, 1, 7]), place.parameter("offset", [48]))
                let frames = place.apply(
                    .layerNorm(epsilon: 1e-6), mixed.transposed(0, 2, 1),
                    place.parameter("scale", [48]), place.parameter("shift", [48]))
                let wide = place.apply(
                    .linear, frames, place.parameter("up", [144, 48]),
                    place.parameter("upBias", [144]))
                let narrow = place.apply(
                    .linear, wide.gelu(), place.parameter("down", [48, 144]),
                    place.parameter("downBias", [48]))
                x = x + (narrow * place.parameter("gamma", [48])).transposed(0, 2, 1)
            }
            return ["y": x]
        }
    }

    private func weights(seed: UInt64 = 3) -> WeightStore {
        var source = SplitMix(state: seed)
        return WeightStore(
            Dictionary(
                uniqueKeysWithValues: graph.parameters.map { parameter in
                    let type = graph.type(of: parameter)
                    let values = (0..<type.count).map { _ in
                        Float.random(in: -0.3...0.3, using: &source)
                    }
                    return (parameter.name, Tensor(values, shape: type.shape))
                }))
    }

    private func input(_ batch: Int, _ frames: Int, seed: UInt64 = 5) -> Tensor {
        var source = SplitMix(state: seed)
        return Tensor(
            (0..<batch * 48 * frames).map { _ in Float.random(in: -1...1, using: &source) },
            shape: [batch, 48, frames])
    }

    private func model(
        _ precision: ElementType = .float32, _ kernels: NativeKernels = .best
    ) throws -> any LoadedModel {
        var options = ExecutionOptions.oneThread
        options.precision = precision
        return try NativeExecutor(kernels).load(.graph(graph, weights()), options)
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is missing: scripts/setup"))
    func `what is joined is computed as it was`() throws {
        let x = input(2, 37)
        let expected = try #require(Available.onnxRuntime)
            .load(.graph(graph, weights()), .oneThread).run([x])[0]
        for kernels in NativeKernels.all {
            let result = try model(.float32, kernels).run([x])[0]
            #expect(result.type == expected.type)
            #expect(ParityTests.difference(expected, result) < 1e-5)
        }
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is missing: scripts/setup"))
    func `what two layers are added to is found, and what isn't a way around stays`() throws {
        let graph = try Graph("sums") { net in
            let x = net.input("x", ["batch", "frames", 48])
            func layers(_ place: Layer) -> Value {
                let wide = place.apply(
                    .linear, x, place.parameter("up", [144, 48]),
                    place.parameter("upBias", [144]))
                return place.apply(
                    .linear, wide.gelu(), place.parameter("down", [48, 144]),
                    place.parameter("downBias", [48]))
            }
            let made = layers(net / "late")
            let twice = layers(net / "twice")
            return [
                "direct": layers(net / "direct") + x,
                "swapped": x + layers(net / "swapped"),
                // Made behind the layers.
                "late": made + x.gelu(),
                // Repeated for all frames.
                "offset": layers(net / "offset") + net.parameter("row", [48]),
                "twice": twice + twice,
                "thrice": layers(net / "thrice").transposed(0, 2, 1) + x.transposed(0, 2, 1)
                    + x.transposed(0, 2, 1),
            ]
        }
        var source = SplitMix(state: 11)
        let weights = WeightStore(
            Dictionary(
                uniqueKeysWithValues: graph.parameters.map { parameter in
                    let type = graph.type(of: parameter)
                    let values = (0..<type.count).map { _ in
                        Float.random(in: -0.3...0.3, using: &source)
                    }
                    return (parameter.name, Tensor(values, shape: type.shape))
                }))
        let x = Tensor(
            (0..<2 * 37 * 48).map { _ in Float.random(in: -1...1, using: &source) },
            shape: [2, 37, 48])
        let expected = try #require(Available.onnxRuntime)
            .load(.graph(graph, weights), .oneThread).run([x])
        for kernels in NativeKernels.all {
            for precision in [ElementType.float32, .bfloat16] {
                var options = ExecutionOptions.oneThread
                options.precision = precision
                let results = try NativeExecutor(kernels).load(.graph(graph, weights), options)
                    .run([x])
                #expect(results.count == expected.count)
                for (a, b) in zip(expected, results) {
                    #expect(a.type == b.type)
                    #expect(
                        ParityTests.difference(a, b) < (precision == .float32 ? 1e-5 : 0.02))
                }
            }
        }
    }

    @Test func `brain floats are near`() throws {
        let x = input(1, 50)
        let exact = try model().run([x])[0].floats()
        let rounded = try model(.bfloat16).run([x])[0].floats()
        let noise = zip(exact, rounded).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let signal = exact.reduce(0) { $0 + $1 * $1 }
        // 40 dB
        #expect(noise < signal * 1e-4)
    }

    @Test(arguments: [ElementType.float32, .bfloat16])
    func `a frame is the same wherever it stands`(precision: ElementType) throws {
        let model = try model(precision)
        let whole = input(1, 211)
        let all = try model.run([whole])[0].floats()
        let values = whole.floats()
        // Two blocks of kernels of seven frames reach six to both sides.
        for window in [0..<40, 13..<96, 170..<211] {
            let part = Tensor(
                (0..<48).flatMap { channel in window.map { values[channel * 211 + $0] } },
                shape: [1, 48, window.count])
            let seen = try model.run([part])[0].floats()
            for channel in 0..<48 {
                for frame in window.dropFirst(6).dropLast(6) {
                    #expect(
                        seen[channel * window.count + frame - window.lowerBound]
                            == all[channel * 211 + frame])
                }
            }
        }
    }

    @Test func `a row of a batch is what it is alone`() throws {
        let model = try model(.bfloat16)
        let (first, second) = (input(1, 29, seed: 1), input(1, 29, seed: 2))
        let both = try model.run([
            Tensor(first.floats() + second.floats(), shape: [2, 48, 29])
        ])[0]
        #expect(both.rows(0..<1).floats() == (try model.run([first])[0].floats()))
        #expect(both.rows(1..<2).floats() == (try model.run([second])[0].floats()))
    }

    @Test func `calls at once don't disturb each other`() async throws {
        let model = try model(.bfloat16)
        let inputs = (0..<12).map { input(1, 20 + 17 * $0, seed: UInt64($0)) }
        let expected = try inputs.map { try model.run([$0])[0] }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (x, y) in zip(inputs, expected) {
                group.addTask {
                    for _ in 0..<5 where try model.run([x])[0] != y { return false }
                    return true
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test func `a bound call reads its buffers again`() throws {
        let model = try model()
        let x = TensorBuffer(input(1, 30))
        let y = TensorBuffer(TensorType(.float32, [1, 48, 30]))
        let call = try model.bind(inputs: [x], outputs: [y])
        for seed in 1...3 {
            let given = input(1, 30, seed: UInt64(seed))
            x.withElements(as: Float.self) { room in
                _ = room.update(fromContentsOf: given.floats())
            }
            try call.run()
            #expect(y.snapshot() == (try model.run([given])[0]))
        }
    }

    @Test func `nothing in, nothing out`() throws {
        let result = try model(.bfloat16).run([Tensor(zeros: TensorType(.float32, [1, 48, 0]))])[0]
        #expect(result.shape == [1, 48, 0])
    }

    @Test func `what can't be followed is refused`() throws {
        func refusal(_ change: (inout ExecutionOptions) -> Void) -> String? {
            var options = ExecutionOptions.oneThread
            change(&options)
            let error = executionError {
                _ = try NativeExecutor().load(.graph(graph, weights()), options)
            }
            guard case .wrongOption(let name, _) = error else { return nil }
            return name
        }
        #expect(refusal { $0.device = "CUDA" } == "device")
        #expect(refusal { $0.cores = [0] } == "cores")
        #expect(refusal { $0.precision = .float16 } == "precision")
        #expect(
            executionError {
                _ = try NativeExecutor().load(.onnx(path: "x.onnx"), .oneThread)
            }
                == .unsupported(
                    operation: "an ONNX file", layer: "the whole model", executor: "native"))
        let recurrent = try Graph("recurrent") { net in
            ["y": (net / "sums").apply(.cumulativeSum(axis: 1), net.input("x", ["batch", 4]))]
        }
        let error = executionError {
            _ = try NativeExecutor().load(.graph(recurrent, WeightStore()), .oneThread)
        }
        guard case .unsupported(_, "sums", "native") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `an index that is outside is told`() throws {
        let graph = try Graph("table") { net in
            [
                "y": net.parameter("table", [4, 3]).gather(net.input("ids", ["count"], as: .int64))
            ]
        }
        let model = try NativeExecutor().load(
            .graph(graph, WeightStore(["table": Tensor([Float](0..<12), shape: [4, 3])])),
            .oneThread)
        #expect(
            try model.run([Tensor([Int64(-1), 0], shape: [2])])[0].floats()
                == [9, 10, 11, 0, 1, 2])
        for index in [4, -5, Int64.max, .min] {
            let error = executionError { _ = try model.run([Tensor([index], shape: [1])]) }
            guard case .failed("table", _) = error else {
                Issue.record("\(index): \(String(describing: error))")
                return
            }
        }
    }

    @Test func `memory of a call serves the next`() {
        let arena = NativeArena()
        let first = arena.block(10_000).start
        #expect(arena.block(9_000).start == first)
        do {
            let held = arena.block(9_000)
            #expect(held.start == first)
            #expect(arena.block(9_000).start != first)
        }
        // A large block isn't spent on a small one.
        #expect(arena.block(500).start != first)
    }

    @Test(arguments: NativeKernels.all.indices)
    func `what is no number stays none`(generation: Int) throws {
        let graph = try Graph("numbers") { net in
            let x = net.input("x", [20])
            return ["exp": x.exp(), "sigmoid": x.sigmoid(), "softmax": x.softmax()]
        }
        let model = try NativeExecutor(NativeKernels.all[generation])
            .load(.graph(graph, WeightStore()), .oneThread)
        var numbers = [Float](repeating: 0.5, count: 20)
        numbers[7] = .nan
        let results = try model.run([Tensor(numbers, shape: [20])])
        for (result, others) in zip(results, [0, 0, 19]) {
            let values = result.elements(as: Float.self) ?? []
            #expect(values[7].isNaN && values.count(where: \.isNaN) == 1 + others)
        }
    }
}

extension [Float] {
    fileprivate init(_ range: Range<Int>) { self = range.map { Float($0) } }
}
