/// Where in a recording its phones and pauses are.
public struct PhoneAlignment: Sendable, Hashable {
    /// A phone or a pause.
    public struct Segment: Sendable, Hashable {
        /// The phone's symbol; nil: a pause.
        public let phone: String?
        /// Which word it belongs to, from 0; nil for a pause.
        public let word: Int?
        /// Its first sample.
        public let start: Int
        /// The first sample behind it: the next segment's start.
        public let end: Int
        /// The mean logarithm, per frame of 5 ms, of how much less likely it is than the likeliest
        /// phones at its place: 0 at best.
        public let score: Float
    }

    /// All of the recording without gaps, in order: phones, and pauses at the ends and wherever
    /// one between two words isn't too short.
    public let segments: [Segment]
    /// Which pronunciation of each word is said.
    public let pronunciations: [Int]
    /// The mean of the phones' scores, weighed with their lengths.
    public let score: Double
    /// The lowest mean score of a stretch of time (``AlignmentSettings/stretch``).
    public let stretchScore: Double
}
