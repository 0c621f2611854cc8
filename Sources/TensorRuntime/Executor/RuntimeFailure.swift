/// What a runtime's library said when a call failed.
///
/// The libraries have no status for memory that ran out, so their words tell. A model's own names
/// stand in them too: a file that calls a layer `std::bad_alloc` gets the error of that, no more.
protocol RuntimeFailure: Error {
    var message: String { get }
    /// Whether the words are those of memory that ran out.
    var isOutOfMemory: Bool { get }
}

extension RuntimeFailure {
    /// The error of a run or of its preparation.
    func running(_ model: String) -> ExecutionError {
        isOutOfMemory
            ? .outOfMemory(model: model, reason: message) : .failed(model: model, reason: message)
    }

    /// The error of loading a model.
    func loading(_ model: String) -> ExecutionError {
        isOutOfMemory
            ? .outOfMemory(model: model, reason: message) : .rejected(model: model, reason: message)
    }
}
