import Foundation
import TensorRuntime
import Testing

/// What every executor promises, asked of each whose library is here.
@Suite(.enabled(if: !Available.both.isEmpty, "no runtime library is installed"))
struct ExecutorTests {
    static let executors = Available.both.map(\.name)

    private func executor(_ name: String) throws -> any Executor {
        try #require(Available.both.first { $0.name == name })
    }

    @Test(arguments: executors)
    func `somebody's file gives what onnxruntime in Python gives`(name: String) throws {
        let model = try executor(name).load(Golden.source("causal"), .oneThread)
        #expect(model.inputs.map(\.description) == ["x float32[batch, 4, frames]"])
        #expect(model.outputs.map(\.description) == ["y float32[batch, 2, samples]"])
        #expect(model.memory > 0)
        let x = Tensor(try Golden.floats("causal.x"), shape: [1, 4, 11])
        let y = try model.run([x])
        #expect(y.map(\.shape) == [[1, 2, 33]])
        #expect(largestDifference(y[0].floats(), try Golden.floats("causal.y")) < 1e-5)
    }

    @Test(arguments: executors)
    func `results of several types keep their order`(name: String) throws {
        let model = try executor(name).load(Golden.source("pair"), .oneThread)
        let a = Tensor([0, 1, 2, 5, 4, 3] as [Float], shape: [2, 3])
        let b = Tensor([1, 1, 1, 0, 0, 9] as [Float], shape: [2, 3])
        let results = try model.run([a, b])
        #expect(results[0].floats() == [1, 2, 3, 5, 4, 12])
        #expect(results[1].elements(as: Int64.self) == [2, 2])
    }

    @Test(arguments: executors)
    func `results live on without their model`(name: String) throws {
        var model: (any LoadedModel)? = try executor(name).load(Golden.source("pair"), .oneThread)
        let ones = Tensor([Float](repeating: 1, count: 3), shape: [1, 3])
        let kept = try #require(try model?.run([ones, ones])[0])
        model = nil
        #expect(kept.floats() == [2, 2, 2])
    }

    @Test(arguments: executors)
    func `wrong inputs are told before anything runs`(name: String) throws {
        let model = try executor(name).load(Golden.source("pair"), .oneThread)
        let two = Tensor(zeros: TensorType(.float32, [2, 3]))
        let cases: [([Tensor], String)] = [
            ([two], "2 tensors"),
            ([two, Tensor(zeros: TensorType(.int64, [2, 3]))], "float32"),
            ([two, Tensor(zeros: TensorType(.float32, [2, 4]))], "float32[rows, 3]"),
            ([two, Tensor(zeros: TensorType(.float32, [3]))], "float32[rows, 3]"),
            ([two, Tensor(zeros: TensorType(.float32, [5, 3]))], "rows = 2"),
        ]
        for (inputs, part) in cases {
            let error = executionError { _ = try model.run(inputs) }
            guard case .wrongInput(_, let expected, _) = error else {
                Issue.record("\(inputs.map(\.shape)): \(String(describing: error))")
                continue
            }
            #expect(expected.contains(part))
        }
    }

    @Test(arguments: executors)
    func `bound calls hand state from one to the next without copies`(name: String) throws {
        let model = try executor(name).load(Golden.source("step"), .oneThread)
        let type = TensorType(.float32, [1, 4])
        let x = TensorBuffer(type), y = TensorBuffer(type)
        let even = TensorBuffer(type), odd = TensorBuffer(type)
        let calls = [
            try model.bind(inputs: [x, even], outputs: [y, odd]),
            try model.bind(inputs: [x, odd], outputs: [y, even]),
        ]
        for step in 1...5 {
            x.withElements(as: Float.self) { $0.update(repeating: Float(step)) }
            try calls[(step - 1) % 2].run()
        }
        #expect(odd.snapshot().floats() == [15, 15, 15, 15])
        #expect(y.snapshot().floats() == [30, 30, 30, 30])
    }

    @Test(arguments: executors)
    func `bound calls of an open length write the caller's memory`(name: String) throws {
        let model = try executor(name).load(Golden.source("causal"), .oneThread)
        let x = TensorBuffer(Tensor(try Golden.floats("causal.x"), shape: [1, 4, 11]))
        let y = TensorBuffer(TensorType(.float32, [1, 2, 33]))
        let call = try model.bind(inputs: [x], outputs: [y])
        for _ in 0..<2 { try call.run() }
        #expect(
            largestDifference(y.snapshot().floats(), try Golden.floats("causal.y")) < 1e-5)
    }

    @Test(arguments: executors)
    func `memory for results that doesn't fit is refused`(name: String) throws {
        let model = try executor(name).load(Golden.source("step"), .oneThread)
        let type = TensorType(.float32, [1, 4])
        let x = TensorBuffer(type), state = TensorBuffer(type), next = TensorBuffer(type)
        let error = executionError {
            _ = try model.bind(
                inputs: [x, state], outputs: [TensorBuffer(TensorType(.float32, [1, 5])), next])
        }
        #expect(
            error
                == .wrongOutput(
                    name: "y", expected: "float32[1, 4]", got: "float32[1, 5]"))
        guard
            case .wrongOutput("next", _, _) = executionError({
                _ = try model.bind(inputs: [x, state], outputs: [next, state])
            })
        else {
            Issue.record("a state that is written in place was not refused")
            return
        }
    }

    @Test(arguments: executors)
    func `a length that only running tells must fit the memory for it`(name: String) throws {
        let model = try executor(name).load(Golden.source("causal"), .oneThread)
        let x = TensorBuffer(TensorType(.float32, [1, 4, 11]))
        for samples in [30, 36] {
            let y = TensorBuffer(TensorType(.float32, [1, 2, samples]))
            let error = executionError {
                try model.bind(inputs: [x], outputs: [y]).run()
            }
            switch error {
            case .failed, .wrongOutput: break
            default: Issue.record("\(samples): \(String(describing: error))")
            }
        }
    }

    @Test(arguments: executors, [1, 2])
    func `what goes wrong in a run is told`(name: String, threads: Int) throws {
        let model = try executor(name).load(
            Golden.source("reshape"), ExecutionOptions(threads: threads))
        let x = Tensor((0..<6).map { Float($0) }, shape: [6])
        let y = try model.run([x, Tensor([2, 3] as [Int64], shape: [2])])[0]
        #expect(y == x.reshaped([2, 3]))
        let bound = TensorBuffer(TensorType(.float32, [3, 2]))
        let shape = TensorBuffer(Tensor([3, 2] as [Int64], shape: [2]))
        let call = try model.bind(inputs: [TensorBuffer(x), shape], outputs: [bound])
        try call.run()
        #expect(bound.snapshot().floats() == x.floats())
        shape.withElements(as: Int64.self) { $0[1] = 5 }
        for error in [
            executionError { try call.run() },
            executionError {
                _ = try model.run([x, Tensor([4, 5] as [Int64], shape: [2])])
            },
        ] {
            guard case .failed(_, let reason) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test(arguments: executors)
    func `a model runs on many threads at once`(name: String) async throws {
        let model = try executor(name).load(Golden.source("causal"), .oneThread)
        let x = Tensor(try Golden.floats("causal.x"), shape: [1, 4, 11])
        let expected = try model.run([x])[0]
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<20).allSatisfy { _ in (try? model.run([x])[0]) == expected }
                }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test(arguments: executors)
    func `61 lengths in a row run, with few compilations kept`(name: String) throws {
        var options = ExecutionOptions.oneThread
        options.shapes = .exact
        options.mostCompilations = 4
        let model = try executor(name).load(Golden.source("causal"), options)
        for length in 1...61 {
            let y = try model.run([Tensor(zeros: TensorType(.float32, [1, 4, length]))])
            #expect(y[0].shape == [1, 2, 3 * length])
        }
    }

    @Test(arguments: executors)
    func `weights beside the file are found`(name: String) throws {
        let model = try executor(name).load(Golden.source("external"), .oneThread)
        let x = Tensor((0..<16).map { Float($0) }, shape: [2, 8])
        #expect(try model.run([x])[0] == x)
    }

    @Test(arguments: executors)
    func `settings that can't be followed are named`(name: String) throws {
        let executor = try executor(name)
        var wrong: [ExecutionOptions] = []
        wrong.append(ExecutionOptions(threads: -1))
        wrong.append(ExecutionOptions(threads: 1))
        wrong[1].cores = [100_000]
        wrong.append(ExecutionOptions(threads: 1))
        wrong[2].shapes = .buckets(["frames": []])
        wrong.append(ExecutionOptions(threads: 1))
        wrong[3].precision = .int8
        for options in wrong {
            let error = executionError { _ = try executor.load(Golden.source("step"), options) }
            guard case .wrongOption = error else {
                Issue.record("\(options): \(String(describing: error))")
                continue
            }
        }
        var options = ExecutionOptions.oneThread
        options.device = Available.cudaIsListed ? "Abacus" : "CUDA"
        guard
            case .libraryLacks(_, _, let remedy) = executionError({
                _ = try executor.load(Golden.source("step"), options)
            })
        else {
            Issue.record("a library without CUDA took it")
            return
        }
        #expect(!remedy.isEmpty)
    }

    @Test(arguments: executors)
    func `a load above the limit is refused before it is read`(name: String) throws {
        var options = ExecutionOptions.oneThread
        options.memoryLimit = 100
        let error = executionError {
            _ = try executor(name).load(Golden.source("causal"), options)
        }
        guard case .doesNotFit(_, let needs, 100) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(needs > 800)
    }
}
