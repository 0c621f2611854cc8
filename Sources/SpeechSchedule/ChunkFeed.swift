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

    /// How many chunks that are not wanted are taken at a time: others plan as well.
    private static let stride = 64

    /// The next chunk, if it is not before the first that is wanted; after some that are,
    /// one of those.
    func next(from first: Int) -> (supply: ChunkSupply, skipped: Int) {
        var skipped = 0
        while true {
            let supply = next()
            guard case .chunk(let chunk) = supply, chunk.index < first, skipped < Self.stride
            else { return (supply, skipped) }
            skipped += 1
        }
    }

    private static func iterator<Chunks: Sequence<Chunk>>(
        of chunks: Chunks
    ) -> any IteratorProtocol<Chunk> {
        chunks.makeIterator()
    }
}
