public import SpeechPlan

/// What a plan answers that may not have been written to its end yet.
public enum ChunkSupply: Sendable, Equatable {
    /// The next chunk.
    case chunk(Chunk)
    /// The next chunk depends on text that is not there yet.
    case notYet
    /// There are no more chunks.
    case end
}

/// A plan whose chunks become known little by little, as when its text is still being
/// written.
///
/// It never makes anybody wait: where there is no chunk it says so, and tells when
/// asking again is worth while. Meanwhile other listeners are served.
public protocol ChunkSource: Sendable {
    /// The next chunk, if it is known. Called on a thread of the scheduler, by one at a
    /// time, and only as far as audio is wanted.
    func next() -> ChunkSupply

    /// Sets what to call when ``next()`` may have something after it had not; also
    /// called when that comes in the same moment. Set once, before the first ``next()``.
    func onArrival(_ wake: @escaping @Sendable () -> Void)

    /// Nobody listens any more. May come more than once; must not call `wake`.
    func listenerLeft()
}

/// The plan of a listener.
public enum ChunkPlan: Sendable {
    /// All of it is there; its chunks are made while it is iterated.
    case ready(any Sequence<Chunk> & Sendable)
    /// It is still being written.
    case arriving(any ChunkSource)
}
