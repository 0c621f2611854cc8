import SpeechModel
import SpeechPlan
import SpeechText

// Planning and speaking, as they happen.
extension Dispatcher {
    /// What becomes of audio that was made.
    enum Receipt: Equatable, Sendable {
        /// The last so many samples are new: they belong to the piece.
        case keep(PieceID, last: Int)
        /// Nobody wants more of this segment.
        case stop
    }

    /// A chunk was taken from a listener's plan.
    ///
    /// - Returns: The piece to prepare at once, by the same worker; nil for a pause
    ///   or where the listener has gone.
    mutating func planned(_ chunk: Chunk, for id: ListenerID) -> PieceID? {
        guard var listener = listeners[id] else {
            preparing -= 1
            return nil
        }
        listener.isPlanning = false
        guard listener.failure == nil else {
            listeners[id] = listener
            preparing -= 1
            return nil
        }
        let hasWords = chunk.text.unicodeScalars.contains { !$0.properties.isWhitespace }
        let piece = Piece(
            id: PieceID(listener: id, number: listener.nextPiece), chunk: chunk.index,
            source: chunk.source, style: chunk.style,
            words: Words(text: chunk.text, pronunciations: chunk.pronunciations),
            ending: .chunk(chunk.boundary, pause: chunk.pauseAfter),
            state: hasWords ? .preparing : .pause)
        listener.nextPiece += 1
        listener.hasRested = false
        listener.pieces.append(piece)
        listeners[id] = listener
        if !hasWords { preparing -= 1 }
        return hasWords ? piece.id : nil
    }

    /// A listener's plan has no more chunks.
    mutating func planEnded(for id: ListenerID) {
        preparing -= 1
        listeners[id]?.isPlanning = false
        listeners[id]?.isPlanned = true
    }

    /// A family was found for a piece.
    mutating func prepared(_ id: PieceID, candidate: Int, needs: Needs) {
        preparing -= 1
        update(id) {
            if $0.candidate != candidate { $0.attempt = 0 }
            $0.candidate = candidate
            $0.reported = candidate
            $0.needs = needs.sane
            $0.state = .ready
        }
        if let refusal = refusal(of: needs.family) { passOn(id, because: refusal) }
    }

    /// No family is left for a piece: its listener's stream ends before it.
    mutating func exhausted(_ id: PieceID, errors: [SynthesisError]) {
        preparing -= 1
        guard let index = index(of: id), let piece = piece(id) else { return }
        end(id.listener, before: index, with: (piece.errors + errors).mostTelling)
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
        return id
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
        guard listeners.removeValue(forKey: id) != nil else { return }
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
            flights[batch] = flight
            if flight.slots.allSatisfy({ $0 == nil }) { dead.append(batch) }
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

    // MARK: Pieces by name

    func index(of id: PieceID) -> Int? {
        listeners[id.listener]?.pieces.firstIndex { $0.id == id }
    }

    func piece(_ id: PieceID) -> Piece? {
        listeners[id.listener]?.pieces.first { $0.id == id }
    }

    mutating func update(_ id: PieceID, _ change: (inout Piece) -> Void) {
        guard let index = index(of: id) else { return }
        guard var piece = listeners[id.listener]?.pieces[index] else { return }
        change(&piece)
        listeners[id.listener]?.pieces[index] = piece
    }

    /// Empties the slot of a piece that has ended.
    private mutating func leave(_ batch: BatchID, _ slot: Int) {
        heard(batch)
        flights[batch]?.slots[slot] = nil
    }

    /// The piece in a slot, nil if nobody wants it any more.
    func member(_ batch: BatchID, _ slot: Int) -> PieceID? {
        guard let slots = flights[batch]?.slots, slots.indices.contains(slot) else { return nil }
        return slots[slot]
    }
}

extension Needs {
    /// The needs with numbers that can be reckoned with, whatever a family says.
    var sane: Needs {
        var sane = self
        sane.seconds = seconds.isFinite ? min(max(seconds, 0.01), 86_400) : 86_400
        sane.bytes = max(0, bytes)
        sane.largestBatch = max(1, largestBatch)
        return sane
    }
}
