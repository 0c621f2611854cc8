import SpeechModel

// Who has a worker, while there are more who want one.
//
// A call that can be held is one that may be made to wait when it hands over audio. So a
// first sound need not wait until such a call ends: it begins at once, and the other is
// held when it delivers next. There are never more calls running than twice the workers.
// Afterwards those that were held take turns, a delivery each, so that none of their
// listeners runs dry while another's segment is spoken to its end.
extension Dispatcher {
    /// How much of a first piece must have been made before its call counts as one that has
    /// sounded, in seconds: silence at its beginning, a block, and some of what a player
    /// gathers before it starts.
    static let sounding = 0.3

    /// How many batches for listeners who have heard nothing may go before the others: those
    /// of families that stream take little time until they sound.
    static func firstsInARow(_ needs: Needs) -> Int { needs.streams && needs.canBeHeld ? 16 : 4 }

    /// What is begun next, or goes on; nil where no more can be spoken now.
    mutating func nextSpeech(_ free: () -> Int?) -> Order? {
        while true {
            let running = flights.values.filter { !$0.isHeld }
            let hasRoom = running.count < workers
            guard hasRoom || running.count(where: { !$0.canMakeRoom }) < workers,
                !running.contains(where: \.isSolitary)
            else { return nil }
            let held = hasRoom ? heldLongest : nil
            let leader = leader(among: waitingFirst(), firstsOnly: !hasRoom)
            if let leader, !goesOn(held, before: leader), let order = begin(leader, free) {
                return order
            }
            guard let held else { return nil }
            firstsServed = 0
            resume(held)
        }
    }

    /// Whether a call that delivers has to wait; it is said to go on by ``Effects/resumed``.
    mutating func holds(_ batch: BatchID) -> Bool {
        guard let flight = flights[batch], flight.canMakeRoom, !isDead(batch) else {
            return false
        }
        let running = flights.values.count { !$0.isHeld }
        let othersWait = running == workers && (heldLongest != nil || firstWaits)
        guard running > workers || othersWait else { return false }
        holds += 1
        flights[batch]?.heldSince = holds
        return true
    }

    /// Lets a call go on that was held.
    mutating func resume(_ batch: BatchID) {
        guard flights[batch]?.isHeld == true else { return }
        flights[batch]?.heldSince = nil
        flights[batch]?.quiet = .zero
        effects.resumed.append(batch)
    }

    /// Whether somebody who has heard nothing could be spoken for.
    private var firstWaits: Bool {
        waitingFirst().contains { id in
            guard isFirst(id), let needs = piece(id)?.needs else { return false }
            return firstsServed < Self.firstsInARow(needs)
        }
    }

    private func leader(among waiting: [PieceID], firstsOnly: Bool) -> PieceID? {
        if let alone = waiting.first(where: { piece($0)?.needsSolitude == true }) { return alone }
        let others = waiting.filter { !isFirst($0) }
        if let first = waiting.first(where: isFirst), let needs = piece(first)?.needs {
            let isAlone = others.isEmpty && !flights.values.contains(where: \.isHeld)
            if isAlone || firstsServed < Self.firstsInARow(needs) { return first }
        }
        return firstsOnly ? nil : others.min { precedes($0.listener, $1.listener) }
    }

    /// The call that has been held longest.
    private var heldLongest: BatchID? {
        flights.filter(\.value.isHeld).min {
            ($0.value.heldSince ?? 0) < ($1.value.heldSince ?? 0)
        }?.key
    }

    /// Whether a held call is served before a piece that waits: where one of its listeners
    /// has no more to hear than the piece's has, or will have.
    private func goesOn(_ held: BatchID?, before leader: PieceID) -> Bool {
        guard let held, !isFirst(leader), piece(leader)?.needsSolitude != true,
            let bound = listeners[leader.listener]?.covered(at: now), let slots = flights[held]?.slots
        else { return false }
        return slots.contains { id in
            guard let id, let listener = listeners[id.listener] else { return false }
            return listener.audible(at: now) <= bound
        }
    }
}

extension Dispatcher.Flight {
    /// Whether it waits at its next delivery where a first sound needs its worker.
    var canMakeRoom: Bool { canBeHeld && silent.isEmpty && !isSolitary }
}
