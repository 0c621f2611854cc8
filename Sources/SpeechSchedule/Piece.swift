import SpeechModel
import SpeechText

/// Names a listener of a scheduler, in the order of coming.
struct ListenerID: Hashable, Comparable, Sendable {
    let number: Int
    static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// Names a piece of a listener's text.
struct PieceID: Hashable, Sendable {
    let listener: ListenerID
    let number: Int
}

/// Names a batch that is being spoken.
struct BatchID: Hashable, Sendable {
    let number: Int
}

/// What is said, apart from who says it.
struct Words: Equatable, Sendable {
    var text: String
    var pronunciations: [Pronunciation] = []
    /// Where in its chunk's text it begins, in UTF-8 bytes.
    var offset = 0
}

/// What a family says about speaking a piece.
struct Needs: Equatable, Sendable {
    var family: String
    /// The largest batch that the family gains from.
    var largestBatch: Int
    /// How many calls at the same time the family gains from.
    var calls = Int.max
    /// Whether audio comes while the segment is being made.
    var streams: Bool
    /// Whether its calls may be held while they deliver.
    var canBeHeld = false
    /// How long the audio should be.
    var seconds: Double
    /// Memory while it is spoken.
    var bytes: Int
    /// Samples per second.
    var rate: Int
}

extension Needs {
    /// The needs with numbers that can be reckoned with, whatever a family says.
    var sane: Needs {
        var sane = self
        sane.seconds = seconds.isFinite ? min(max(seconds, 0.01), 86_400) : 86_400
        sane.bytes = max(0, bytes)
        sane.largestBatch = max(1, largestBatch)
        return sane
    }
}

/// A chunk, or part of one, on its way from text to a listener.
struct Piece: Sendable {
    enum State: Equatable, Sendable {
        /// Nothing to say: its ending is all there is.
        case pause
        /// A family is to be found or asked for it.
        case unprepared
        /// That is being done.
        case preparing
        /// It can go into a batch.
        case ready
        /// It is in a batch.
        case speaking(BatchID, slot: Int)
        /// All its audio is there.
        case spoken
    }

    /// What comes behind a piece.
    enum Ending: Equatable, Sendable {
        /// The end of the chunk, and its pause.
        case chunk(Boundary, pause: Duration?)
        /// More of the same chunk.
        case inside(Boundary)
    }

    let id: PieceID
    let chunk: Int
    /// The part of the source that the chunk stands for.
    let source: Range<Int>
    /// Which bytes of the source those of the chunk's text stand for.
    let map: SourceMap
    let style: Style
    var words: Words
    var ending: Ending
    /// Which part of the chunk this is: halves of part n are 2n + 1 and 2n + 2.
    var part = 0
    /// How often the text has been halved.
    var depth = 0
    /// The place in the fallback chain.
    var candidate = 0
    /// The place in the chain up to which fallbacks have been reported.
    var reported = 0
    /// How many seeds have been tried with this candidate.
    var attempt = 0
    /// Whether it was continued with the same seed once.
    var wasContinued = false
    /// The largest batch that it may be in.
    var company = Int.max
    /// Whether nothing else may be spoken at the same time.
    var needsSolitude = false
    var state: State
    var needs: Needs?
    /// Samples that came from the running attempt.
    var received = 0
    /// Samples that wait or were taken.
    var made = 0
    /// Samples that the listener has.
    var taken = 0
    /// What went wrong so far.
    var errors: [SynthesisError] = []

    var isWaiting: Bool { state == .ready }

    /// Made audio that nobody has taken, in seconds.
    var secondsWaiting: Double {
        needs.map { Double(made - taken) / Double($0.rate) } ?? 0
    }

    /// That and the audio that is being made, in seconds.
    var secondsAhead: Double {
        guard let needs else { return 0 }
        let waiting = secondsWaiting
        switch state {
        case .speaking:
            return max(waiting, needs.seconds - Double(taken) / Double(needs.rate))
        // It is to be spoken again: the room for it is kept.
        case .unprepared, .preparing: return max(waiting, needs.seconds)
        case .pause, .ready, .spoken: return waiting
        }
    }
}
