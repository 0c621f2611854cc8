public import TensorRuntime

/// Why training doesn't begin or go on; a case for each remedy.
public enum TrainingError: Error, Sendable, Equatable {
    /// A number or name that can't be followed. Remedy: as told.
    case wrongSetting(name: String, reason: String)
    /// libtorch is missing or failed.
    case execution(ExecutionError)
    /// A file of weights can't be read or written.
    case weights(WeightError)
    /// Prepared data contradicts itself or is something else. Remedy: prepare it again.
    case wrongData(file: String, reason: String)
    /// A file can't be read, or holds something else. Remedy: as told.
    case input(file: String, reason: String)
    /// A file or folder can't be written.
    case output(file: String, reason: String)
    /// A checkpoint lacks something or holds another network's. Remedy: the checkpoint of this
    /// network, or training from the start.
    case wrongCheckpoint(file: String, part: String, reason: String)

    /// Passes an executor's error on as one of training.
    static func wrap<Result>(
        _ body: () throws(ExecutionError) -> Result
    ) throws(TrainingError) -> Result {
        do throws(ExecutionError) { return try body() } catch { throw .execution(error) }
    }

    /// Networks that can't be built are of settings that don't fit together.
    static func building<Result>(
        _ body: () throws(GraphError) -> Result
    ) throws(TrainingError) -> Result {
        do throws(GraphError) { return try body() } catch { throw TrainingError(error) }
    }

    init(_ error: GraphError) {
        self = .wrongSetting(name: error.layer, reason: error.problem)
    }
}

extension TrainingError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .wrongSetting(let name, let reason): "\(name): \(reason)"
        case .execution(let error): "\(error)"
        case .weights(let error): "\(error)"
        case .wrongData(let file, let reason):
            "data \(file): \(reason); prepare it again with `syrinx prepare`"
        case .input(let file, let reason): "\(file): \(reason)"
        case .output(let file, let reason): "\(file) can't be written: \(reason)"
        case .wrongCheckpoint(let file, let part, let reason):
            "checkpoint \(file), \(part): \(reason); give a checkpoint of this network or begin anew"
        }
    }
}
