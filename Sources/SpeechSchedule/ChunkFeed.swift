import SpeechPlan

/// A plan on its way through its iterator.
///
/// `@unchecked Sendable`: the dispatcher gives out at most one order to plan for a
/// listener at a time, and only whoever carries it out calls ``next()``; orders follow
/// each other under the scheduler's lock. A source is `Sendable` itself.
final class ChunkFeed: @unchecked Sendable {
    private var iterator: any IteratorProtocol<Chunk>
    /// Where the chunks come from while they are still being written.
    let source: (any ChunkSource)?

    init(_ plan: ChunkPlan) {
        switch plan {
        case .ready(let chunks):
            iterator = Self.iterator(of: chunks)
            source = nil
        case .arriving(let source):
            iterator = EmptyCollection<Chunk>.Iterator()
            self.source = source
        }
    }

    func next() -> ChunkSupply {
        if let source { return source.next() }
        return iterator.next().map(ChunkSupply.chunk) ?? .end
    }

    private static func iterator<Chunks: Sequence<Chunk>>(
        of chunks: Chunks
    ) -> any IteratorProtocol<Chunk> {
        chunks.makeIterator()
    }
}
