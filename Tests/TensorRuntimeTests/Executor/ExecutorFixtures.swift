import Foundation
import TensorRuntime
import Testing

/// What the executors' tests run on, and whether its library is here.
enum Available {
    static let onnxRuntime = try? OnnxRuntimeExecutor()
    static let openVINO = try? OpenVINOExecutor()
    static let openVINOIsHere = openVINO != nil
    static let cudaIsListed = onnxRuntime?.devices.contains("CUDA") == true
    static let onnxRuntimeIsHere = onnxRuntime != nil
    static let both: [any Executor] = [onnxRuntime as (any Executor)?, openVINO].compactMap { $0 }
}

/// All that run networks of ours without training them.
enum GraphExecutors {
    static let all: [any Executor] = [NativeExecutor()] + Available.both
    static let names = all.map(\.name)

    static func named(_ name: String) throws -> any Executor {
        try #require(all.first { $0.name == name })
    }
}

enum Golden {
    static let folder = Bundle.module.resourceURL!.appending(path: "Golden/executors").path

    static func path(_ name: String) -> String { "\(folder)/\(name).onnx" }

    static func source(_ name: String) -> ModelSource { .onnx(path: path(name)) }

    static func floats(_ name: String) throws -> [Float] {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name).f32"))
        return data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}

extension ExecutionOptions {
    static let oneThread = ExecutionOptions(threads: 1)
}

func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}

/// The error that a call throws, nil if it throws none.
func executionError(_ body: () throws -> Void) -> ExecutionError? {
    do {
        try body()
        return nil
    } catch {
        return error as? ExecutionError
    }
}
