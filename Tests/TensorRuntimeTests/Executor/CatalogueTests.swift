import Foundation
import TensorRuntime
import Testing

/// Finding libraries and choosing among executors.
struct CatalogueTests {
    private func temporaryFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "syrinx-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        return folder
    }

    @Test func `a library that is not where it was said to be is told, with the remedy`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for path in [folder, "\(folder)/none.so"] {
            let catalogue = ExecutorCatalogue(onnxRuntime: path, openVINO: path)
            for name in ["onnxruntime", "openvino"] {
                let error = executionError { _ = try catalogue.executor(named: name) }
                guard case .libraryMissing(_, let reason, let remedy) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(reason.contains(path))
                #expect(remedy.contains("scripts/setup --runtimes"))
            }
        }
    }

    @Test(.enabled(if: !Available.both.isEmpty, "no runtime library is installed"))
    func `a folder or a file named is enough, whatever version the file's name has`() throws {
        for path in [Available.onnxRuntime?.libraryPath, Available.openVINO?.libraryPath] {
            guard let path, let slash = path.lastIndex(of: "/") else { continue }
            let isOpenVINO = path.contains("openvino_c")
            for named in [path, String(path[..<slash])] {
                let catalogue = ExecutorCatalogue(
                    onnxRuntime: isOpenVINO ? nil : named, openVINO: isOpenVINO ? named : nil)
                let executor = try catalogue.executor(
                    named: isOpenVINO ? "openvino" : "onnxruntime")
                #expect(executor.version.contains("."))
            }
        }
    }

    @Test func `another library is refused`() throws {
        // The C library is on every machine, under this name for its loader.
        let other = "libc.so.6"
        let catalogue = ExecutorCatalogue(onnxRuntime: other, openVINO: other)
        for name in ["onnxruntime", "openvino"] {
            let error = executionError { _ = try catalogue.executor(named: name) }
            switch error {
            case .libraryMissing, .libraryLacks: break
            default: Issue.record("\(String(describing: error))")
            }
        }
    }

    @Test func `an unknown name is answered with the known ones`() {
        let error = executionError {
            _ = try ExecutorCatalogue().executor(named: "tensorflow")
        }
        guard case .wrongOption("executor", let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("onnxruntime, native, openvino, torch"))
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is not installed"))
    func `what is measured is remembered until something changes`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let catalogue = ExecutorCatalogue()
        var options = ExecutionOptions.oneThread
        options.cacheFolder = folder
        let sample = [Tensor(zeros: TensorType(.float32, [1, 4, 11]))]
        func choose() throws -> ExecutorCatalogue.Fastest {
            try catalogue.fastest(Golden.source("causal"), sample: sample, options)
        }
        let first = try choose()
        #expect(!first.isRemembered)
        #expect(first.measurements.count == Available.both.count)
        #expect(first.measurements.first?.executor == first.executor)
        let second = try choose()
        #expect(second.isRemembered)
        #expect(second.measurements == first.measurements)
        #expect(try second.model.run(sample)[0].shape == [1, 2, 33])
        options.spins = true
        #expect(try !choose().isRemembered)
        // What can't be read is measured again, and written anew.
        options.spins = false
        try Data("{".utf8).write(to: URL(filePath: "\(folder)/executors.json"))
        #expect(try !choose().isRemembered)
        #expect(try choose().isRemembered)
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is not installed"))
    func `precision below float32 is a permission when the fastest is asked for`() throws {
        var options = ExecutionOptions.oneThread
        options.precision = .bfloat16
        let fastest = try ExecutorCatalogue().fastest(
            Golden.source("step"),
            sample: [1, 2].map { Tensor([Float](repeating: $0, count: 4), shape: [1, 4]) },
            options, among: ["onnxruntime"])
        #expect(fastest.executor == "onnxruntime")
    }

    @Test(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is not installed"))
    func `ONNX Runtime tells what it can run on`() throws {
        let executor = try #require(Available.onnxRuntime)
        #expect(executor.devices.contains("CPU"))
        #expect(executor.version.split(separator: ".").count == 3)
        var options = ExecutionOptions(threads: 2)
        options.cores = [0]
        guard
            case .wrongOption("cores", _) = executionError({
                _ = try executor.load(Golden.source("step"), options)
            })
        else {
            Issue.record("one core for two threads was taken")
            return
        }
        options.threads = 1
        _ = try executor.load(Golden.source("step"), options)
    }
}
