internal import FoundationEssentials
internal import Glibc

/// Choices of executors, remembered in `executors.json` of the cache folder.
///
/// A file that can't be read counts as empty, and one that can't be written is left: what is lost
/// is measured again.
struct ChoiceMemory {
    private let path: String
    /// All that a choice depends on.
    private let key: String

    /// nil if there is no cache folder.
    init?(
        _ source: ModelSource, sample: [Tensor], _ options: ExecutionOptions,
        _ executors: [any Executor]
    ) throws(ExecutionError) {
        guard let folder = options.cacheFolder else { return nil }
        path = "\(folder)/executors.json"
        var hash = Fingerprint()
        switch source {
        case .graph(let graph, let weights):
            // The values of large weights don't matter for time.
            hash.add(try graph.onnxModel(weights).bytes)
        case .onnx(let path):
            guard hash.add(file: path) else {
                throw .rejected(model: path, reason: "it can't be read")
            }
        }
        let parts =
            [
                "model \(hash)", Self.processor, "\(options.threadCount) threads",
                "cores \(options.cores)", options.device, "\(options.precision)",
                options.spins ? "spinning" : "waiting", Self.text(of: options.shapes),
            ] + sample.map { "\($0.type)" } + executors.map { "\($0.name) \($0.version)" }
        key = parts.joined(separator: "; ")
    }

    private static func text(of shapes: ShapePolicy) -> String {
        switch shapes {
        case .dynamic: "dynamic"
        case .exact: "exact"
        case .buckets(let buckets):
            "buckets "
                + buckets.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: " ")
        }
    }

    func recall() -> [ExecutorCatalogue.Measurement]? { all()[key] }

    func remember(_ measurements: [ExecutorCatalogue.Measurement]) {
        var choices = all()
        // Old ones are of models and libraries that are gone; measuring again is cheap.
        if choices.count >= 256 { choices = [:] }
        choices[key] = measurements
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let data = try? encoder.encode(choices) else { return }
        // Written beside and renamed, so that a reader never sees half of it.
        try? data.write(to: URL(filePath: path), options: .atomic)
    }

    private func all() -> [String: [ExecutorCatalogue.Measurement]] {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count < 1 << 20 else {
            return [:]
        }
        let decoder = JSONDecoder()
        return (try? decoder.decode([String: [ExecutorCatalogue.Measurement]].self, from: data))
            ?? [:]
    }

    /// The processor's name.
    private static var processor: String {
        guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown processor" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = line.withUnsafeBytes {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") {
                return text[text.index(after: colon)...].drop { $0 == " " }
                    .prefix { $0 != "\n" }.description
            }
        }
        return "unknown processor"
    }
}

/// A number that tells models apart (FNV-1a, taken by 8 bytes).
private struct Fingerprint: CustomStringConvertible {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(UInt64(bytes.count))
        let whole = bytes.count / 8
        for index in 0..<whole {
            add(bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        for byte in bytes[(whole * 8)...] { add(UInt64(byte)) }
    }

    /// False if the file can't be read.
    mutating func add(file path: String) -> Bool {
        guard let file = fopen(path, "rb") else { return false }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return ferror(file) == 0 }
            buffer.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    private mutating func add(_ word: UInt64) {
        value = (value ^ word) &* 0x0000_0100_0000_01b3
        // What a multiplication leaves in the high bits must reach the low ones.
        value ^= value >> 32
    }

    var description: String { String(value, radix: 16) }
}
