/// Tells whether one person speaks in a clip or several, block by block, in bounded memory.
///
/// The voiced frames' cepstra are kept as pieces of about two seconds of speech, of twice that
/// where there would be too many, and so on. Pieces are put together, those first that lose the
/// least, until two are left; ``spread`` is what one normal distribution for both explains worse
/// than one for each. A person's pieces differ by what is said, two persons' by more.
public struct SpeakerMeter: Sendable {
    private var cepstra = SpeakerCepstra()
    private var pieces: [SpeakerPiece] = []
    private var piece = SpeakerPiece()
    /// Voiced frames of a piece.
    private var length = Self.shortest

    /// Voiced frames of 20 ms of a piece.
    static let shortest = 60
    /// Pieces that are kept.
    static let most = 48
    /// Voiced frames that make a judgement: in fewer, words differ more than speakers.
    static let enough = 200

    /// Of nothing yet.
    public init() {}

    /// Takes the next samples: 16 kHz, finite, any number of them.
    public mutating func process(_ samples: [Float]) { add(cepstra.process(samples)) }

    /// Takes voiced frames.
    mutating func add(_ frames: [[Double]]) {
        for frame in frames {
            piece.add(frame)
            guard piece.count == length else { continue }
            pieces.append(piece)
            piece = SpeakerPiece()
            guard pieces.count == Self.most else { continue }
            pieces = stride(from: 0, to: pieces.count, by: 2).map { pieces[$0] + pieces[$0 + 1] }
            length *= 2
        }
    }

    /// How much better two persons explain the speech so far than one: the logarithm of the ratio
    /// of both likelihoods, divided by the root of the number of frames, by which it stays the same
    /// for clips of any length. nil where there is too little speech.
    public var spread: Double? {
        var groups = pieces
        if piece.count >= length / 2 {
            groups.append(piece)
        } else if let last = groups.popLast() {
            groups.append(last + piece)
        }
        let count = groups.reduce(0) { $0 + $1.count }
        guard groups.count > 1, count >= Self.enough else { return nil }
        let whole = groups.dropFirst().reduce(groups[0], +).cost
        var costs = groups.map(\.cost)
        // What it costs to put the later of two together with the earlier.
        var losses = groups.indices.map { later in
            (0..<later).map { (groups[later] + groups[$0]).cost - costs[later] - costs[$0] }
        }
        while groups.count > 2 {
            var best = (later: 1, earlier: 0)
            for later in groups.indices {
                for earlier in 0..<later
                where losses[later][earlier] < losses[best.later][best.earlier] {
                    best = (later, earlier)
                }
            }
            let both = groups[best.later] + groups[best.earlier]
            groups.remove(at: best.later)
            costs.remove(at: best.later)
            losses.remove(at: best.later)
            for place in best.later..<groups.count { losses[place].remove(at: best.later) }
            groups[best.earlier] = both
            costs[best.earlier] = both.cost
            for place in groups.indices where place != best.earlier {
                let loss = (groups[place] + both).cost - costs[place] - costs[best.earlier]
                losses[max(place, best.earlier)][min(place, best.earlier)] = loss
            }
        }
        let ratio = whole - costs[0] - costs[1]
        return max(ratio, 0) / Double(count).squareRoot()
    }
}
