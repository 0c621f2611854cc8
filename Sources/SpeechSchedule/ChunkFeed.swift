import SpeechPlan

/// A plan on its way through its iterator.
///
/// `@unchecked Sendable`: the dispatcher gives out at most one order to plan for a
/// listener at a time, and only whoever carries it out calls ``next()``; orders follow
/// each other under the scheduler's lock.
final class ChunkFeed: @unchecked Sendable {
    private var iterator: any IteratorProtocol<Chunk>

    init(_ chunks: any Sequence<Chunk> & Sendable) { iterator = Self.iterator(of: chunks) }

    func next() -> Chunk? { iterator.next() }

    private static func iterator<Chunks: Sequence<Chunk>>(
        of chunks: Chunks
    ) -> any IteratorProtocol<Chunk> {
        chunks.makeIterator()
    }
}
