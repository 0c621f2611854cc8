import SpeechModel

// Who is spoken next, and with whom.
extension Dispatcher {
    /// Begins a batch, led by a piece; nil where that can't be now.
    mutating func begin(_ leader: PieceID, _ free: () -> Int?) -> Order? {
        guard let piece = piece(leader), let needs = piece.needs else { return nil }
        if piece.needsSolitude, !flights.isEmpty { return nil }
        let budget = memoryLimit ?? free().map { $0 / 5 * 4 } ?? .max
        let taken = flights.values.map(\.bytes).reduce(
            strays.values.map(\.bytes).reduce(0) { $0.addingClamped($1) }
        ) { $0.addingClamped($1) }
        guard needs.bytes <= budget - min(taken, budget) else {
            // What is being spoken will give its memory back.
            if !flights.isEmpty { return nil }
            fail(leader, with: .outOfMemory)
            return next(free: free)
        }
        var room = budget - taken - needs.bytes
        var batch = [leader]
        start(leader)
        if !piece.needsSolitude { fill(&batch, led: piece, &room) }
        let id = BatchID(number: nextBatch)
        nextBatch += 1
        totals.batches += 1
        totals.batchSizes[batch.count, default: 0] += 1
        for (slot, member) in batch.enumerated() {
            update(member) { $0.state = .speaking(id, slot: slot) }
        }
        for listener in Set(batch.map(\.listener)) {
            listeners[listener]?.served = nextBatch
            listeners[listener]?.counts.batches += 1
        }
        let company = !flights.isEmpty
        for other in flights.keys { flights[other]?.hadCompany = true }
        let isFirst = isFirst(leader)
        flights[id] = Flight(
            slots: batch, bytes: budget - taken - room, family: needs.family, hadCompany: company,
            isSolitary: piece.needsSolitude, canBeHeld: canBeHeld(batch),
            silent: Set(batch.filter { self.isFirst($0) }), patience: patience(for: batch))
        firstsServed = isFirst ? firstsServed + 1 : 0
        return .speak(id, batch)
    }

    private func canBeHeld(_ batch: [PieceID]) -> Bool {
        batch.allSatisfy { piece($0)?.needs?.canBeHeld == true }
    }

    /// How long nothing may come of a batch.
    private func patience(for batch: [PieceID]) -> Duration {
        let needs = batch.compactMap { piece($0)?.needs }
        let streams = needs.allSatisfy(\.streams)
        let seconds = needs.map(\.seconds)
        return stall.patience(for: streams ? seconds.max() ?? 0 : seconds.reduce(0, +))
    }

    /// The first piece of each listener that could be spoken now, or were a call held.
    func waitingFirst(besides batch: BatchID? = nil) -> [PieceID] {
        // Calls of each family; for a first piece those that can be held make room.
        var calls: [String: (all: Int, firm: Int)] = [:]
        for (id, flight) in flights where !flight.isHeld && id != batch {
            calls[flight.family, default: (0, 0)].all += 1
            if !flight.canMakeRoom { calls[flight.family, default: (0, 0)].firm += 1 }
        }
        return order.compactMap { id in
            guard let listener = listeners[id], let ready = nextReady(of: listener),
                let needs = piece(ready)?.needs
            else { return nil }
            let taken = calls[needs.family] ?? (0, 0)
            let count = isFirst(ready) ? taken.firm : taken.all
            return count < max(1, needs.calls) ? ready : nil
        }
    }

    /// Adds to a batch what fits, whose listener has the least first.
    private mutating func fill(_ batch: inout [PieceID], led leader: Piece, _ room: inout Int) {
        guard let needs = leader.needs else { return }
        let isFirst = isFirst(leader.id)
        var limit = min(
            maximumBatch, needs.largestBatch, leader.company, ceiling(of: needs.family))
        var count = [leader.id.listener: 1]
        while batch.count < limit {
            var best: PieceID?
            for id in order {
                guard let listener = listeners[id], count[id, default: 0] < listener.batch,
                    let next = nextReady(of: listener), let other = piece(next),
                    let wants = other.needs, wants.family == needs.family, !other.needsSolitude,
                    wants.bytes <= room, other.company > batch.count,
                    needs.streams || self.isFirst(next) == isFirst
                else { continue }
                if best.map({ precedes(id, $0.listener) }) ?? true { best = next }
            }
            guard let best, let chosen = piece(best) else { return }
            limit = min(limit, chosen.company)
            room -= chosen.needs?.bytes ?? 0
            count[best.listener, default: 0] += 1
            batch.append(best)
            start(best)
        }
    }

    /// Marks a piece as taken into the batch that is being formed.
    private mutating func start(_ id: PieceID) {
        update(id) {
            $0.state = .speaking(BatchID(number: -1), slot: 0)
            $0.received = 0
        }
    }

    /// Whether one listener is to be served before another.
    func precedes(_ a: ListenerID, _ b: ListenerID) -> Bool {
        guard let first = listeners[a], let second = listeners[b] else { return false }
        return (first.covered(at: now), first.served, a)
            < (second.covered(at: now), second.served, b)
    }

    /// The next piece that a listener may have spoken.
    private func nextReady(of listener: Listener) -> PieceID? {
        var before = 0.0
        for piece in listener.pieces {
            guard piece.isWaiting, let needs = piece.needs else {
                // How much room an earlier piece will need must be known first.
                if piece.needs == nil, piece.state != .pause { return nil }
                before += piece.secondsAhead
                continue
            }
            // What the listener waits for is never held back: no bound may be a
            // deadlock.
            if before == 0 || piece.needsSolitude { return piece.id }
            let calls = min(needs.calls, workers, Self.callsForOne)
            let useful = Double(needs.largestBatch) * Double(calls)
            let size = min(Double(min(listener.batch, maximumBatch)), useful)
            let bound = max(listener.runAhead, size * needs.seconds)
            return listener.ahead + needs.seconds <= bound ? piece.id : nil
        }
        return nil
    }

    /// Whether a piece is the first thing that its listener hears.
    func isFirst(_ id: PieceID) -> Bool {
        guard let listener = listeners[id.listener], !listener.hasBegun else { return false }
        return listener.pieces.first { $0.state != .pause }?.id == id
    }
}
