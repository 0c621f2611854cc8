public import TensorRuntime

/// What training changes and a checkpoint keeps.
public protocol Resumable {
    /// The state now.
    func state() throws(TrainingError) -> TrainingState
    /// Takes a state over, or throws without having changed anything.
    func resume(_ state: TrainingState) throws(TrainingState.Mismatch)
}

/// Tensors and counters by name.
public struct TrainingState: Sendable {
    /// Why a state isn't taken over.
    public enum Mismatch: Error {
        /// It is another's, or damaged.
        case state(String)
        /// libtorch failed.
        case execution(ExecutionError)
    }

    /// What is kept as tensors.
    public var tensors: [String: Tensor]
    /// What is counted.
    public var counters: [String: Int]

    /// A state of these; without any, empty.
    public init(tensors: [String: Tensor] = [:], counters: [String: Int] = [:]) {
        self.tensors = tensors
        self.counters = counters
    }

    /// The tensor of a name, which must be of this type.
    public func tensor(_ name: String, _ type: TensorType) throws(Mismatch) -> Tensor {
        guard let tensor = tensors[name] else { throw .state("\(name) is missing") }
        guard tensor.type == type else {
            throw .state("\(name) is \(tensor.type), here it is \(type)")
        }
        return tensor
    }

    /// A number of steps.
    public func steps(_ name: String) throws(Mismatch) -> Int {
        guard let count = counters[name] else { throw .state("the counter \(name) is missing") }
        guard (0..<1 << 40).contains(count) else { throw .state("\(name) is \(count)") }
        return count
    }

    /// Adds tensors of libtorch's under names.
    mutating func add(
        _ list: TorchList, named names: [String], under prefix: String
    ) throws(TrainingError) {
        for (name, tensor) in zip(names, list.tensors) {
            tensors[prefix + name] = try TrainingError.wrap { () throws(ExecutionError) in
                try tensor.tensor()
            }
        }
    }

    /// What ``put(_:)`` is to write: tensors of libtorch's with those that were kept.
    func pairs(
        _ list: TorchList, named names: [String], under prefix: String
    ) throws(Mismatch) -> [(target: TorchTensor, source: Tensor)] {
        var pairs: [(target: TorchTensor, source: Tensor)] = []
        for (name, target) in zip(names, list.tensors) {
            let type = try Self.execute { () throws(ExecutionError) in
                try target.description().type
            }
            pairs.append((target, try tensor(prefix + name, type)))
        }
        return pairs
    }

    /// Overwrites tensors.
    static func put(
        _ pairs: [(target: TorchTensor, source: Tensor)]
    ) throws(Mismatch) {
        for pair in pairs {
            try execute { () throws(ExecutionError) in
                try pair.target.assign(try TorchTensor(pair.source))
            }
        }
    }

    static func execute<Result>(
        _ body: () throws(ExecutionError) -> Result
    ) throws(Mismatch) -> Result {
        do throws(ExecutionError) { return try body() } catch { throw .execution(error) }
    }
}
