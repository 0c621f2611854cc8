import Synchronization

/// Time spent in something, added up over threads.
final class Stopwatch: Sendable {
    private let nanoseconds = Atomic<Int64>(0)

    /// The time so far, in seconds.
    var seconds: Double { Double(nanoseconds.load(ordering: .relaxed)) * 1e-9 }

    /// Runs something and adds the time it took.
    func measure<Result, Failure>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = ContinuousClock.now
        defer { add(ContinuousClock.now - start) }
        return try work()
    }

    /// Adds a time.
    func add(_ duration: Duration) {
        let (whole, attoseconds) = duration.components
        nanoseconds.wrappingAdd(
            whole &* 1_000_000_000 &+ attoseconds / 1_000_000_000,
            ordering: .relaxed)
    }
}

/// A sequence whose every element is timed.
struct Timed<Base: Sequence & Sendable>: Sequence, Sendable {
    let base: Base
    let stopwatch: Stopwatch

    struct Iterator: IteratorProtocol {
        var base: Base.Iterator
        let stopwatch: Stopwatch

        mutating func next() -> Base.Element? {
            let start = ContinuousClock.now
            defer { stopwatch.add(ContinuousClock.now - start) }
            return base.next()
        }
    }

    func makeIterator() -> Iterator {
        Iterator(base: base.makeIterator(), stopwatch: stopwatch)
    }
}
