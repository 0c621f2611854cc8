import Foundation
import Testing

@testable import TensorRuntime

/// The golden weight files, and files made by a test.
enum WeightFiles {
    static let folder: String = {
        guard let folder = Bundle.module.url(forResource: "Golden", withExtension: nil) else {
            preconditionFailure("the test bundle has no Golden folder")
        }
        return folder.appendingPathComponent("weights").path
    }()

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func golden(_ name: String) throws(WeightError) -> WeightStore {
        try WeightStore(at: path(name))
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// Bytes as a reader sees those of a file, with nothing behind them.
    static func region(_ bytes: [UInt8], named name: String = "test") -> ByteRegion {
        let storage = TensorStorage(byteCount: bytes.count)
        storage.bytes.copyBytes(from: bytes)
        return ByteRegion(file: name, storage: storage, start: 0, count: bytes.count)
    }

    static func read(
        _ bytes: [UInt8], named name: String = "test", unpackedBytes: Int = 1 << 22
    ) throws(WeightError) -> WeightStore {
        try WeightStore(
            reading: region(bytes, named: name), WeightReading(unpackedBytes: unpackedBytes))
    }

    /// The problem that reading ends with.
    static func problem(_ bytes: [UInt8], named name: String = "test") -> WeightError.Problem? {
        do throws(WeightError) {
            _ = try read(bytes, named: name)
            return nil
        } catch { return error.problem }
    }

    /// Runs with a new folder, which is removed afterwards.
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("syrinx-weights-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Values of the golden files: 0, 1, 2, … in eighths, minus one.
    static func ramp(_ count: Int) -> [Float] { (0..<count).map { Float($0) / 8 - 1 } }

    /// A number's bytes, little-endian.
    static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}

extension WeightError.Problem {
    var isMalformed: Bool { if case .malformed = self { true } else { false } }
    var isTruncated: Bool { if case .truncated = self { true } else { false } }
    var isTooLarge: Bool { if case .tooLarge = self { true } else { false } }
    var isUnsupported: Bool { if case .unsupported = self { true } else { false } }
    var leavesFolder: Bool { if case .leavesFolder = self { true } else { false } }
}
