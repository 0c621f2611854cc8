import AudioSignal
import SpeechModel
import Synchronization

/// Hears one batch: guards each slot, and passes its audio on.
final class BatchRun: Sendable {
    private struct Slot {
        let number: Int
        let listener: ListenerID
        var isSpeaking = true
        let rate: SampleRate
        var sentry: RunawayGuard
    }

    private let core: SchedulerCore
    private let batch: BatchID
    private let slots: Mutex<[Slot]>

    init(
        _ core: SchedulerCore, _ batch: BatchID, slots numbers: [Int],
        of listeners: [ListenerID], _ voicings: [SchedulerCore.Voicing]
    ) {
        self.core = core
        self.batch = batch
        slots = Mutex(
            voicings.indices.map { index in
                let voicing = voicings[index]
                return Slot(
                    number: numbers[index], listener: listeners[index], rate: voicing.entry.rate,
                    sentry: RunawayGuard(
                        core.settings.runaway, rate: voicing.entry.rate, seconds: voicing.seconds,
                        canRunAway: voicing.family.canRunAway))
            })
    }

    /// All segments begin to be spoken.
    func begin(at now: ContinuousClock.Instant) {
        let listeners = slots.withLock { slots in slots.map(\.listener) }
        for listener in listeners { core.count(listener) { $0.speaking.begin(at: now) } }
    }

    /// Whatever is left of it is not spoken any more.
    func end(at now: ContinuousClock.Instant) {
        let count = slots.withLock { $0.count }
        for index in 0..<count { endSegment(index, at: now) }
    }

    private func endSegment(_ index: Int, at now: ContinuousClock.Instant) {
        let listener: ListenerID? = slots.withLock { slots in
            guard slots.indices.contains(index), slots[index].isSpeaking else { return nil }
            slots[index].isSpeaking = false
            return slots[index].listener
        }
        if let listener { core.count(listener) { $0.speaking.end(at: now) } }
    }

    /// Takes an event of a segment.
    func receive(_ index: Int, _ event: SegmentEvent) -> Verdict {
        // A segment's time is complete when its end is passed on, which may be the end of
        // its listener's stream.
        switch event {
        case .finished, .failed: endSegment(index, at: core.clock.now)
        case .audio, .unread, .timing: break
        }
        var (verdict, hold) = pass(index, event)
        if let hold {
            pause { hold.wait() }
            if core.isDead(batch) { verdict = .stop }
        }
        if case .stop = verdict { endSegment(index, at: core.clock.now) }
        return verdict
    }

    /// Waits; meanwhile nothing is being spoken.
    private func pause(_ wait: () -> Void) {
        let listeners = slots.withLock { slots in
            slots.filter(\.isSpeaking).map(\.listener)
        }
        let start = core.clock.now
        for listener in listeners { core.count(listener) { $0.speaking.end(at: start) } }
        wait()
        let end = core.clock.now
        for listener in listeners { core.count(listener) { $0.speaking.begin(at: end) } }
    }

    private func pass(_ index: Int, _ event: SegmentEvent) -> (Verdict, HoldingPoint?) {
        let heard: (slot: Int, runaway: Runaway?, isWrong: Bool)? = slots.withLock { slots in
            guard slots.indices.contains(index) else { return nil }
            guard case .audio(let audio) = event else { return (slots[index].number, nil, false) }
            let isWrong = audio.rate != slots[index].rate
            return (slots[index].number, slots[index].sentry.hear(audio.samples), isWrong)
        }
        guard let heard else { return (.stop, nil) }
        let batch = batch
        return core.change { state -> (Verdict, HoldingPoint?) in
            switch event {
            case .failed(let error):
                state.dispatcher.failed(batch, slot: heard.slot, with: error)
                return (.stop, nil)
            case .unread(let what):
                guard let piece = state.dispatcher.member(batch, heard.slot) else {
                    return (.stop, nil)
                }
                state.note(what, of: piece)
                return (.proceed, nil)
            case .timing(let words):
                guard let piece = state.dispatcher.member(batch, heard.slot) else {
                    return (.stop, nil)
                }
                state.note(words, of: piece)
                return (.proceed, nil)
            case .finished:
                _ = state.dispatcher.finished(batch, slot: heard.slot)
                return (.stop, nil)
            case .audio(let audio):
                if heard.isWrong || heard.runaway == .notFinite {
                    let reason =
                        heard.isWrong
                        ? "the family gave audio at \(audio.rate), which it wasn't asked for"
                        : Runaway.notFinite.description
                    state.dispatcher.failed(batch, slot: heard.slot, with: .failed(reason))
                    return (.stop, nil)
                }
                if let runaway = heard.runaway {
                    state.dispatcher.ranAway(batch, slot: heard.slot, as: runaway)
                    return (.stop, nil)
                }
                switch state.dispatcher.made(
                    batch, slot: heard.slot, samples: audio.samples.count)
                {
                case .stop: return (.stop, nil)
                case .keep(let piece, let last):
                    state.sounds[piece, default: SoundStore()].append(audio.samples, last: last)
                    state.waitingSamples += last
                    return (.proceed, core.hold(batch, &state))
                }
            }
        }
    }
}
