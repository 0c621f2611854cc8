import Foundation
import TensorRuntime
import Testing

/// Files that no exporter makes: a typed error, whatever they hold.
@Suite(.enabled(if: !Available.both.isEmpty, "no runtime library is installed"))
struct HostileModelTests {
    static let hostile = [
        "absolute", "parent", "address", "missing", "short", "shape", "cyclic", "operator", "huge",
    ]

    @Test(arguments: hostile)
    func `a hostile file is refused by name`(file: String) {
        for executor in Available.both {
            let error = executionError {
                _ = try executor.load(Golden.source("hostile-\(file)"), .oneThread)
            }
            switch error {
            case .rejected(let model, let reason):
                #expect(model.hasSuffix("hostile-\(file).onnx"))
                #expect(!reason.isEmpty)
            case .doesNotFit: break
            default: Issue.record("\(executor.name): \(String(describing: error))")
            }
        }
    }

    @Test func `what is no ONNX file is refused`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files: [String: Data] = [
            "empty": Data(), "text": Data("hello".utf8), "zeros": Data(count: 4096),
            "zip": Data("PK\u{3}\u{4}".utf8) + Data(count: 100),
            "nothing": Data([0x08, 0x09]),
        ]
        for (name, data) in files {
            try data.write(to: URL(filePath: "\(folder)/\(name)"))
            expectRejected("\(folder)/\(name)")
        }
        expectRejected("\(folder)/missing")
        expectRejected(folder)
        expectRejected("/dev/zero")
    }

    @Test func `weights behind a link out of the folder are refused`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(
            atPath: Golden.path("external"), toPath: "\(folder)/model.onnx")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/external.bin",
            withDestinationPath: "\(Golden.folder)/external.bin")
        expectRejected("\(folder)/model.onnx")
    }

    @Test func `graphs nested without end are refused`() throws {
        // Each an attribute of a node of the graph around it.
        var graph: [UInt8] = []
        for _ in 0..<200 {
            let attribute = message(6, graph)
            graph = message(1, message(5, attribute))
        }
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data([0x08, 0x09] + message(7, graph)).write(to: URL(filePath: "\(folder)/deep"))
        expectRejected("\(folder)/deep")
    }

    @Test func `a file cut off anywhere is refused or is another model, never a crash`() throws {
        let whole = try Data(contentsOf: URL(filePath: Golden.path("causal")))
        try check(stride(from: 0, to: whole.count, by: 37).map { whole.prefix($0) })
    }

    @Test(arguments: 0..<4)
    func `files with bytes changed by chance never crash`(seed: Int) throws {
        let names = ["causal", "pair", "step", "external"]
        let whole = try Data(contentsOf: URL(filePath: Golden.path(names[seed])))
        var state = UInt64(seed + 1)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let mutants = (0..<40).map { _ in
            var bytes = whole
            for _ in 0...next(3) {
                // The structure lies in the bytes outside the weights; large sizes come from
                // bits set in a size's bytes.
                bytes[next(bytes.count)] = [0, 1, 0x7f, 0x80, 0xff, UInt8(next(256))][next(6)]
            }
            return bytes
        }
        try check(mutants)
    }

    /// Loads and runs what can be loaded.
    private func check(_ files: [Data]) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/mutant.onnx"
        for data in files {
            try data.write(to: URL(filePath: path))
            for executor in Available.both {
                do throws(ExecutionError) {
                    let model = try executor.load(.onnx(path: path), .oneThread)
                    let inputs = model.inputs.map { port in
                        TensorType(
                            port.element,
                            checking: port.shape.map { size in
                                if case .fixed(let size) = size { return size }
                                return 3
                            })
                    }
                    guard inputs.allSatisfy({ ($0?.byteCount ?? .max) < 1 << 20 }) else { continue }
                    _ = try model.run(inputs.compactMap { $0.map { Tensor(zeros: $0) } })
                } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }

    private func expectRejected(_ path: String) {
        for executor in Available.both {
            let error = executionError { _ = try executor.load(.onnx(path: path), .oneThread) }
            guard case .rejected = error else {
                Issue.record("\(executor.name), \(path): \(String(describing: error))")
                continue
            }
        }
    }

    private func message(_ field: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        var count = bytes.count
        var head = [field << 3 | 2]
        while count >= 0x80 {
            head.append(UInt8(count & 0x7f) | 0x80)
            count >>= 7
        }
        return head + [UInt8(count)] + bytes
    }

    private func temporaryFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "syrinx-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        return folder
    }
}
