/// Takes the silence off both ends of a segment while it streams.
///
/// The signal is judged in frames of 5 ms by their RMS level. Leading silence is
/// dropped but for a little before the first sounding frame. Behind the last one
/// ``Settings/tail`` is let through at once; silence beyond that is held back until
/// sound follows, and dropped where none does. Sound so lags by less than one frame,
/// and the samples don't depend on how the input is cut. A segment that is all silence gives
/// nothing.
public struct SilenceTrimmer: Sendable {
    /// What counts as silence, and how much of it stays.
    public struct Settings: Sendable, Equatable {
        /// The RMS level of a frame below which it is silent, in dB of full scale.
        public var threshold: Double
        /// How much stays before the first sounding frame.
        public var head: Duration
        /// How much stays behind the last sounding frame.
        public var tail: Duration

        /// Makes settings.
        ///
        /// The defaults are measured on flite's voices over words that begin and end with
        /// weak consonants ("this", "fifth", "hush", "three", …): the silence around a word
        /// is below -58 dB for nine frames in ten of the loudest (`awb`) and mostly below
        /// -62; an f, th or h is at -45 to -53, and where one dips below the threshold the
        /// head and tail hold it. What they leave out is below -55 dB everywhere.
        public init(
            threshold: Double = -53, head: Duration = .milliseconds(20),
            tail: Duration = .milliseconds(30)
        ) {
            self.threshold = threshold
            self.head = head
            self.tail = tail
        }
    }

    /// Samples dropped at the start so far.
    public private(set) var leading = 0
    /// Samples dropped at the end; known after ``finish()``.
    public private(set) var trailing = 0
    /// Samples of silence held back just now: long silence inside a segment shows
    /// here while it lasts.
    public var held: Int { silence.count }

    private let frameLength: Int
    private let head: Int
    private let tail: Int
    /// The square of the threshold.
    private let powerPerSample: Float

    private var frame: [Float] = []
    /// Leading silence that may still be needed, or inner silence beyond the tail.
    private var silence: [Float] = []
    /// How much of the tail has been let through since the last sounding frame: the
    /// silence behind the sound that is in the output already.
    public private(set) var tailGiven = 0
    private var hasSounded = false

    /// Starts a segment.
    public init(rate: SampleRate, settings: Settings = Settings()) {
        frameLength = max(1, rate.samples(in: .milliseconds(5)))
        head = rate.samples(in: settings.head)
        tail = rate.samples(in: settings.tail)
        let level = Gain(decibels: settings.threshold).factor
        powerPerSample = level * level
        frame.reserveCapacity(frameLength)
    }

    /// Takes the next samples and gives those that surely belong to the segment.
    public mutating func process(_ samples: [Float]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(samples.count + frameLength)
        var rest = samples[...]
        while !rest.isEmpty {
            let part = rest.prefix(frameLength - frame.count)
            frame += part
            rest = rest.dropFirst(part.count)
            if frame.count == frameLength { judge(into: &result) }
        }
        return result
    }

    /// Ends the segment and gives what remains of it.
    public mutating func finish() -> [Float] {
        var result: [Float] = []
        if !frame.isEmpty { judge(into: &result) }
        if hasSounded { trailing += silence.count } else { leading += silence.count }
        silence.removeAll()
        return result
    }

    /// Decides over the frame that is full, or the last.
    private mutating func judge(into result: inout [Float]) {
        var power: Float = 0
        for sample in frame { power += sample * sample }
        if power > powerPerSample * Float(frame.count) {
            if !hasSounded { dropLead(keeping: head) }
            hasSounded = true
            result += silence
            result += frame
            silence.removeAll(keepingCapacity: true)
            tailGiven = 0
        } else if hasSounded {
            let through = min(tail - tailGiven, frame.count)
            result += frame[..<through]
            silence += frame[through...]
            tailGiven += through
        } else {
            silence += frame
            // Dropped seldom, so that each sample is moved about once.
            if silence.count > 2 * head + 4096 { dropLead(keeping: head) }
        }
        frame.removeAll(keepingCapacity: true)
    }

    private mutating func dropLead(keeping count: Int) {
        let excess = max(0, silence.count - count)
        silence.removeFirst(excess)
        leading += excess
    }
}

extension AudioBuffer {
    /// This audio without the silence at its ends; see ``SilenceTrimmer``.
    public func trimmed(_ settings: SilenceTrimmer.Settings = .init()) -> AudioBuffer {
        var trimmer = SilenceTrimmer(rate: rate, settings: settings)
        let start = trimmer.process(samples)
        return AudioBuffer(rate: rate, samples: start + trimmer.finish())
    }
}
