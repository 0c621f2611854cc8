import SpeechModel

// What the core holds under its lock.
extension SchedulerCore {
    /// A listener's belongings.
    struct Member {
        let request: ListenerRequest
        let feed: ChunkFeed
        let start: ContinuousClock.Instant
        var report = ScheduleReport()
        var speaking = SpeakingTime()
        /// Who waits for output.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Who speaks a piece, and how.
    struct Voicing {
        let family: any SpeechFamily
        let segment: SpeechSegment
        let entry: Assembly.Entry
        let seconds: Double
        let readySince: ContinuousClock.Instant
    }

    /// A call of a family that has not returned.
    struct Call {
        /// Who waits for it; nil once it has been given up.
        var worker: CheckedContinuation<Void, Never>?
        var task: Task<Void, Never>?
    }

    struct State {
        var dispatcher: Dispatcher
        var members: [ListenerID: Member] = [:]
        /// What happened, for those who want to know.
        var logs: [ListenerID: EventLog] = [:]
        var voicings: [PieceID: Voicing] = [:]
        var sounds: [PieceID: SoundStore] = [:]
        /// What is not said as it is written, of pieces that have not been heard to the end.
        var unread: [PieceID: [Unread]] = [:]
        /// When words are said, of pieces of listeners who want to know.
        var timings: [PieceID: WordStore] = [:]
        var calls: [BatchID: Call] = [:]
        /// Calls that wait while others have their first sound.
        var held: [BatchID: HoldingPoint] = [:]
        /// How many tasks take orders, and how many are needed.
        var tasks: Int
        var wantedTasks: Int
        var idle: [CheckedContinuation<Dispatcher.Order?, Never>] = []
        var isStopped = false
        /// Whether time is being told to the dispatcher.
        var isTicking = false
        var waitingSamples = 0
        /// How many pieces went to another family.
        var fallbacks = 0
    }
}

extension SchedulerCore.State {
    /// Forgets the audio of a piece.
    mutating func forgetSound(of id: PieceID) {
        unread[id] = nil
        timings[id] = nil
        guard let sound = sounds.removeValue(forKey: id) else { return }
        waitingSamples -= sound.count
    }

    /// Notes what is not said of a piece; a piece spoken again says it again.
    mutating func note(_ what: Unread, of id: PieceID) {
        guard unread[id, default: []].count < 100, unread[id]?.contains(what) != true else {
            return
        }
        unread[id, default: []].append(what)
    }

    /// Notes when words of a piece are said.
    mutating func note(_ words: [SpokenWord], of id: PieceID) {
        guard logs[id.listener] != nil, let piece = dispatcher.piece(id) else { return }
        timings[id, default: WordStore()].add(words, of: piece)
    }

    /// A piece was heard to its end: what was not said of it is reported.
    mutating func report(_ piece: Piece) {
        guard let unread = unread[piece.id], let voice = voicings[piece.id]?.segment.voice else {
            return
        }
        for what in unread {
            members[piece.id.listener]?.report.add(
                ScheduleReport.Omission(
                    chunk: piece.chunk, source: piece.source, voice: voice, what: what))
        }
    }

    /// Forgets all about a piece.
    mutating func forget(_ id: PieceID) {
        forgetSound(of: id)
        voicings[id] = nil
    }

    /// Ends the work for a listener, and keeps its report.
    mutating func drop(_ id: ListenerID) {
        members[id]?.keep(dispatcher.listeners[id]?.counts)
        members[id]?.feed.source?.listenerLeft()
        let pieces = dispatcher.listeners[id]?.pieces.map(\.id) ?? []
        dispatcher.leave(id)
        for piece in pieces { forget(piece) }
    }
}
