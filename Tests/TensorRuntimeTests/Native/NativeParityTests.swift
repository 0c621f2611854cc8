import Testing

@testable import TensorRuntime

/// Our own kernels, of every generation that this processor runs, beside ONNX Runtime.
@Suite(.enabled(if: (try? OnnxRuntimeExecutor()) != nil, "ONNX Runtime is missing: scripts/setup"))
struct NativeParityTests {
    /// What it leaves to others.
    private static let absent: Set<String> = [
        "convolution, grouped, dilated, strided, padded unevenly", "convolution over two axes",
        "transposed convolution in groups", "groupNorm", "reductions",
        "topK and running sums", "lookup", "upsample", "lstm, directions: 1",
        "lstm, directions: 2", "gru, directions: 1", "gru, directions: 2",
    ]

    @Test(arguments: NativeKernels.all.indices, ParityCase.all)
    func `kernels agree with ONNX Runtime`(generation: Int, about operation: ParityCase) throws {
        let (graph, weights, inputs) = try ParityTests.problem(of: operation)
        let model: any LoadedModel
        do throws(ExecutionError) {
            model = try NativeExecutor(NativeKernels.all[generation])
                .load(.graph(graph, weights), ExecutionOptions(threads: 1))
        } catch {
            guard case .unsupported = error else { throw error }
            #expect(Self.absent.contains(operation.name), "\(error)")
            return
        }
        let expected = try OnnxRuntimeExecutor()
            .load(.graph(graph, weights), ExecutionOptions(threads: 1)).run(inputs)
        let results = try model.run(inputs)
        for (index, output) in graph.outputs.enumerated() {
            let result = results[index]
            #expect(result.type == expected[index].type, "\(output.name)")
            #expect(ParityTests.difference(expected[index], result) < 2e-5, "\(output.name)")
        }
    }
}
