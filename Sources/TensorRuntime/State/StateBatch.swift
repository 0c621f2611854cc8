/// The states of streams that run in one call, each at its own position (continuous batching).
///
/// Streams are rows of buffers that calls are bound to. One that joins takes the row behind the
/// last; one that leaves is replaced by the last. What a step keeps goes to a second buffer that
/// changes places with the first, and caches are only added to: nothing is copied from step to
/// step but the new rows of caches.
///
/// Not `Sendable`: one thread at a time, as the calls it makes.
public final class StateBatch {
    let memory: StateRows
    private var calls: [CallKey: StepCall] = [:]

    private struct CallKey: Hashable {
        let model: ObjectIdentifier
        let count: Int
        let sizes: [String: Int]
    }

    /// Room for streams.
    ///
    /// - Parameters:
    ///   - graph: A network built for stepping.
    ///   - rows: Streams that can be there at once.
    ///   - sizes: Sizes of the symbols that states and caches have besides the batch, such as
    ///     `capacity`: the frames that a stream may have, or of a window its length.
    /// - Throws: ``StateError``, for a network that keeps nothing or a size that is missing.
    public init(_ graph: Graph, rows: Int, sizes: [String: Int] = [:]) throws(StateError) {
        memory = try StateRows(graph, rows: rows, sizes: sizes)
    }

    /// The network whose states these are.
    public var graph: Graph { memory.graph }
    /// Streams that there is room for.
    public var rows: Int { memory.rows }
    /// Streams that are there: rows below this.
    public var count: Int { memory.count }

    /// Bytes of all buffers.
    public var byteCount: Int {
        memory.kept.reduce(0) { $0 + 2 * $1.buffer(0).type.byteCount }
            + memory.cached.reduce(0) { $0 + $1.buffer.type.byteCount }
    }

    /// The call that takes all streams that are there a step further.
    ///
    /// Calls are kept: the same sizes and streams bring the same call, with the same buffers.
    ///
    /// - Parameters:
    ///   - model: The network, loaded.
    ///   - sizes: Sizes of the inputs' symbols besides the batch, such as `frames`.
    public func call(
        _ model: any LoadedModel, sizes: [String: Int] = [:]
    ) throws(StateError) -> StepCall {
        let key = CallKey(model: ObjectIdentifier(model), count: count, sizes: sizes)
        if let call = calls[key] { return call }
        try StateRows.check(sizes)
        let call = try StepCall(memory, model, sizes)
        // Whoever has many different steps needn't keep the memory of all.
        if calls.count >= 32 { calls.removeAll() }
        calls[key] = call
        return call
    }
}
