import Foundation
import TensorRuntime
import Testing

/// Shapes that OpenVINO compiles for.
@Suite(.enabled(if: Available.openVINOIsHere, "OpenVINO is not installed"))
struct BucketTests {
    private func model(_ shapes: ShapePolicy, most: Int = 8) throws -> any LoadedModel {
        var options = ExecutionOptions.oneThread
        options.shapes = shapes
        options.mostCompilations = most
        return try #require(Available.openVINO).load(Golden.source("causal"), options)
    }

    private func input(_ length: Int) -> Tensor {
        Tensor((0..<4 * length).map { Float(($0 * 37) % 101) / 101 }, shape: [1, 4, length])
    }

    @Test(arguments: [ShapePolicy.exact, .buckets(["frames": [8, 16, 32]])])
    func `a causal network gives the same whatever it is compiled for`(
        policy: ShapePolicy
    ) throws {
        let dynamic = try model(.dynamic)
        let compiled = try model(policy, most: 2)
        for length in [1, 7, 8, 9, 31, 32, 3] {
            let expected = try dynamic.run([input(length)])[0]
            let got = try compiled.run([input(length)])[0]
            #expect(got.shape == [1, 2, 3 * length])
            #expect(largestDifference(got.floats(), expected.floats()) < 1e-5)
        }
    }

    @Test func `a bound call in a larger bucket fills up and cuts`() throws {
        let bucketed = try model(.buckets(["frames": [16]]))
        let x = TensorBuffer(input(11))
        let y = TensorBuffer(TensorType(.float32, [1, 2, 33]))
        let call = try bucketed.bind(inputs: [x], outputs: [y])
        try call.run()
        let expected = try model(.exact).run([input(11)])[0]
        #expect(largestDifference(y.snapshot().floats(), expected.floats()) < 1e-5)
        let error = executionError {
            _ = try bucketed.bind(
                inputs: [x], outputs: [TensorBuffer(TensorType(.float32, [1, 2, 48]))])
        }
        #expect(
            error
                == .wrongOutput(
                    name: "y", expected: "float32[1, 2, 33]", got: "float32[1, 2, 48]"))
    }

    @Test func `a length above all buckets is refused with the largest`() throws {
        let bucketed = try model(.buckets(["frames": [16, 8]]))
        let error = executionError { _ = try bucketed.run([input(17)]) }
        #expect(
            error
                == .wrongInput(
                    name: "frames", expected: "at most 16, the largest bucket", got: "17"))
    }

    @Test func `a compilation that wouldn't fit is refused`() throws {
        let options = ExecutionOptions.oneThread
        var small = options
        small.shapes = .exact
        // Room for loading: 912 bytes of weights, read and packed.
        small.memoryLimit = 4096
        let model = try #require(Available.openVINO).load(Golden.source("causal"), small)
        _ = try model.run([input(4)])
        #expect(model.memory > 0)
    }

    @Test(
        .enabled(
            if: Available.openVINO?.precisions.contains(.bfloat16) == true,
            "OpenVINO has no bfloat16 on this processor, or not on a single core"))
    func `lower precision is near, not equal`() throws {
        let executor = try #require(Available.openVINO)
        var options = ExecutionOptions.oneThread
        options.precision = .bfloat16
        let model = try executor.load(Golden.source("causal"), options)
        let y = try model.run([Tensor(try Golden.floats("causal.x"), shape: [1, 4, 11])])[0]
        let expected = try Golden.floats("causal.y")
        let noise = zip(y.floats(), expected).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        let signal = expected.map { $0 * $0 }.reduce(0, +)
        #expect(noise < signal * 1e-4)
    }
}

extension BucketTests {
    @Test func `a compilation is kept for the next process`() throws {
        let folder = NSTemporaryDirectory() + "syrinx-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = ExecutionOptions.oneThread
        options.cacheFolder = folder
        let executor = try #require(Available.openVINO)
        let x = Tensor(try Golden.floats("causal.x"), shape: [1, 4, 11])
        let first = try executor.load(Golden.source("causal"), options).run([x])
        let kept = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(kept.contains { $0.hasSuffix(".blob") })
        #expect(try executor.load(Golden.source("causal"), options).run([x]) == first)
        options.cacheFolder = "\(folder)/none"
        guard
            case .wrongOption("cacheFolder", _) = executionError({
                _ = try executor.load(Golden.source("causal"), options)
            })
        else {
            Issue.record("a folder that isn't there was taken")
            return
        }
    }
}
