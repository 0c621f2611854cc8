import Foundation
import Testing

@testable import TensorRuntime

/// Convolutions, transforms and functions beside plain loops, on every generation of kernels.
struct NativeConvolutionTests {
    /// Sizes and attributes of a convolution by chance.
    struct Draw {
        let batch, inputs, outputs, kernel, stride, dilation, before, after, longer, frames: Int
        let isDepthwise: Bool

        init(_ source: inout SplitMix) {
            batch = .random(in: 1...2, using: &source)
            isDepthwise = Int.random(in: 0..<4, using: &source) == 0
            inputs = .random(in: 1...70, using: &source)
            outputs = isDepthwise ? inputs : .random(in: 1...70, using: &source)
            kernel = .random(in: 1...9, using: &source)
            stride = .random(in: 1...6, using: &source)
            dilation = .random(in: 1...3, using: &source)
            before = .random(in: 0...3, using: &source)
            after = .random(in: 0...3, using: &source)
            longer = .random(in: 0..<stride, using: &source)
            // As many as a kernel sees, at least.
            frames = (kernel - 1) * dilation + .random(in: 1...40, using: &source)
        }

        func attributes(isTransposed: Bool) -> Convolution {
            Convolution(
                strides: [stride], dilations: [dilation],
                padding: [Padding(before: before, after: after)],
                outputPadding: [isTransposed ? longer : 0], groups: isDepthwise ? inputs : 1)
        }

        func weightShape(isTransposed: Bool) -> [Int] {
            let between = isDepthwise ? 1 : isTransposed ? outputs : inputs
            return [isTransposed ? inputs : outputs, between, kernel]
        }

        /// The convolution by its definition.
        func reference(
            _ x: [Float], _ weight: [Float], _ bias: [Float], isTransposed: Bool
        ) -> Tensor {
            let reach = (kernel - 1) * dilation + 1
            let length =
                isTransposed
                ? (frames - 1) * stride + reach + longer - before - after
                : (frames + before + after - reach) / stride + 1
            var y = [Double](repeating: 0, count: batch * outputs * max(length, 0))
            // Every pair of frames that the kernel brings together.
            for row in 0..<batch {
                for step in 0..<(isTransposed ? frames : max(length, 0)) {
                    for place in 0..<kernel {
                        let other = step * stride + place * dilation - before
                        guard (0..<(isTransposed ? length : frames)).contains(other) else {
                            continue
                        }
                        let (to, from) = isTransposed ? (other, step) : (step, other)
                        for output in 0..<outputs {
                            for input in isDepthwise ? output...output : 0...(inputs - 1) {
                                let first = isTransposed ? input : output
                                let second = isDepthwise ? 0 : isTransposed ? output : input
                                let width = isDepthwise ? 1 : isTransposed ? outputs : inputs
                                y[(row * outputs + output) * length + to] +=
                                    Double(x[(row * inputs + input) * frames + from])
                                    * Double(weight[(first * width + second) * kernel + place])
                            }
                        }
                    }
                }
            }
            for index in y.indices { y[index] += Double(bias[index / length % outputs]) }
            return Tensor(y.map { Float($0) }, shape: [batch, outputs, length])
        }
    }

    private func numbers(_ count: Int, _ source: inout SplitMix) -> [Float] {
        (0..<count).map { _ in Float.random(in: -1...1, using: &source) }
    }

    private func load(
        _ graph: Graph, _ weights: WeightStore, _ precision: ElementType, _ kernels: NativeKernels
    ) throws -> any LoadedModel {
        var options = ExecutionOptions.oneThread
        options.precision = precision
        return try NativeExecutor(kernels).load(.graph(graph, weights), options)
    }

    @Test(arguments: NativeKernels.all.indices, [false, true])
    func `convolutions of any size are what their definition says`(
        generation: Int, isTransposed: Bool
    ) throws {
        var source = SplitMix(state: isTransposed ? 21 : 20)
        for _ in 0..<40 {
            let draw = Draw(&source)
            let attributes = draw.attributes(isTransposed: isTransposed)
            let shape = draw.weightShape(isTransposed: isTransposed)
            let weight = numbers(shape.reduce(1, *), &source)
            let bias = numbers(draw.outputs, &source)
            let x = numbers(draw.batch * draw.inputs * draw.frames, &source)
            let expected = draw.reference(x, weight, bias, isTransposed: isTransposed)
            guard expected.count > 0 else { continue }
            let graph = try Graph("one") { net in
                let x = net.input("x", ["batch", Dimension(draw.inputs), "frames"])
                let (weight, bias) = (
                    net.parameter("weight", shape),
                    net.parameter("bias", [draw.outputs])
                )
                let operation: TensorRuntime.Operation =
                    isTransposed ? .transposedConvolution(attributes) : .convolution(attributes)
                // Made by a network, signals lie frame by frame.
                let frames = x.transposed(0, 2, 1)
                    .reshaped(["batch", "frames", Dimension(draw.inputs)])
                return [
                    "y": net.apply(operation, x, weight, bias),
                    "z": net.apply(operation, frames.transposed(0, 2, 1), weight, bias),
                ]
            }
            let weights = WeightStore([
                "weight": Tensor(weight, shape: shape), "bias": Tensor(bias, shape: [draw.outputs]),
            ])
            let input = Tensor(x, shape: [draw.batch, draw.inputs, draw.frames])
            for precision in [ElementType.float32, .bfloat16] {
                let model = try load(graph, weights, precision, NativeKernels.all[generation])
                let near: Float = precision == .float32 ? 1e-5 : 0.02
                let results = try model.run([input])
                for result in results {
                    #expect(result.shape == expected.shape, "\(draw)")
                    #expect(ParityTests.difference(expected, result) < near, "\(draw)")
                }
            }
        }
    }

    @Test(arguments: NativeKernels.all.indices, [ElementType.float32, .bfloat16])
    func `a row's product is the same among any number of rows`(
        generation: Int, precision: ElementType
    ) throws {
        var source = SplitMix(state: 23)
        let graph = try Graph("rows") { net in
            let x = net.input("x", ["rows", 77])
            return [
                "y": net.apply(
                    .linear, x, net.parameter("weight", [52, 77]), net.parameter("bias", [52]))
            ]
        }
        let weights = WeightStore([
            "weight": Tensor(numbers(52 * 77, &source), shape: [52, 77]),
            "bias": Tensor(numbers(52, &source), shape: [52]),
        ])
        let model = try load(graph, weights, precision, NativeKernels.all[generation])
        let x = numbers(120 * 77, &source)
        let all = try model.run([Tensor(x, shape: [120, 77])])[0].floats()
        for count in Array(1...40) + [97, 119] {
            let first = 120 - count
            let some = try model.run([Tensor(Array(x[(first * 77)...]), shape: [count, 77])])[0]
            #expect(some.floats() == Array(all[(first * 52)...]), "\(count) rows")
        }
    }

    @Test(
        .enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is missing: scripts/setup"),
        arguments: NativeKernels.all.indices)
    func `transforms of the sizes in use are ONNX Runtime's`(generation: Int) throws {
        var source = SplitMix(state: 24)
        for (size, hop) in [(640, 160), (480, 160), (320, 320), (30, 7)] {
            let graph = try Graph("spectrum") { net in
                let window = net.constant(
                    Tensor((0..<size).map { sin(Float($0) / Float(size) * .pi) }, shape: [size]))
                let parts = net.apply(
                    .stft(size: size, hop: hop),
                    to: [net.input("x", ["batch", "samples"]), window])
                return [
                    "real": parts[0], "imaginary": parts[1],
                    "back": net.apply(
                        .inverseSTFT(size: size, hop: hop),
                        to: [(parts[0] * 2).cosine(), parts[1].sine(), window])[0],
                ]
            }
            let x = Tensor(numbers(2 * (size + 5 * hop), &source), shape: [2, size + 5 * hop])
            let expected = try #require(Available.onnxRuntime)
                .load(.graph(graph, WeightStore()), .oneThread).run([x])
            // In bfloat16 too: a spectrum's small numbers are heard.
            for precision in [ElementType.float32, .bfloat16] {
                let results = try load(
                    graph, WeightStore(), precision, NativeKernels.all[generation]
                ).run([x])
                for (a, b) in zip(expected, results) {
                    #expect(a.type == b.type)
                    #expect(ParityTests.difference(a, b) < 2e-5, "\(size), \(hop)")
                }
            }
        }
    }

    @Test func `a window that a call brings is refused`() throws {
        let graph = try Graph("spectrum") { net in
            let parts = (net / "frames").apply(
                .stft(size: 8, hop: 2),
                to: [net.input("x", ["batch", 32]), net.input("window", [8])])
            return ["real": parts[0], "imaginary": parts[1]]
        }
        let error = executionError {
            _ = try NativeExecutor().load(.graph(graph, WeightStore()), .oneThread)
        }
        guard case .unsupported(_, "frames", "native") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: NativeKernels.all.indices)
    func `functions keep their digits near zero, and what is no number stays none`(
        generation: Int
    ) throws {
        let graph = try Graph("functions") { net in
            let x = net.input("x", ["count"])
            return [
                "elu": x.mapped(.elu(alpha: 0.7)), "tanh": x.mapped(.hyperbolicTangent),
                "relu": x.mapped(.relu), "leaky": x.mapped(.leakyReLU(slope: 0.1)),
            ]
        }
        let model = try load(graph, WeightStore(), .float32, NativeKernels.all[generation])
        let sizes: [Float] = [0, 1e-30, 1e-7, 1e-3, 0.1, 0.34, 0.35, 0.7, 1, 3, 9, 20, 90, 3e38]
        let x = sizes + sizes.map { -$0 } + [.infinity, -.infinity, .nan]
        let results = try model.run([Tensor(x, shape: [x.count])]).map { $0.floats() }
        for (place, x) in x.enumerated() {
            let exact: [Double] = [
                x > 0 ? Double(x) : 0.7 * expm1(Double(x)), tanh(Double(x)), Double(max(x, 0)),
                Double(x) * (x > 0 ? 1 : 0.1),
            ]
            for (result, exact) in zip(results, exact) {
                if x.isNaN {
                    #expect(result[place].isNaN)
                } else if exact.isInfinite {
                    #expect(Double(result[place]) == exact)
                } else {
                    #expect(abs(Double(result[place]) - exact) <= 4e-7 * abs(exact) + 1e-38, "\(x)")
                }
            }
        }
    }
}
