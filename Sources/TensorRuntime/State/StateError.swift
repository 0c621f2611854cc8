/// Why streams can't be stepped.
public enum StateError: Error, Sendable, Equatable {
    /// The network isn't one that steps, or not for batches.
    case unfit(network: String, slot: String, reason: String)
    /// All rows are taken.
    case batchFull(rows: Int)
    /// There is no such row.
    case noSuchRow(row: Int, count: Int)
    /// A stream has no room left in its caches.
    case cacheFull(row: Int, position: Int, steps: Int, capacity: Int)
    /// The state comes from another network.
    case otherNetwork(slot: String, reason: String)
    /// A stream begins without what it must be given.
    case notGiven(slot: String, got: String, wanted: String)
    /// A size that the call needs wasn't given or can't be.
    case wrongSize(symbol: String, reason: String)
    /// The call was made for another number of streams.
    case batchChanged(callFor: Int, count: Int)
    /// The executor refused or failed.
    case execution(ExecutionError)
}

extension StateError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .unfit(let network, let slot, let reason):
            "the network \(network) can't be stepped in batches: \(slot) \(reason)"
        case .batchFull(let rows):
            "all \(rows) rows of the batch are taken; let a stream leave or make a larger batch"
        case .noSuchRow(let row, let count):
            "there is no row \(row), the batch has \(count) streams"
        case .cacheFull(let row, let position, let steps, let capacity):
            "stream \(row) is at \(position) of \(capacity) and can't take \(steps) more; make a "
                + "batch with a larger capacity or end the stream"
        case .otherNetwork(let slot, let reason):
            "the state doesn't belong to this network: \(slot) \(reason)"
        case .notGiven(let slot, let got, let wanted):
            "a stream that begins must be given \(slot) as \(wanted), it got \(got)"
        case .wrongSize(let symbol, let reason): "the size \(symbol) \(reason)"
        case .batchChanged(let callFor, let count):
            "the call was made for \(callFor) streams and the batch has \(count); ask for it anew"
        case .execution(let error): error.description
        }
    }
}
