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
        let supply = reading { $0.members[id]?.feed }?.next() ?? .end
        let piece: PieceID? = change { state in
            state.members[id]?.report.planningSeconds += (clock.now - start).seconds
            switch supply {
            case .chunk(let chunk):
                state.members[id]?.report.planned += 1
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
        var error: SynthesisError? = .cancelled
        let known = voicings.compactMap { $0 }
        let time = BatchTime(known.indices, from: start)
        let speakers = pieces.indices.filter { voicings[$0] != nil }.map { pieces[$0].listener }
        // Pieces of listeners that have left since have no voicing any more.
        if let family = known.first?.family {
            let places = voicings.indices.filter { voicings[$0] != nil }
            let run = BatchRun(self, batch, slots: places, known)
            let segments = known.map(\.segment)
            let task = Task(executorPreference: threads) { () -> SynthesisError? in
                do throws(SynthesisError) {
                    try await family.synthesize(segments) { index, event in
                        if case .audio = event {
                        } else {
                            self.charge(time.share(ending: index, at: self.clock.now), to: speakers)
                        }
                        return run.receive(index, event)
                    }
                    return nil
                } catch {
                    return error
                }
            }
            let isDead = change { state in
                state.tasks[batch] = task
                return state.isStopped || state.dispatcher.isDead(batch)
            }
            if isDead { task.cancel() }
            error = await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
        }
        charge(time.share(ending: nil, at: clock.now), to: speakers)
        change { state in
            state.tasks[batch] = nil
            state.dispatcher.ended(batch, error: error)
        }
    }

    /// Notes time of synthesis for those who spoke.
    private func charge(_ share: (seconds: Double, of: Set<Int>), to speakers: [ListenerID]) {
        for index in share.of {
            count(speakers[index]) { $0.report.synthesisSeconds += share.seconds }
        }
    }

    /// Changes the members that pieces belong to.
    private func count(_ pieces: [PieceID], _ body: (inout Member, Int) -> Void) {
        for (index, piece) in pieces.enumerated() {
            count(piece.listener) { body(&$0, index) }
        }
    }
}

/// Hears one batch: guards each slot, and passes its audio on.
final class BatchRun: Sendable {
    private struct Slot {
        let number: Int
        let rate: SampleRate
        var sentry: RunawayGuard
    }

    private let core: SchedulerCore
    private let batch: BatchID
    private let slots: Mutex<[Slot]>

    init(
        _ core: SchedulerCore, _ batch: BatchID, slots numbers: [Int],
        _ voicings: [SchedulerCore.Voicing]
    ) {
        self.core = core
        self.batch = batch
        slots = Mutex(
            zip(numbers, voicings).map { number, voicing in
                Slot(
                    number: number, rate: voicing.entry.rate,
                    sentry: RunawayGuard(
                        core.settings.runaway, rate: voicing.entry.rate, seconds: voicing.seconds,
                        canRunAway: voicing.family.canRunAway))
            })
    }

    func receive(_ index: Int, _ event: SegmentEvent) -> Verdict {
        let heard: (slot: Int, runaway: Runaway?, isWrong: Bool)? = slots.withLock { slots in
            guard slots.indices.contains(index) else { return nil }
            guard case .audio(let audio) = event else { return (slots[index].number, nil, false) }
            let isWrong = audio.rate != slots[index].rate
            return (slots[index].number, slots[index].sentry.hear(audio.samples), isWrong)
        }
        guard let heard else { return .stop }
        let batch = batch
        return core.change { state in
            switch event {
            case .failed(let error):
                state.dispatcher.failed(batch, slot: heard.slot, with: error)
                return .stop
            case .finished:
                _ = state.dispatcher.finished(batch, slot: heard.slot)
                return .stop
            case .audio(let audio):
                if heard.isWrong || heard.runaway == .notFinite {
                    let reason =
                        heard.isWrong
                        ? "the family gave audio at \(audio.rate), not at its voice's rate"
                        : Runaway.notFinite.description
                    state.dispatcher.failed(batch, slot: heard.slot, with: .failed(reason))
                    return .stop
                }
                if let runaway = heard.runaway {
                    state.dispatcher.ranAway(batch, slot: heard.slot, as: runaway)
                    return .stop
                }
                switch state.dispatcher.made(
                    batch, slot: heard.slot, samples: audio.samples.count)
                {
                case .stop: return .stop
                case .keep(let piece, let last):
                    state.sounds[piece, default: SoundStore()].append(audio.samples, last: last)
                    state.waitingSamples += last
                    return .proceed
                }
            }
        }
    }
}
