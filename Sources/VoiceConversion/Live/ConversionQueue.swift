/// Which of several conversions is next: a decision without clock and threads.
///
/// Each conversion's frames are due a fixed time after they came; whose frame is due first is next,
/// so that all are late by as little as the processor allows, and one that floods waits for itself.
struct ConversionQueue {
    /// What is to be done for a conversion.
    struct Turn: Equatable {
        let conversion: Int
        /// Frames that were waiting for too long and are to be concealed, then those to convert.
        let concealing: Int
        let converting: Int
        /// When the last of them came, in seconds.
        let arrival: Double
    }

    /// Seconds after its arrival that a frame's conversion is due.
    let budget: Double
    /// Frames that may wait; older ones are concealed.
    let mostWaiting: Int
    /// Frames that are converted at once to catch up.
    let mostAtOnce: Int
    private var arrivals: [Int: [Double]] = [:]
    private var busy: Set<Int> = []

    init(budget: Double = 0.02, mostWaiting: Int = 10, mostAtOnce: Int = 4) {
        self.budget = budget
        self.mostWaiting = mostWaiting
        self.mostAtOnce = mostAtOnce
    }

    /// A conversion begins.
    mutating func begin(_ conversion: Int) { arrivals[conversion] = [] }

    /// It ends; what waits of it is forgotten.
    mutating func end(_ conversion: Int) {
        arrivals[conversion] = nil
        busy.remove(conversion)
    }

    /// Whether nothing of a conversion waits or is being done.
    func isIdle(_ conversion: Int) -> Bool {
        !busy.contains(conversion) && arrivals[conversion]?.isEmpty ?? true
    }

    /// A frame of a conversion came.
    mutating func arrived(_ conversion: Int, at time: Double) {
        arrivals[conversion]?.append(time)
    }

    /// The next turn, which nobody else gets until it is ``done(_:)``; nil where nothing waits.
    mutating func next() -> Turn? {
        let ready = arrivals.filter { !$0.value.isEmpty && !busy.contains($0.key) }
        guard
            let (conversion, times) = ready.min(by: {
                ($0.value[0], $0.key) < ($1.value[0], $1.key)
            })
        else { return nil }
        let concealing = max(times.count - mostWaiting, 0)
        let converting = min(times.count - concealing, mostAtOnce)
        let taken = concealing + converting
        arrivals[conversion]?.removeFirst(taken)
        busy.insert(conversion)
        return Turn(
            conversion: conversion, concealing: concealing, converting: converting,
            arrival: times[taken - 1])
    }

    /// A turn is over.
    mutating func done(_ turn: Turn) { busy.remove(turn.conversion) }

    /// Whether something done by then was late.
    func isLate(_ turn: Turn, at time: Double) -> Bool { time > turn.arrival + budget }
}
