import SpeechModel
import SpeechPlan
import SpeechText

/// What happened for one listener since that was last asked.
struct EventLog {
    /// The most events that wait to be asked for; when there are more, the older half goes.
    static let limit = 8_192

    private let start: ContinuousClock.Instant
    private var events: [SessionEvent] = []
    /// The last chunk of which a segment went to a family; their first ones go in order.
    private var lastSpeaking = -1
    /// When the last event was. Threads look at the clock before they wait for their turn.
    private var latest = Duration.zero

    init(start: ContinuousClock.Instant) { self.start = start }

    mutating func note(_ kind: SessionEvent.Kind, at now: ContinuousClock.Instant) {
        if events.count >= Self.limit { events.removeFirst(Self.limit / 2) }
        latest = max(latest, now - start)
        events.append(SessionEvent(at: latest, kind))
    }

    mutating func planned(_ chunk: Chunk, at now: ContinuousClock.Instant) {
        let planned = SessionEvent.PlannedChunk(
            index: chunk.index, text: chunk.text, source: chunk.source,
            language: chunk.style.language)
        note(.planned(planned), at: now)
    }

    mutating func speaking(_ chunk: Int, voice: VoiceID, at now: ContinuousClock.Instant) {
        guard chunk > lastSpeaking else { return }
        lastSpeaking = chunk
        note(.speaking(chunk: chunk, voice: voice), at: now)
    }

    mutating func begins(_ mark: Assembly.Mark, at now: ContinuousClock.Instant) {
        note(.begins(chunk: mark.chunk, sample: mark.sample), at: now)
        if mark.isFresh { note(.canResume(chunk: mark.chunk, sample: mark.sample), at: now) }
    }

    mutating func take() -> [SessionEvent] {
        defer { events = [] }
        return events
    }
}
