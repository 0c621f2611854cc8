internal import Glibc

/// What can be said of the melody of recordings in a few figures.
public struct PitchStatistics: Hashable, Sendable {
    /// How many frames were looked at.
    public let frameCount: Int
    /// How many of them are voiced.
    public let voicedCount: Int
    /// The figures of the voiced frames; nil where there are none.
    public let melody: Melody?

    /// The figures of voiced frames.
    public struct Melody: Hashable, Sendable {
        /// The median of F0, in hertz.
        public let median: Double
        /// The standard deviation of F0 in semitones, the measure of how lively a melody is:
        /// 0 is a monotone, readers have 3 to 5.
        public let spread: Double
        /// F0 that 5 % of the voiced frames lie below, in hertz.
        public let low: Double
        /// F0 that 5 % of the voiced frames lie above, in hertz.
        public let high: Double
    }

    /// The voiced share of the frames, 0 to 1; 0 without frames.
    public var voicedShare: Double {
        frameCount > 0 ? Double(voicedCount) / Double(frameCount) : 0
    }

    /// The figures of all frames of some tracks together.
    ///
    /// Percentiles lie between the two nearest values in proportion, as NumPy's.
    public init(_ tracks: some Sequence<PitchTrack>) {
        var (frames, voiced) = (0, [Float]())
        for track in tracks {
            frames += track.frameCount
            voiced += track.frequencies.lazy.filter { $0 > 0 }
        }
        voiced.sort()
        frameCount = frames
        voicedCount = voiced.count
        melody = voiced.isEmpty ? nil : Melody(sorted: voiced)
    }

    /// The figures of one track.
    public init(_ track: PitchTrack) { self.init(CollectionOfOne(track)) }
}

extension PitchStatistics.Melody {
    /// - Parameter frequencies: In hertz, above 0, low to high, at least one.
    fileprivate init(sorted frequencies: [Float]) {
        func percentile(_ share: Double) -> Double {
            let position = share * Double(frequencies.count - 1)
            let below = Int(position)
            let above = min(below + 1, frequencies.count - 1)
            let (low, high) = (Double(frequencies[below]), Double(frequencies[above]))
            return low + (high - low) * (position - Double(below))
        }
        let semitones = frequencies.map { 12 * log2(Double($0)) }
        let mean = semitones.reduce(0, +) / Double(semitones.count)
        let squares = semitones.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        median = percentile(0.5)
        spread = (squares / Double(semitones.count)).squareRoot()
        low = percentile(0.05)
        high = percentile(0.95)
    }
}
