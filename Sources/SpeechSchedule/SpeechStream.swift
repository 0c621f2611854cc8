public import AudioSignal
public import SpeechModel

/// A block of speech on its way to a listener.
public struct SpeechBlock: Sendable, Equatable {
    /// The samples: exactly one block, only the last may be shorter.
    public var audio: AudioBuffer
    /// Where the block begins in the stream, in samples.
    public var start: Int
    /// The index of the chunk that was being joined when the block was complete; the
    /// pause behind a chunk belongs to it.
    public var chunk: Int
}

/// Speech for one listener, block by block.
///
/// Blocks are made as they are asked for: who doesn't ask slows the voices down, once
/// ``ListenerRequest/runAhead`` is reached. Letting go of the stream and its iterators,
/// cancelling the task that waits in it, or ``cancel()`` ends the work; other listeners
/// don't notice. There is one sequence of blocks, whichever iterator asks.
public struct SpeechStream: AsyncSequence, Sendable {
    /// A block.
    public typealias Element = SpeechBlock
    /// Why a stream ends early.
    public typealias Failure = SynthesisError

    let subscription: Subscription

    /// Ends the work for this listener; whoever waits for a block gets
    /// `SynthesisError/cancelled`.
    public func cancel() { subscription.cancel() }

    /// What happened so far; after a cancellation, until then.
    public var report: ScheduleReport { subscription.report }

    /// What happened since this was last asked, in order; nothing unless
    /// ``ListenerRequest/reportsEvents``. Whoever asks at least once for some hundred
    /// chunks misses nothing.
    public func takeEvents() -> [SessionEvent] { subscription.takeEvents() }

    /// An iterator over the blocks that nobody has taken yet.
    public func makeAsyncIterator() -> Iterator { Iterator(subscription: subscription) }

    /// Hands out the blocks of a stream.
    public struct Iterator: AsyncIteratorProtocol {
        let subscription: Subscription

        /// The next block, nil after the last.
        ///
        /// - Throws: `SynthesisError/cancelled` after a cancellation; another error
        ///   when every family of a chunk's chain has failed, after all audio before
        ///   that chunk.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(SynthesisError) -> SpeechBlock? {
            try await subscription.nextBlock()
        }

        /// The next block, nil after the last.
        public mutating func next() async throws(SynthesisError) -> SpeechBlock? {
            try await subscription.nextBlock()
        }
    }
}
