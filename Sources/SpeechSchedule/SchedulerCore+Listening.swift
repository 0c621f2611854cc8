import AudioSignal
import SpeechModel
import SpeechText

// The listeners' side: coming, taking, leaving.
extension SchedulerCore {
    /// The next thing for a listener's assembly.
    enum Output: Sendable {
        case sound([Float], Assembly.Entry, [TimedWord])
        case ended(chunk: Int, pause: Duration, isAsked: Bool, [TimedWord])
        case nothing
        case rest
        case finished
        case failed(SynthesisError)
    }

    func join(_ request: ListenerRequest) -> ListenerID {
        let feed = ChunkFeed(request.plan)
        let start = clock.now
        let id = change { state in
            let id = state.dispatcher.join(
                runAhead: request.runAhead ?? settings.runAhead, batch: request.batch,
                isImmediate: request.delivery == .immediate)
            state.members[id] = Member(request: request, feed: feed, start: start)
            if request.reportsEvents { state.logs[id] = EventLog(start: start) }
            if state.isStopped { state.drop(id) }
            return id
        }
        // Whatever has arrived before is found when the plan is asked; if it has been
        // asked in vain already, this asks once more.
        feed.source?.onArrival { [weak self] in
            self?.change { $0.dispatcher.arrived(for: id) }
        }
        if feed.source != nil { change { $0.dispatcher.arrived(for: id) } }
        return id
    }

    /// Ends the work for a listener.
    func leave(_ id: ListenerID, forgetting: Bool) {
        change { state in
            state.drop(id)
            // Whoever waits is told first; the last to go can't be waiting.
            if forgetting {
                state.members[id] = nil
                state.logs[id] = nil
            }
        }
    }

    /// Takes the next thing for a listener.
    func take(for id: ListenerID) -> Output {
        change { state in
            let head =
                state.unread.isEmpty ? nil : state.dispatcher.listeners[id]?.pieces.first
            switch state.dispatcher.take(for: id) {
            case .nothing: return .nothing
            case .rest: return .rest
            case .finished: return .finished
            case .failed(let error): return .failed(error)
            case .sound(let piece, let count):
                let samples = state.sounds[piece]?.take(count) ?? []
                state.waitingSamples -= samples.count
                guard let entry = state.voicings[piece]?.entry else { return .nothing }
                return .sound(samples, entry, state.timings[piece]?.take() ?? [])
            case .ended(let piece, let chunk, let rate, let ending):
                if let head { state.report(head) }
                let words = state.timings[piece]?.take() ?? []
                state.forget(piece)
                switch ending {
                case .chunk(let boundary, let pause):
                    state.members[id]?.report.chunks += 1
                    return .ended(
                        chunk: chunk,
                        pause: pause ?? usualPause(after: boundary, rate, for: id, state),
                        isAsked: pause != nil, words)
                case .inside(let boundary):
                    return .ended(
                        chunk: chunk, pause: usualPause(after: boundary, rate, for: id, state),
                        isAsked: false, words)
                }
            }
        }
    }

    private func usualPause(
        after boundary: Boundary, _ rate: Double, for id: ListenerID, _ state: State
    ) -> Duration {
        let speed = state.members[id]?.request.speechRate(of: rate) ?? 1
        return settings.pauses.after(boundary) / speed
    }

    /// Waits until there is something to take.
    func output(for id: ListenerID) async {
        await withCheckedContinuation { listener in
            let isGone = change { state in
                state.members[id]?.waiting.append(listener)
                return state.members[id] == nil
            }
            if isGone { listener.resume() }
        }
    }

    /// Counts what a listener has joined.
    func joined(_ id: ListenerID, for time: Duration, samples: Int) {
        count(id) { member in
            member.report.joiningSeconds += time.seconds
            member.report.audioSeconds = Double(samples) / Double(member.request.rate.hertz)
            if samples > 0, member.report.firstAudioSeconds == nil {
                member.report.firstAudioSeconds = (clock.now - member.start).seconds
            }
        }
    }

    /// What is going on.
    var load: ScheduleLoad {
        reading { state in
            var load = state.dispatcher.load
            load.waitingBytes = state.waitingSamples * MemoryLayout<Float>.stride
            load.totals.fallbacks = state.fallbacks
            return load
        }
    }

    func report(of id: ListenerID) -> ScheduleReport {
        reading { state in
            guard let member = state.members[id] else { return ScheduleReport() }
            return member.report(with: state.dispatcher.listeners[id]?.counts, at: clock.now)
        }
    }
}

extension SchedulerCore.Member {
    /// Keeps what the dispatcher counted, when it forgets the listener.
    mutating func keep(_ counts: Dispatcher.Counts?) {
        report = report(with: counts, at: .now)
    }

    func report(
        with counts: Dispatcher.Counts?, at now: ContinuousClock.Instant
    ) -> ScheduleReport {
        var report = report
        report.synthesisSeconds = speaking.seconds(at: now)
        guard let counts else { return report }
        report.batches = counts.batches
        report.segments = counts.segments
        report.retries = counts.retries
        report.splits = counts.splits
        report.batchSplits = counts.batchSplits
        report.runaways = counts.runaways
        report.cuts = counts.cuts
        report.stalls = counts.stalls
        return report
    }
}

extension ListenerRequest {
    /// The rate of speech for a rate that the text asks for.
    func speechRate(of rate: Double) -> Double {
        let product = rate * speed
        return product.isFinite ? min(max(product, 0.25), 4) : 1
    }
}
