import SpeechModel

// Telling listeners what happens.
extension SchedulerCore {
    /// What happened for a listener since this was last asked.
    func takeEvents(of id: ListenerID) -> [SessionEvent] {
        reading { $0.logs[id]?.take() ?? [] }
    }

    /// Notes what has come into a listener's stream.
    func tell(_ notes: [Assembly.Note], to id: ListenerID) {
        let now = clock.now
        reading { state in
            for note in notes {
                switch note {
                case .begins(let mark): state.logs[id]?.begins(mark, at: now)
                case .words(let chunk, let words):
                    state.logs[id]?.note(.words(chunk: chunk, words), at: now)
                }
            }
        }
    }
}

extension SchedulerCore.State {
    /// Notes pieces that go to a family.
    mutating func noteSpeaking(_ pieces: [PieceID]) {
        guard !logs.isEmpty else { return }
        let now = ContinuousClock.now
        for id in pieces where logs[id.listener] != nil {
            guard let chunk = dispatcher.piece(id)?.chunk, let voicing = voicings[id] else {
                continue
            }
            logs[id.listener]?.speaking(chunk, voice: voicing.segment.voice, at: now)
        }
    }

    /// Notes chunks of which all audio is made.
    mutating func noteSpoken(_ chunks: [Dispatcher.Effects.SpokenChunk]) {
        guard !chunks.isEmpty, !logs.isEmpty else { return }
        let now = ContinuousClock.now
        for one in chunks { logs[one.listener]?.note(.spoken(chunk: one.chunk), at: now) }
    }
}
