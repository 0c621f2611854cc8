import SpeechModel

// Who has a worker, while there are more who want one.
//
// A call that can be held is one that may be made to wait when it hands over audio. So a
// first sound need not wait until such a call ends: it begins at once, and the other is
// held when it delivers next. There are never more calls running than twice the workers.
// The same is done for a listener who is about to run dry, and with the calls that were
// held: whoever has the least to hear goes on.
extension Dispatcher {
    /// How much of a first piece must have been made before its call counts as one that has
    /// sounded, in seconds: a little silence at its beginning and a block. What a player
    /// gathers before it starts is made in turns with the others.
    static let sounding = 0.075

    /// Who has less to hear than this, in seconds, is about to run dry: as long as two or
    /// three segments take to their first sound on a busy machine.
    static let danger = 0.5

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
            let held = hasRoom ? heldWithLeast : nil
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
        guard running > workers || running == workers && isNeededMore(elsewhere: batch) else {
            return false
        }
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

    /// Whether somebody else has more need of the worker of a call.
    private func isNeededMore(elsewhere batch: BatchID) -> Bool {
        let own = audible(batch)
        if let held = heldWithLeast, audible(held) < own { return true }
        return waitingFirst(besides: batch).contains { id in
            guard let needs = piece(id)?.needs, let listener = listeners[id.listener] else {
                return false
            }
            if isFirst(id) { return firstsServed < Self.firstsInARow(needs) }
            let covered = listener.covered(at: now)
            return covered < Self.danger && covered + Self.danger < own
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

    /// The held call whose listeners have the least to hear; among equals the one that has
    /// been held longest.
    private var heldWithLeast: BatchID? {
        flights.filter(\.value.isHeld).min {
            (audible($0.key), $0.value.heldSince ?? 0) < (audible($1.key), $1.value.heldSince ?? 0)
        }?.key
    }

    /// Whether a held call is served before a piece that waits.
    private func goesOn(_ held: BatchID?, before leader: PieceID) -> Bool {
        guard let held, !isFirst(leader), piece(leader)?.needsSolitude != true,
            let listener = listeners[leader.listener]
        else { return false }
        return audible(held) <= listener.covered(at: now)
    }

    /// How long the listener of a batch who has the least has something to hear.
    private func audible(_ batch: BatchID) -> Double {
        let slots = flights[batch]?.slots ?? []
        let audible = slots.compactMap { $0.flatMap { listeners[$0.listener] }?.audible(at: now) }
        return audible.min() ?? .infinity
    }
}

extension Dispatcher.Flight {
    /// Whether it waits at its next delivery where a first sound needs its worker.
    var canMakeRoom: Bool { canBeHeld && silent.isEmpty && !isSolitary }
}
