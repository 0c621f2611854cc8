import SpeechModel

// What is done about segments that go wrong.
//
// A segment of which nothing was heard is spoken anew: with another seed, then (if it
// ran away) in halves, then by the next family of its chain. One that was heard in part
// is continued: by the same seed, which gives the same samples again, then by speaking
// the rest of its text, from about where the voice was.
extension Dispatcher {
    /// Speaks a piece again, the same way, with the same seed.
    mutating func again(_ id: PieceID, _ change: (inout Piece) -> Void) {
        update(id) {
            change(&$0)
            $0.state = .ready
        }
        restart(id)
        if let family = piece(id)?.needs?.family, let refusal = refusal(of: family) {
            passOn(id, because: refusal)
        }
    }

    /// Goes on with the next family.
    mutating func passOn(_ id: PieceID, because error: SynthesisError) {
        guard var piece = piece(id) else { return }
        piece.errors.append(error)
        passOn(piece)
    }

    private mutating func passOn(_ piece: Piece) {
        var piece = piece
        update(piece.id) { $0.errors = piece.errors }
        if piece.taken > 0 { return speakRest(of: piece, nextFamily: true) }
        piece.candidate += 1
        piece.attempt = 0
        prepareAgain(piece)
    }

    /// A segment failed for a reason of its own.
    mutating func fail(_ id: PieceID, with error: SynthesisError) {
        guard var piece = piece(id) else { return }
        piece.errors.append(error)
        switch error {
        case .segmentTooLong where piece.taken == 0 && piece.depth < 16:
            if split(piece, near: 0.5) { return }
        case .failed, .stalled, .cancelled:
            if let family = piece.needs?.family, refusal(of: family) != nil { break }
            if piece.taken > 0, !piece.wasContinued {
                count(id) { $0.retries += 1 }
                update(id) {
                    $0.errors = piece.errors
                    $0.wasContinued = true
                    $0.state = .ready
                }
                return
            }
            if piece.taken == 0, piece.attempt < retries {
                return tryAnotherSeed(piece)
            }
        default: break
        }
        passOn(piece)
    }

    /// The audio of a segment ran away.
    mutating func runAway(_ id: PieceID, as kind: Runaway) {
        guard var piece = piece(id) else { return }
        count(id) { $0.runaways += 1 }
        piece.errors.append(.failed(kind.description))
        if piece.taken > 0 {
            speakRest(of: piece, nextFamily: piece.attempt >= retries)
            return
        }
        if piece.attempt < retries { return tryAnotherSeed(piece) }
        if piece.depth < splits, split(piece, near: 0.5) { return }
        passOn(piece)
    }

    private mutating func tryAnotherSeed(_ piece: Piece) {
        count(piece.id) { $0.retries += 1 }
        var piece = piece
        piece.attempt += 1
        prepareAgain(piece)
    }

    /// Replaces a piece of which nothing was heard by its halves.
    private mutating func split(_ piece: Piece, near fraction: Double) -> Bool {
        guard let halves = piece.words.cut(near: fraction), let index = index(of: piece.id) else {
            return false
        }
        count(piece.id) { $0.splits += 1 }
        let second = add(halves.second, behind: piece, at: index)
        update(piece.id) {
            $0.words = halves.first
            $0.ending = .inside(halves.boundary)
            $0.part = Self.child(of: piece.part, 1)
            $0.depth += 1
            $0.attempt = 0
            $0.errors = piece.errors
            $0.state = .unprepared
        }
        restart(piece.id)
        unprepared += [piece.id, second]
        return true
    }

    /// Ends a piece that was heard in part, and speaks the rest of its text.
    private mutating func speakRest(of piece: Piece, nextFamily: Bool) {
        guard let index = index(of: piece.id), let needs = piece.needs else { return }
        // Audio beyond the estimate is not part of the text.
        let expected = Int(needs.seconds * Double(needs.rate))
        let kept = max(piece.taken, min(piece.made, expected))
        let heard = Double(kept) / Double(max(1, expected))
        let rest = heard < 0.9 ? piece.words.cut(near: heard) : nil
        count(piece.id) { if rest == nil { $0.cuts += 1 } else { $0.retries += 1 } }
        effects.trimmed.append(.init(piece: piece.id, samples: kept))
        listeners[piece.id.listener]?.hasBegun = true
        update(piece.id) {
            $0.made = kept
            $0.state = .spoken
            if let rest { $0.ending = .inside(rest.boundary) }
        }
        guard let rest else { return noteSpoken(piece.id) }
        let id = add(rest.second, behind: piece, at: index)
        update(id) {
            $0.candidate = piece.candidate + (nextFamily ? 1 : 0)
            $0.attempt = nextFamily ? 0 : piece.attempt + 1
        }
        unprepared.append(id)
    }

    /// Puts more of a piece's text behind it.
    private mutating func add(_ words: Words, behind piece: Piece, at index: Int) -> PieceID {
        let number = listeners[piece.id.listener]?.nextPiece ?? 0
        listeners[piece.id.listener]?.nextPiece += 1
        let id = PieceID(listener: piece.id.listener, number: number)
        var second = Piece(
            id: id, chunk: piece.chunk, source: piece.source, map: piece.map, style: piece.style,
            words: words, ending: piece.ending, part: Self.child(of: piece.part, 2),
            depth: piece.depth + 1, candidate: piece.candidate, company: piece.company,
            state: .unprepared)
        second.errors = piece.errors
        second.reported = piece.reported
        listeners[piece.id.listener]?.pieces.insert(second, at: index + 1)
        return id
    }

    private static func child(of part: Int, _ which: Int) -> Int {
        let (double, overflow) = part.multipliedReportingOverflow(by: 2)
        return overflow ? part : double.addingClamped(which)
    }

    private mutating func prepareAgain(_ piece: Piece) {
        update(piece.id) {
            $0 = piece
            $0.state = .unprepared
        }
        restart(piece.id)
        unprepared.append(piece.id)
    }

    /// Forgets audio that nobody has heard.
    private mutating func restart(_ id: PieceID) {
        guard let piece = piece(id) else { return }
        update(id) { $0.received = 0 }
        guard piece.taken == 0 else { return }
        update(id) { $0.made = 0 }
        effects.discarded.append(id)
    }

    private mutating func count(_ id: PieceID, _ change: (inout Counts) -> Void) {
        guard var counts = listeners[id.listener]?.counts else { return }
        change(&counts)
        listeners[id.listener]?.counts = counts
    }
}

extension [SynthesisError] {
    /// The error that helps most: what went wrong with the family that was wanted most,
    /// rather than that another doesn't know the voice or the language.
    var mostTelling: SynthesisError {
        func rank(_ error: SynthesisError) -> Int {
            switch error {
            case .missing, .outOfMemory, .failed, .stalled: 0
            case .segmentTooLong: 1
            case .unsupported: 2
            case .unknownVoice: 3
            case .cancelled: 4
            }
        }
        var best = first ?? .failed("no family speaks this")
        for error in self where rank(error) < rank(best) { best = error }
        return best
    }
}
