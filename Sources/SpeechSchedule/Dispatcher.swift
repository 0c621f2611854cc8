import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechText

/// Decides what is planned and spoken next, and what reaches a listener next.
///
/// A pure value: no clock, task or audio. Every event is a mutating method; after
/// events, ``next(free:)`` tells what to do until it has nothing more. The rules:
///
/// 1. **First sounds first.** A listener who has heard nothing yet goes before all
///    others, in the order of coming, and does not wait for calls that can be held: one
///    of those is held when it delivers next, until there is room again. In a family that
///    gives audio only by whole segments, first segments share a batch with first
///    segments alone. After so many such batches (``firstsInARow(_:)``) the others have
///    a turn.
/// 2. **Then who has least.** Else the listener goes first who would run dry first, were
///    everything played as it is made; among equals, who was served longest ago. Its batch is filled up with
///    segments of the same family in the same order.
/// 3. **Bounded run-ahead.** A segment starts only if what the listener has ahead,
///    its own estimate included, stays within the bound, or if it is what the
///    listener is waiting for.
/// 4. **Bounded memory.** The estimates of all that is being spoken fit into the
///    free memory. What doesn't fit alone, with nothing else running, goes to the
///    next family.
/// 5. **Blame only when alone.** A batch that fails as a whole is halved and spoken
///    again with the same seeds, down to one; so nobody's samples change because of
///    a neighbour. Memory that runs out for one segment while others are being
///    spoken is asked for again when nothing else is.
/// 6. **Nobody waits for what doesn't come.** A call that has been quiet for longer than
///    its ``StallPolicy`` allows is given up. A family that does so again and again is
///    passed over.
struct Dispatcher: Sendable {
    /// Something to be done; each is answered by an event.
    enum Order: Equatable, Sendable {
        /// Take the next chunk of a listener's plan: ``planned(_:for:)``,
        /// ``planStarved(for:)`` or ``planEnded(for:)``.
        case plan(ListenerID)
        /// Find the family for a piece: ``prepared(_:candidate:needs:)`` or
        /// ``exhausted(_:errors:)``.
        case prepare(PieceID)
        /// Speak pieces together: ``made(_:slot:samples:)`` and so on, and
        /// ``ended(_:error:)`` at last.
        case speak(BatchID, [PieceID])
    }

    /// A listener's place.
    struct Listener: Sendable {
        let id: ListenerID
        let runAhead: Double
        let batch: Int
        let isImmediate: Bool
        var pieces: [Piece] = []
        var nextPiece = 0
        var isPlanning = false
        var isPlanned = false
        /// Whether the plan had no chunk when it was last asked, and nothing has come.
        var isStarved = false
        /// Whether what was held back went out since the last chunk.
        var hasRested = true
        /// Whether something has arrived for the plan since it was last asked.
        var hasNews = false
        /// Why nothing comes behind the last piece.
        var failure: SynthesisError?
        /// Whether a segment has been spoken to its end.
        var hasBegun = false
        /// When all that was made would have been played, if that began with the first of it
        /// and paused where there was nothing.
        var playedUntil = 0.0
        /// When it was last served, in batches.
        var served = 0
        var counts = Counts()
    }

    /// What went less than well for a listener.
    struct Counts: Equatable, Sendable {
        var batches = 0
        var segments = 0
        var retries = 0
        var splits = 0
        var batchSplits = 0
        var runaways = 0
        var cuts = 0
        var stalls = 0
    }

    /// A batch that is being spoken.
    struct Flight: Sendable {
        var slots: [PieceID?]
        let bytes: Int
        let family: String
        /// Whether another batch was being spoken at any time of this one.
        var hadCompany: Bool
        let isSolitary: Bool
        /// Whether it can be made to wait when it delivers.
        let canBeHeld: Bool
        /// Since when it does, in holds.
        var heldSince: Int?
        /// Whether it does.
        var isHeld: Bool { heldSince != nil }
        /// The first pieces in it that have not sounded yet.
        var silent: Set<PieceID>
        /// How long nothing may come.
        let patience: Duration
        /// How long nothing has come.
        var quiet = Duration.zero
    }

    /// What follows from events for whoever keeps audio and tasks.
    struct Effects: Equatable, Sendable {
        /// A piece of which only the first samples are wanted.
        struct Trim: Equatable, Sendable {
            var piece: PieceID
            var samples: Int
        }
        /// Pieces whose audio is not wanted.
        var discarded: [PieceID] = []
        /// Pieces that are shorter than what was made of them.
        var trimmed: [Trim] = []
        /// A chunk of which all audio is made.
        struct SpokenChunk: Equatable, Sendable {
            var listener: ListenerID
            var chunk: Int
        }
        /// Chunks of which all audio is made.
        var spoken: [SpokenChunk] = []
        /// Batches that nobody needs any more.
        var dropped: [BatchID] = []
        /// Batches whose calls nobody waits for any more.
        var givenUp: [BatchID] = []
        /// Batches whose calls were held and go on.
        var resumed: [BatchID] = []
    }

    /// The most planners that may wait for long work in addition to those that plan.
    static let mostAway = 256
    /// How many calls with segments beyond the run-ahead work for one listener at the
    /// same time: two, so that memory for one text does not grow with the processors.
    static let callsForOne = 2

    let workers: Int
    let maximumBatch: Int
    let memoryLimit: Int?
    let retries: Int
    let splits: Int
    let stall: StallPolicy
    /// How many plans and preparations may go on at the same time.
    let planners: Int

    /// The time, in seconds since any moment; to be set before anything happens.
    var now = 0.0
    var listeners: [ListenerID: Listener] = [:]
    /// The listeners in the order of coming.
    var order: [ListenerID] = []
    var flights: [BatchID: Flight] = [:]
    var ceilings: [String: Ceiling] = [:]
    /// Stalled calls that have not returned.
    var strays: [BatchID: Stray] = [:]
    /// A family's stalled calls since it last completed a segment, and how long the last
    /// was waited for.
    var stalls: [String: (count: Int, seconds: Int)] = [:]
    var preparing = 0
    /// How many of those wait for long work.
    private(set) var away = 0
    var unprepared: [PieceID] = []
    var effects = Effects()
    /// What was counted of listeners that have left, and of all batches.
    var totals = ScheduleTotals()
    private var nextListener = 0
    var nextBatch = 0
    var firstsServed = 0
    /// How often a call has been held.
    var holds = 0

    init(_ settings: ScheduleSettings, planners: Int = 2) {
        workers = max(1, settings.workers)
        maximumBatch = max(1, settings.maximumBatch)
        memoryLimit = settings.memoryLimit
        retries = max(0, settings.retries)
        splits = max(0, settings.splits)
        var stall = settings.stall
        stall.calls = max(1, stall.calls)
        self.stall = stall
        self.planners = max(1, planners)
    }

    /// A new listener.
    mutating func join(runAhead: Duration, batch: Int, isImmediate: Bool) -> ListenerID {
        let id = ListenerID(number: nextListener)
        nextListener += 1
        totals.listeners += 1
        listeners[id] = Listener(
            id: id, runAhead: max(0, runAhead.seconds), batch: max(1, batch),
            isImmediate: isImmediate)
        order.append(id)
        return id
    }

    /// What to do next, nil when there is nothing before another event.
    ///
    /// - Parameter free: Bytes of memory that are free, nil where unknown; asked only
    ///   where a batch is to be formed and no limit is set.
    mutating func next(free: () -> Int?) -> Order? {
        if let order = nextSpeech(free) { return order }
        guard preparing - away < planners else { return nil }
        return nextPreparation() ?? nextPlan()
    }

    /// A planner begins to wait for long work: another may take its place. False where too
    /// many do.
    mutating func stepAside() -> Bool {
        guard away < Self.mostAway else { return false }
        away += 1
        return true
    }

    /// Long work is over.
    mutating func stepBack() { away -= 1 }

    /// What followed from the events since this was last asked.
    mutating func takeEffects() -> Effects {
        defer { effects = Effects() }
        return effects
    }
}

extension Dispatcher.Listener {
    /// Audio that waits or is being made, in seconds.
    var ahead: Double { pieces.reduce(0) { $0 + $1.secondsAhead } }

    /// Audio that waits, in seconds.
    private var waiting: Double { pieces.reduce(0) { $0 + $1.secondsWaiting } }

    /// How long there is something to hear, in seconds: what waits here, and what whoever
    /// took it at once is still playing.
    func audible(at now: Double) -> Double { max(waiting, playedUntil - now) }

    /// That and the audio that is being made.
    func covered(at now: Double) -> Double { audible(at: now) + ahead - waiting }
}

extension Int {
    /// The sum, at most the largest number.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
