public import SpeechText

/// The decisions of a ``Planner`` on their way through one stream: sentences in,
/// chunks out, whenever either is there.
///
///     chunker.push(sentence)
///     while let chunk = chunker.next() { … }
///
/// ``next()`` gives a chunk as soon as nothing that may follow could change it.
public struct Chunker: Sendable {
    let planner: Planner
    /// Sentences pushed and not yet planned to their end.
    var queue = SentenceQueue()
    /// Where the next chunk begins in the first queued sentence, and the weight of
    /// that sentence before it.
    var start = 0
    var startWeight = 0.0
    /// Where the next chunk begins in the source; nil before the first sentence.
    var sourceStart: Int?
    /// How far the search for the next chunk's end has come.
    var scan = MarkScan()
    /// The chunks made so far, those with words among them, and their audio.
    var count = 0
    var hasSpoken = false
    var planned: Duration = .zero
    /// The limits of the style planned last.
    var limits: (style: Style, limits: ChunkLimits)?
    /// Every spoken byte goes in once and comes out once.
    var coverage = Coverage()

    /// Makes a chunker for one stream.
    public init(_ planner: Planner) { self.planner = planner }

    /// Takes the next sentence of the stream.
    public mutating func push(_ sentence: Sentence) {
        let planned = PlannedSentence(sentence)
        if sourceStart == nil { sourceStart = sentence.source.lowerBound }
        if planned.isEmpty, queue.absorb(sentence) { return }
        if queue.isEmpty {
            (start, startWeight) = (planned.content.lowerBound, 0)
            scan = MarkScan()
        }
        queue.append(planned)
        coverage.pushed(planned.content.count)
    }

    /// Promises that what will be pushed next has words of its own: nothing will be
    /// added to the last sentence pushed, so that it need not be waited for where the
    /// next chunk ends with that sentence anyway.
    public mutating func settle() { queue.settle() }

    /// Ends the text for now: what has been pushed is planned to its end. More may
    /// be pushed later, and begins a new chunk.
    public mutating func flush() { queue.endText() }

    /// Whether sentences wait for others that their chunk has room for.
    public var isHolding: Bool { !queue.isEmpty }

    /// The next chunk; nil while its end depends on sentences not yet pushed, and
    /// when everything is planned.
    public mutating func next() -> Chunk? {
        guard let head = queue.first else { return nil }
        if head.isEmpty {
            // More pauses may follow and belong to the same chunk.
            guard queue.count > 1 || head.endsText else { return nil }
            return emitPause()
        }
        let limits = limits(of: head.style)
        guard let cut = findEnd(limits), !isOpen(cut) else { return nil }
        return emit(cut)
    }

    /// Whether a sentence that is not there yet could add to the chunk's end.
    private func isOpen(_ cut: Cut) -> Bool {
        cut.isEnd && cut.entry == queue.count - 1 && !queue[cut.entry].endsText
            && !queue[cut.entry].isSettled
    }

    /// The limits of the chunk to be made now.
    private mutating func limits(of style: Style) -> ChunkLimits {
        if limits?.style != style {
            let measure = planner.measure(style)
            limits = (style, ChunkLimits(planner.profile, measure))
        }
        var limits = limits?.limits ?? ChunkLimits(planner.profile, VoiceMeasure())
        let isHasty = planner.profile.clauseWindow > .zero
        limits.isFirst = !hasSpoken && isHasty
        limits.allowsClauses = isHasty && planned < planner.profile.clauseWindow
        if !hasSpoken { limits.useFirst(planner.profile) }
        return limits
    }
}

/// What holds for the end of one chunk; lengths in Latin characters.
struct ChunkLimits: Sendable {
    private let family: Double
    /// The length within which the last mark is taken.
    private(set) var limit: Double
    /// The length within which the first mark is taken where there is none before.
    private(set) var reach: Double
    /// The length up to which a word is not cut.
    private(set) var word: Double
    /// Whether the first mark of all is taken.
    var isFirst = false
    /// Whether clause marks are as good as sentence marks.
    var allowsClauses = true
    /// How many seconds one character takes.
    let secondsPerCharacter: Double

    init(_ profile: Profile, _ measure: VoiceMeasure) {
        family = measure.limit.map { Double(max(1, $0)) } ?? .infinity
        secondsPerCharacter = measure.secondsPerCharacter
        limit = min(Double(max(1, profile.nextLimit)), family)
        reach = min(2 * Double(max(1, profile.nextLimit)), family)
        word = reach
    }

    mutating func useFirst(_ profile: Profile) {
        let first = Double(max(1, profile.firstLimit))
        limit = min(first, family)
        reach = min(2 * first, family)
        word = min(max(2 * first, Double(profile.nextLimit)), family)
    }
}
