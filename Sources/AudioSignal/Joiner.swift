/// Joins segments into one stream without clicks.
///
/// A segment that borders on silence is faded at that edge with a short raised
/// cosine; one that follows another without a pause is cross-faded with it at equal
/// power. The end of the running segment is held back for the length of a fade
/// (8 ms by default), everything else goes out at once. The samples don't depend on
/// how the segments are cut.
///
///     var joiner = Joiner(rate: rate)
///     output += joiner.append(first)
///     output += joiner.endSegment(pause: .milliseconds(350))
///     output += joiner.append(second)
///     output += joiner.finish()
public struct Joiner: Sendable {
    /// The lengths of the fades.
    public struct Settings: Sendable, Equatable {
        /// The fade of a segment's start out of silence.
        public var fadeIn: Duration
        /// The fade of a segment's end into silence.
        public var fadeOut: Duration
        /// How far two segments without a pause overlap; zero sets them edge to
        /// edge, unfaded.
        public var crossfade: Duration

        /// Makes settings.
        public init(
            fadeIn: Duration = .milliseconds(5), fadeOut: Duration = .milliseconds(8),
            crossfade: Duration = .milliseconds(8)
        ) {
            self.fadeIn = fadeIn
            self.fadeOut = fadeOut
            self.crossfade = crossfade
        }
    }

    /// The longest pause; a longer one is cut to it, since a pause is handed out in
    /// one piece.
    public static let longestPause = Duration.seconds(60)

    /// The rate of all segments.
    public let rate: SampleRate
    /// How many samples have been given out.
    public private(set) var position = 0

    /// Where in the output the next sample to be appended will lie; exact unless a
    /// segment turns out shorter than the cross-fade.
    public var nextSample: Int { position + held.count + incoming.count }

    /// Whether what is appended next comes out as it would at the start of a stream:
    /// before the first segment, and behind one that a pause follows.
    public var isAtRest: Bool {
        held.isEmpty && outgoing.isEmpty && incoming.isEmpty && faded == 0
    }

    private let fadeIn: Int
    private let fadeOut: Int
    private let crossfade: Int

    /// The end of the running segment.
    private var held: [Float] = []
    /// The end of the segment before, to be mixed with the start of this one.
    private var outgoing: [Float] = []
    /// The start of this segment, until there is enough of it to mix.
    private var incoming: [Float] = []
    /// How many samples of the running fade-in are done; ``fadeIn`` when over.
    private var faded = 0

    /// Starts a stream.
    public init(rate: SampleRate, settings: Settings = Settings()) {
        self.rate = rate
        fadeIn = rate.samples(in: min(settings.fadeIn, Self.longestFade))
        fadeOut = rate.samples(in: min(settings.fadeOut, Self.longestFade))
        crossfade = rate.samples(in: min(settings.crossfade, Self.longestFade))
    }

    /// A fade is held back in memory and in time.
    private static let longestFade = Duration.seconds(1)

    /// Takes the next samples of the running segment and gives what is ready.
    public mutating func append(_ samples: [Float]) -> [Float] {
        guard !samples.isEmpty else { return [] }
        guard outgoing.isEmpty else {
            incoming += samples
            guard incoming.count >= outgoing.count else { return [] }
            return given(extend(by: mixed()))
        }
        return given(extend(by: samples))
    }

    /// Ends the running segment.
    ///
    /// - Parameter pause: The silence behind it; zero joins the next segment directly.
    public mutating func endSegment(pause: Duration) -> [Float] {
        let silence = rate.samples(in: min(pause, Self.longestPause))
        if silence == 0, incoming.isEmpty, !outgoing.isEmpty { return [] }
        var result = outgoing.isEmpty ? [] : extend(by: mixed())
        if silence > 0 {
            result += fadedEnd()
            result += [Float](repeating: 0, count: silence)
            faded = 0
        } else {
            let overlap = min(crossfade, held.count)
            result += held.dropLast(overlap)
            outgoing = held.suffix(overlap)
            held = []
            // The mix fades this segment's successor in.
            faded = overlap > 0 || !result.isEmpty ? fadeIn : faded
        }
        return given(result)
    }

    /// Ends the stream: its last segment is faded out, with no pause behind.
    public mutating func finish() -> [Float] {
        var result = outgoing.isEmpty ? [] : extend(by: mixed())
        result += fadedEnd()
        faded = 0
        return given(result)
    }

    /// Adds samples to the running segment and gives what is beyond the hold.
    private mutating func extend(by samples: [Float]) -> [Float] {
        let hold = max(fadeOut, crossfade)
        var body = held.isEmpty ? samples : held + samples
        if faded < fadeIn {
            let start = held.count
            let count = min(fadeIn - faded, samples.count)
            for index in 0..<count {
                body[start + index] *= Fade.raisedCosine(faded + index, of: fadeIn)
            }
            faded += count
        }
        guard body.count > hold else {
            held = body
            return []
        }
        held = [Float](body.suffix(hold))
        body.removeLast(hold)
        return body
    }

    /// The end of one segment and what there is of the next, mixed.
    private mutating func mixed() -> [Float] {
        defer {
            outgoing = []
            incoming = []
        }
        let overlap = min(outgoing.count, incoming.count)
        let start = outgoing.count - overlap
        for index in 0..<overlap {
            let (leaving, entering) = Fade.equalPower(index, of: overlap)
            outgoing[start + index] =
                outgoing[start + index] * leaving + incoming[index] * entering
        }
        return outgoing + incoming.dropFirst(overlap)
    }

    /// The held end, faded into silence.
    private mutating func fadedEnd() -> [Float] {
        defer { held = [] }
        let count = min(fadeOut, held.count)
        for index in 0..<count {
            held[held.count - 1 - index] *= Fade.raisedCosine(index, of: count)
        }
        return held
    }

    private mutating func given(_ samples: [Float]) -> [Float] {
        position += samples.count
        return samples
    }
}
