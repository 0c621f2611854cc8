import SpeechModel
import SpeechPlan
import SpeechText

// From plans to pieces that can be spoken.
//
// A plan that is still being written and has no chunk yet is left alone until something
// arrives for it, so that it holds no planner. Something may arrive while the plan is being asked: then the answer
// is out of date, and it is asked again.
extension Dispatcher {
    mutating func nextPreparation() -> Order? {
        while let id = unprepared.first {
            unprepared.removeFirst()
            guard let index = index(of: id) else { continue }
            listeners[id.listener]?.pieces[index].state = .preparing
            preparing += 1
            return .prepare(id)
        }
        return nil
    }

    /// The plan that is read next: whose listener has the least in its queue.
    mutating func nextPlan() -> Order? {
        var best: (id: ListenerID, waiting: Int)?
        for id in order {
            guard let listener = listeners[id], wantsPlan(listener) else { continue }
            let waiting = listener.pieces.count
            if best.map({ waiting < $0.waiting }) ?? true { best = (id, waiting) }
        }
        guard let best else { return nil }
        listeners[best.id]?.isPlanning = true
        listeners[best.id]?.hasNews = false
        preparing += 1
        return .plan(best.id)
    }

    /// Plans are read a batch ahead of the voices, no further.
    private func wantsPlan(_ listener: Listener) -> Bool {
        guard !listener.isPlanning, !listener.isPlanned, !listener.isStarved,
            listener.failure == nil
        else {
            return false
        }
        // Pauses alone must not pile up either.
        guard listener.pieces.count < 2 * listener.batch + 64 else { return false }
        var waiting = 0
        for piece in listener.pieces {
            switch piece.state {
            case .ready, .unprepared, .preparing: waiting += 1
            default: break
            }
        }
        return waiting < min(listener.batch, maximumBatch)
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
            source: chunk.source, map: chunk.map, style: chunk.style,
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

    /// Chunks were taken from a listener's plan that are not to be spoken.
    mutating func skipped(for id: ListenerID) {
        preparing -= 1
        listeners[id]?.isPlanning = false
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

    /// A listener's plan has no chunk yet.
    mutating func planStarved(for id: ListenerID) {
        preparing -= 1
        guard let hasNews = listeners[id]?.hasNews else { return }
        listeners[id]?.isPlanning = false
        listeners[id]?.isStarved = !hasNews
    }

    /// Something has arrived for a listener's plan.
    mutating func arrived(for id: ListenerID) {
        listeners[id]?.isStarved = false
        listeners[id]?.hasNews = true
    }
}
