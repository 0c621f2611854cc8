internal import FoundationEssentials
internal import TensorRuntime

/// All that training needs to go on as if it had not stopped: weights, moments, averages, random
/// sources, the place in the data, counters.
///
/// safetensors files of 15 MB at the most and their index: tensors are named `part/tensor`,
/// values are JSON in the metadata. The index gets its name when all is complete, so a crash
/// leaves the checkpoint before.
public struct Checkpoint: Sendable {
    private static let versionKey = "syrinx.checkpoint"
    private static let version = "1"

    private var store = WeightStore()
    /// The path as given; for errors.
    private let file: String

    /// One that holds nothing yet.
    public init() {
        file = ""
        store.metadata[Self.versionKey] = Self.version
    }

    /// Reads a file.
    ///
    /// - Throws: ``TrainingError/weights(_:)`` if it can't be read,
    ///   ``TrainingError/wrongCheckpoint(file:part:reason:)`` if it is none.
    public init(at path: String) throws(TrainingError) {
        file = path
        do throws(WeightError) { store = try WeightStore(at: path) } catch { throw .weights(error) }
        let version = store.metadata[Self.versionKey]
        guard version == Self.version else {
            throw .wrongCheckpoint(
                file: path, part: "version",
                reason: version.map { "it is of version \($0), not \(Self.version)" }
                    ?? "the file holds weights but no state of training")
        }
    }

    /// Bytes of a file at the most, which is what machines that are lent give back.
    static let partBytes = 15_000_000 - 65_536

    /// Writes the files; the checkpoint before stays until these are complete.
    ///
    /// - Parameters:
    ///   - path: The index, ending in `.safetensors.index.json`.
    ///   - step: What files' names are told from those of the checkpoint before by.
    public func write(to path: String, step: Int) throws(TrainingError) {
        do throws(WeightError) {
            try store.write(toIndex: path, partBytes: Self.partBytes, tag: "\(step)")
        } catch {
            throw .weights(error)
        }
    }

    /// Adds what something changes while training.
    ///
    /// - Parameter name: Its name in the file, without `/`.
    public mutating func keep(_ part: some Resumable, as name: String) throws(TrainingError) {
        precondition(!name.contains("/"), "'\(name)' is no name of a part")
        let state = try part.state()
        for (tensor, value) in state.tensors { store["\(name)/\(tensor)"] = value }
        try keep(value: state.counters, as: "\(name)/counters")
    }

    /// Puts something into the state that it had. It must be of the same network and settings.
    ///
    /// - Throws: ``TrainingError/wrongCheckpoint(file:part:reason:)``, before anything changed.
    public func resume(_ part: some Resumable, from name: String) throws(TrainingError) {
        let counters = try value([String: Int].self, "\(name)/counters")
        var state = TrainingState(counters: counters)
        let prefix = "\(name)/"
        for tensor in store.names where tensor.hasPrefix(prefix) {
            state.tensors[String(tensor.dropFirst(prefix.count))] = store[tensor]
        }
        do throws(TrainingState.Mismatch) {
            try part.resume(state)
        } catch {
            switch error {
            case .state(let reason):
                throw .wrongCheckpoint(file: file, part: name, reason: reason)
            case .execution(let error): throw .execution(error)
            }
        }
    }

    /// Adds a value, such as ``DataOrder/place`` or the number of the next step.
    public mutating func keep(value: some Encodable, as name: String) throws(TrainingError) {
        do {
            let encoder = JSONEncoder()
            // The same state gives the same bytes.
            encoder.outputFormatting = .sortedKeys
            store.metadata["value.\(name)"] = String(
                decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .wrongSetting(name: name, reason: "it can't be written: \(error)")
        }
    }

    /// A value that was kept, as JSON; nil if it isn't there.
    func text(_ name: String) -> String? { store.metadata["value.\(name)"] }

    /// A value that was kept.
    public func value<Value: Decodable>(
        _ type: Value.Type, _ name: String
    ) throws(TrainingError) -> Value {
        guard let text = text(name) else {
            throw .wrongCheckpoint(file: file, part: name, reason: "it isn't there")
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            // Another network's settings, most likely.
            throw .wrongCheckpoint(
                file: file, part: name, reason: "it has no '\(key.stringValue)'")
        } catch {
            throw .wrongCheckpoint(file: file, part: name, reason: "it can't be read: \(error)")
        }
    }
}
