/// Where in a recording its phones are.
public struct PhoneTimes: Sendable, Hashable {
    /// A phone or a pause.
    public struct Sound: Sendable, Hashable {
        /// The phone; nil: a pause.
        public let phone: String?
        /// Its first sample; it lasts until the next begins, or to the end.
        public let start: Int
    }

    /// All of the recording, in order; the first starts at sample 0.
    public let sounds: [Sound]
    /// Which pronunciation was heard of each word.
    public let pronunciations: [Int]
}
