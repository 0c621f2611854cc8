import AudioSignal

/// Makes one listener's stream out of segments: rate conversion, edge silence taken
/// off, gain, joins and pauses, limit, blocks.
///
/// Pure but for libsoxr's state: the blocks depend on the segments alone, not on the
/// pieces they come in nor on when.
struct Assembly {
    /// How a segment enters.
    struct Entry: Equatable {
        var rate: SampleRate
        var decibels: Double
        var chunk: Int
        /// The level below which its edges are silence, in dB of full scale before the gain.
        var silence = SilenceTrimmer.Settings().threshold

        /// The level for a voice: for a quiet one as much lower as it is quieter than the
        /// voices that the usual level is measured on, or its weak consonants would go.
        static func silence(ofVoiceAt loudness: Double?) -> Double {
            let usual = SilenceTrimmer.Settings().threshold
            guard let loudness, loudness.isFinite else { return usual }
            return usual + min(0, max(-20, loudness - -20))
        }
    }

    /// Where the sound of a chunk begins.
    struct Mark: Equatable, Sendable {
        var chunk: Int
        var sample: Int
        /// Whether nothing before has any effect on what follows.
        var isFresh: Bool
    }

    /// What has come into the stream.
    enum Note: Equatable, Sendable {
        case begins(Mark)
        case words(chunk: Int, [SessionEvent.Word])
    }

    /// The longest silence that is made at a time, so that a pause of an hour takes no
    /// memory.
    private static let silenceStep = Duration.milliseconds(500)

    let rate: SampleRate
    private var framer: BlockFramer
    private var limiter: TruePeakLimiter
    private var joiner: Joiner
    private var resampler: Resampler?
    private var trimmer: SilenceTrimmer?
    private var gain = Gain.unity
    /// The pause behind the last segment, made when something follows it.
    private var pause: Duration?
    /// Silence that is still to be made, in samples.
    private var silence = 0
    private var hasEnded = false

    /// Blocks that are complete.
    private var blocks: [[Float]] = []
    private var firstBlock = 0
    /// Samples in all blocks handed out.
    private(set) var position = 0
    private(set) var chunk = 0

    private let keepsNotes: Bool
    private var notes: [Note] = []
    /// The last chunk whose sound has begun.
    private var lastBegun: Int?
    private var words: WordPlacement
    /// The segment's samples so far, with its edges, and their rate.
    private var inputSamples = 0
    private var inputRate: SampleRate

    init(rate: SampleRate, block: Duration, keepsNotes: Bool = false) {
        self.rate = rate
        self.keepsNotes = keepsNotes
        words = WordPlacement(rate: rate)
        inputRate = rate
        framer = BlockFramer(rate: rate, block: block)
        limiter = TruePeakLimiter(rate: rate)
        joiner = Joiner(rate: rate)
    }

    /// The next complete block.
    mutating func nextBlock() -> SpeechBlock? {
        while firstBlock == blocks.count, silence > 0 { makeSilence() }
        guard firstBlock < blocks.count else { return nil }
        let samples = blocks[firstBlock]
        firstBlock += 1
        if firstBlock == blocks.count {
            blocks.removeAll(keepingCapacity: true)
            firstBlock = 0
        }
        defer { position += samples.count }
        return SpeechBlock(
            audio: AudioBuffer(rate: rate, samples: samples), start: position, chunk: chunk)
    }

    /// Which chunks have begun and which words have ended since this was last asked, in order.
    mutating func takeNotes() -> [Note] {
        guard !notes.isEmpty else { return [] }
        defer { notes = [] }
        return notes
    }

    /// Takes the next samples of a segment.
    ///
    /// - Parameter words: Words of the segment that it was not given before.
    /// - Precondition: ``nextBlock()`` has nothing.
    mutating func append(_ samples: [Float], _ entry: Entry, words new: [TimedWord] = []) {
        if trimmer == nil { begin(entry) }
        words.expect(new)
        inputSamples += samples.count
        var samples = samples
        if let resampler { samples = resampler.process(samples) }
        let sound = trimmer?.process(samples) ?? []
        join(sound, behind: trimmer?.leading ?? 0)
        note(words.passed(upTo: joiner.nextSample))
    }

    /// Ends a segment.
    ///
    /// - Parameters:
    ///   - pause: The usual silence behind its last sound, left out at the end of the
    ///     stream; or the one that the text asks for, which never is.
    ///   - isAsked: Whether the text asks for it.
    ///   - words: Words of the segment that it was not given before.
    mutating func endSegment(
        chunk: Int, pause: Duration, isAsked: Bool, words new: [TimedWord] = []
    ) {
        self.chunk = chunk
        var pause = pause
        if var ending = trimmer {
            if let resampler {
                let sound = ending.process(resampler.finish())
                join(sound, behind: ending.leading)
            }
            let sound = ending.finish()
            join(sound, behind: ending.leading)
            words.expect(new)
            note(words.finish(at: joiner.nextSample, after: inputRate.duration(of: inputSamples)))
            // A pause counts from the last sound.
            pause = max(.zero, pause - rate.duration(of: ending.tailGiven))
            trimmer = nil
            resampler = nil
        }
        if isAsked, pause > .zero {
            // It stands instead of a usual pause that is due before it.
            self.pause = nil
            silence += rate.samples(in: min(pause, .seconds(86_400)))
            makeSilence()
        } else {
            // A segment without a sound leaves no pause of its own beside another.
            self.pause = isAsked ? .zero : max(self.pause ?? .zero, pause)
        }
    }

    /// Makes the pause that is due, so that the end of the last segment need not wait for
    /// what follows. The samples are the same as if that followed at once.
    mutating func rest() { pay() }

    /// Ends the stream; what is left comes as more blocks, the last of them shorter.
    ///
    /// - Returns: False if that was done before.
    mutating func finish() -> Bool {
        guard !hasEnded else { return false }
        hasEnded = true
        pause = nil
        limit(joiner.finish())
        deliver(limiter.finish())
        if let rest = framer.finish() { blocks.append(rest) }
        return true
    }

    private mutating func begin(_ entry: Entry) {
        resampler = entry.rate == rate ? nil : Resampler(from: entry.rate, to: rate)
        words = WordPlacement(rate: rate)
        (inputRate, inputSamples) = (entry.rate, 0)
        trimmer = SilenceTrimmer(rate: rate, settings: .init(threshold: entry.silence))
        gain = Gain(decibels: min(max(entry.decibels, -120), 40))
        chunk = entry.chunk
    }

    /// Joins sound of the segment.
    ///
    /// - Parameter dropped: Samples taken off before its first.
    private mutating func join(_ samples: [Float], behind dropped: Int) {
        guard !samples.isEmpty else { return }
        pay()
        mark()
        words.begin(at: joiner.nextSample, dropped: dropped)
        var samples = samples
        gain.apply(to: &samples)
        limit(joiner.append(samples))
    }

    /// Notes the beginning of a chunk's sound.
    private mutating func mark() {
        guard keepsNotes, lastBegun != chunk else { return }
        lastBegun = chunk
        let mark = Mark(
            chunk: chunk, sample: joiner.nextSample,
            isFresh: joiner.isAtRest && limiter.isAtRest)
        notes.append(.begins(mark))
    }

    private mutating func note(_ words: [SessionEvent.Word]) {
        guard keepsNotes, !words.isEmpty else { return }
        notes.append(.words(chunk: chunk, words))
    }

    /// Makes the pause that is due, all of it.
    private mutating func pay() {
        guard let due = pause else { return }
        pause = nil
        guard joiner.nextSample > 0 else { return }
        silence += rate.samples(in: min(due, .seconds(60)))
        if silence == 0 { limit(joiner.endSegment(pause: .zero)) }
        while silence > 0 { makeSilence() }
    }

    /// Makes the next part of the silence that is due.
    private mutating func makeSilence() {
        let step = min(silence, rate.samples(in: Self.silenceStep))
        guard step > 0 else { return }
        silence -= step
        limit(joiner.endSegment(pause: rate.duration(of: step)))
    }

    private mutating func limit(_ samples: [Float]) {
        guard !samples.isEmpty else { return }
        deliver(limiter.process(samples))
    }

    private mutating func deliver(_ samples: [Float]) {
        guard !samples.isEmpty else { return }
        blocks += framer.process(samples)
    }
}
