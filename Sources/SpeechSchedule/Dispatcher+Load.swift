// What is going on, in numbers.
extension Dispatcher {
    /// Everything but what the keeper of the audio knows.
    var load: ScheduleLoad {
        var load = ScheduleLoad()
        load.workers = workers
        load.runningBatches = flights.count
        load.stalledCalls = strays.count
        load.totals = totals
        for flight in flights.values {
            load.runningSegments += flight.slots.count { $0 != nil }
            load.synthesisBytes = load.synthesisBytes.addingClamped(flight.bytes)
        }
        for stray in strays.values {
            load.synthesisBytes = load.synthesisBytes.addingClamped(stray.bytes)
        }
        for (id, listener) in listeners {
            load.totals.add(listener.counts)
            if !hasEnded(id) { load.listeners += 1 }
            for piece in listener.pieces {
                switch piece.state {
                case .unprepared, .preparing, .ready: load.waitingSegments += 1
                case .pause, .speaking, .spoken: break
                }
                guard let needs = piece.needs else { continue }
                load.waitingSeconds += Double(piece.made - piece.taken) / Double(needs.rate)
            }
        }
        return load
    }

    /// Whether a listener's stream has come to its end.
    func hasEnded(_ id: ListenerID) -> Bool {
        switch peek(for: id) {
        case .finished, .failed: true
        default: false
        }
    }

    /// Counts a listener that leaves.
    mutating func countDeparture(of listener: Listener) {
        totals.add(listener.counts)
        switch peek(for: listener.id) {
        case .finished: break
        case .failed: totals.failures += 1
        default: totals.cancellations += 1
        }
    }
}

extension ScheduleTotals {
    /// Adds what was counted for one listener and for nobody else.
    mutating func add(_ counts: Dispatcher.Counts) {
        segments += counts.segments
        retries += counts.retries
        splits += counts.splits
        runaways += counts.runaways
        cuts += counts.cuts
    }
}
