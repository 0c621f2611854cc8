import SpeechText
import SpeechModel

// What reaches a listener, in the order of the text.
extension Dispatcher {
    /// The next thing that a listener gets.
    enum Output: Equatable, Sendable {
        /// The next samples of a piece.
        case sound(PieceID, samples: Int)
        /// A piece is complete, spoken at a rate that the text asked for.
        case ended(PieceID, chunk: Int, rate: Double, Piece.Ending)
        /// Nothing yet.
        case nothing
        /// Nothing for a while: the listener has everything, and the plan waits for its
        /// text. What is held back for the sake of what follows may go.
        case rest
        /// Nothing more.
        case finished
        /// Nothing more, and why.
        case failed(SynthesisError)
    }

    /// Takes the next thing.
    mutating func take(for id: ListenerID) -> Output {
        let output = peek(for: id)
        switch output {
        case .sound(let piece, let samples): update(piece) { $0.taken += samples }
        case .ended: listeners[id]?.pieces.removeFirst()
        case .rest: listeners[id]?.hasRested = true
        default: break
        }
        return output
    }

    /// What ``take(for:)`` would give.
    func peek(for id: ListenerID) -> Output {
        guard let listener = listeners[id] else { return .failed(.cancelled) }
        guard let head = listener.pieces.first else {
            if let failure = listener.failure { return .failed(failure) }
            if listener.isPlanned { return .finished }
            return listener.isStarved && !listener.hasRested ? .rest : .nothing
        }
        let waiting = head.made - head.taken
        if waiting > 0, isOpen(head, listener) {
            // At most half a second at a time, so that blocks leave early.
            return .sound(head.id, samples: min(waiting, max(1, (head.needs?.rate ?? 2) / 2)))
        }
        switch head.state {
        case .spoken, .pause:
            return .ended(
                head.id, chunk: head.chunk, rate: head.style.prosody.rate, head.ending)
        default: return .nothing
        }
    }

    /// Whether audio of a piece may leave.
    private func isOpen(_ piece: Piece, _ listener: Listener) -> Bool {
        switch piece.state {
        case .spoken: true
        case .speaking: listener.isImmediate && piece.needs?.streams == true
        // A failed piece that was heard in part: what was made of it is good.
        default: listener.isImmediate && piece.taken > 0
        }
    }
}
