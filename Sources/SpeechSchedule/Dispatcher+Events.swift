import SpeechModel
import SpeechPlan
import SpeechText

// Speaking, as it happens.
extension Dispatcher {
    /// What becomes of audio that was made.
    enum Receipt: Equatable, Sendable {
        /// The last so many samples are new: they belong to the piece.
        case keep(PieceID, last: Int)
        /// Nobody wants more of this segment.
        case stop
    }

    /// Audio came for a slot of a batch.
    mutating func made(_ batch: BatchID, slot: Int, samples: Int) -> Receipt {
        guard let id = member(batch, slot), var piece = piece(id) else { return .stop }
        heard(batch)
        piece.received += samples
        // What is made again after a failure is the same as before.
        let new = max(0, piece.received - piece.made)
        piece.made += new
        update(id) { $0 = piece }
        guard let rate = (piece.needs?.rate).map(Double.init) else { return .stop }
        let seconds = Double(new) / rate
        if let until = listeners[id.listener]?.playedUntil {
            listeners[id.listener]?.playedUntil = max(until, now) + seconds
        }
        if Double(piece.made) >= Self.sounding * rate { flights[batch]?.silent.remove(id) }
        return .keep(id, last: min(new, samples))
    }

    /// A slot of a batch is complete.
    mutating func finished(_ batch: BatchID, slot: Int) -> PieceID? {
        guard let id = member(batch, slot) else { return nil }
        leave(batch, slot)
        if let family = flights[batch]?.family { stalls[family] = nil }
        update(id) { $0.state = .spoken }
        listeners[id.listener]?.hasBegun = true
        listeners[id.listener]?.counts.segments += 1
        noteSpoken(id)
        return id
    }

    /// Notes a chunk of which a piece has come to its end, if that was the last.
    mutating func noteSpoken(_ id: PieceID) {
        guard let listener = listeners[id.listener], let index = index(of: id) else { return }
        let chunk = listener.pieces[index].chunk
        var isSpoken = true
        for piece in listener.pieces[index...] {
            guard piece.chunk == chunk else { break }
            isSpoken = isSpoken && piece.state == .spoken
        }
        for piece in listener.pieces[..<index].reversed() {
            guard isSpoken, piece.chunk == chunk else { break }
            isSpoken = piece.state == .spoken
        }
        if isSpoken { effects.spoken.append(.init(listener: id.listener, chunk: chunk)) }
    }

    /// A slot of a batch failed by itself.
    mutating func failed(_ batch: BatchID, slot: Int, with error: SynthesisError) {
        guard let id = member(batch, slot) else { return }
        leave(batch, slot)
        fail(id, with: error)
    }

    /// The audio of a slot ran away; the family has been told to stop.
    mutating func ranAway(_ batch: BatchID, slot: Int, as kind: Runaway) {
        guard let id = member(batch, slot) else { return }
        leave(batch, slot)
        runAway(id, as: kind)
    }

    /// A batch is over.
    ///
    /// - Parameter error: What stopped it as a whole.
    mutating func ended(_ batch: BatchID, error: SynthesisError?) {
        strays[batch] = nil
        guard let flight = flights.removeValue(forKey: batch) else { return }
        let left = flight.slots.compactMap { $0 }
        let size = flight.slots.count
        if error == .outOfMemory {
            ceilings[flight.family] = Ceiling(batch: max(1, size / 2))
        } else if error == nil {
            ceilings[flight.family]?.succeeded(with: size)
        }
        guard !left.isEmpty else { return }
        guard let error else {
            for id in left { fail(id, with: .failed("the family ended without an answer")) }
            return
        }
        if size > 1 {
            for id in left { again(id) { $0.company = max(1, size / 2) } }
            for listener in Set(left.map(\.listener)) {
                listeners[listener]?.counts.batchSplits += 1
            }
        } else if error == .outOfMemory, flight.hadCompany {
            for id in left { again(id) { $0.needsSolitude = true } }
        } else {
            for id in left { fail(id, with: error) }
        }
    }

    /// A listener has gone.
    mutating func leave(_ id: ListenerID) {
        guard let listener = listeners[id] else { return }
        countDeparture(of: listener)
        listeners[id] = nil
        order.removeAll { $0 == id }
        effects.dropped += abandon { $0.listener == id }
    }

    /// Empties the slots of pieces that are no longer wanted.
    mutating func abandon(where isGone: (PieceID) -> Bool) -> [BatchID] {
        var dead: [BatchID] = []
        for (batch, flight) in flights {
            var flight = flight
            var changed = false
            for slot in flight.slots.indices {
                if let id = flight.slots[slot], isGone(id) {
                    flight.slots[slot] = nil
                    changed = true
                }
            }
            guard changed else { continue }
            flight.silent = flight.silent.filter { !isGone($0) }
            flights[batch] = flight
            if flight.slots.allSatisfy({ $0 == nil }) {
                dead.append(batch)
                resume(batch)
            }
        }
        return dead
    }

    /// Whether nobody waits for anything of a batch.
    func isDead(_ batch: BatchID) -> Bool {
        flights[batch]?.slots.allSatisfy { $0 == nil } ?? true
    }

    /// Ends a listener's stream before one of its pieces.
    mutating func end(_ id: ListenerID, before index: Int, with error: SynthesisError) {
        guard var listener = listeners[id] else { return }
        let gone = Set(listener.pieces[index...].map(\.id))
        listener.pieces.removeSubrange(index...)
        listener.failure = error
        listeners[id] = listener
        effects.dropped += abandon { gone.contains($0) }
        effects.discarded += gone
    }

    /// Empties the slot of a piece that has ended.
    private mutating func leave(_ batch: BatchID, _ slot: Int) {
        heard(batch)
        if let id = member(batch, slot) { flights[batch]?.silent.remove(id) }
        flights[batch]?.slots[slot] = nil
    }
}
