import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechText
import Synchronization

// The workers' side: planning, finding families, speaking.
extension SchedulerCore {
    /// Takes the next chunk of a listener's plan and finds its family.
    func plan(for id: ListenerID) {
        let start = clock.now
        let (feed, first) = reading {
            ($0.members[id]?.feed, $0.members[id]?.request.firstChunk ?? 0)
        }
        let (supply, skipped) = feed?.next(from: first) ?? (.end, 0)
        let piece: PieceID? = change { state in
            let now = clock.now
            state.members[id]?.report.planningSeconds += (now - start).seconds
            state.members[id]?.report.planned += skipped
            switch supply {
            case .chunk(let chunk) where chunk.index < first:
                state.members[id]?.report.planned += 1
                state.dispatcher.skipped(for: id)
            case .chunk(let chunk):
                state.members[id]?.report.planned += 1
                state.logs[id]?.planned(chunk, at: now)
                return state.dispatcher.planned(chunk, for: id)
            case .notYet: state.dispatcher.planStarved(for: id)
            case .end:
                state.members[id]?.report.isPlanned = true
                state.dispatcher.planEnded(for: id)
            }
            return nil
        }
        if let piece { prepare(piece) }
    }

    /// Finds the family that speaks a piece: the first of its chain, from the place it has
    /// come to, that loads.
    func prepare(_ id: PieceID) {
        let start = clock.now
        let (piece, request) = reading {
            ($0.dispatcher.piece(id), $0.members[id.listener]?.request)
        }
        guard let piece, let request else {
            return change { $0.dispatcher.exhausted(id, errors: []) }
        }
        var search = FamilySearch(piece, request)
        let found = search.run()
        change { state in
            state.members[id.listener]?.report.planningSeconds += (clock.now - start).seconds
            state.fallbacks += search.fallbacks.count
            for fallback in search.fallbacks { state.members[id.listener]?.report.add(fallback) }
            guard let found else {
                return state.dispatcher.exhausted(id, errors: search.errors)
            }
            // The listener may have left meanwhile.
            guard state.dispatcher.piece(id) != nil else {
                return state.dispatcher.prepared(id, candidate: 0, needs: found.needs)
            }
            state.voicings[id] = Voicing(
                family: found.family, segment: found.segment, entry: found.entry,
                seconds: found.needs.seconds, readySince: clock.now)
            var needs = found.needs
            needs.largestBatch = min(
                needs.largestBatch, batchSizes.best(for: found.segment.voice) ?? .max)
            state.dispatcher.prepared(id, candidate: search.index, needs: needs)
        }
    }

    /// Speaks a batch, to its end.
    func speak(_ batch: BatchID, _ pieces: [PieceID]) async {
        let start = clock.now
        let voicings: [Voicing?] = reading { state in pieces.map { state.voicings[$0] } }
        count(pieces) { member, piece in
            guard let ready = voicings[piece]?.readySince else { return }
            member.report.queueSeconds += max(0, (start - ready).seconds)
        }
        // Pieces of listeners that have left since have no voicing any more.
        let places = voicings.indices.filter { voicings[$0] != nil }
        let known = voicings.compactMap { $0 }
        guard let family = known.first?.family else {
            return change { $0.dispatcher.ended(batch, error: .cancelled) }
        }
        let run = BatchRun(
            self, batch, slots: places, of: places.map { pieces[$0].listener }, known)
        run.begin(at: start)
        defer { run.end(at: clock.now) }
        await withCheckedContinuation { worker in
            let isWanted = change { state in
                guard !state.isStopped, !state.dispatcher.isDead(batch) else {
                    state.dispatcher.ended(batch, error: .cancelled)
                    return false
                }
                state.calls[batch] = Call(worker: worker)
                return true
            }
            guard isWanted else { return worker.resume() }
            let task = Task(executorPreference: threads) {
                var failure: SynthesisError?
                do throws(SynthesisError) {
                    try await family.synthesize(known.map(\.segment)) { run.receive($0, $1) }
                } catch {
                    failure = error
                }
                run.end(at: self.clock.now)
                self.returned(batch, failure)
            }
            let isDead = change { state in
                state.calls[batch]?.task = task
                return state.isStopped || state.dispatcher.isDead(batch)
            }
            if isDead { task.cancel() }
        }
    }

    /// A call of a family has returned.
    private func returned(_ batch: BatchID, _ error: SynthesisError?) {
        let call = change { state in
            state.dispatcher.ended(batch, error: error)
            return state.calls.removeValue(forKey: batch)
        }
        // Nobody waits for one that was given up; its thread had been replaced.
        if let worker = call?.worker { worker.resume() } else { threads.remove() }
    }

    /// Changes the members that pieces belong to.
    private func count(_ pieces: [PieceID], _ body: (inout Member, Int) -> Void) {
        for (index, piece) in pieces.enumerated() {
            count(piece.listener) { body(&$0, index) }
        }
    }
}
