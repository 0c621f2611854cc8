public import AudioSignal

/// What recordings become: their rate, level and length, and the spectrum a model is trained on.
public struct CorpusRecipe: Sendable, Hashable {
    /// The rate that all are converted to.
    public var rate = SampleRate(16_000)
    /// Bands of the mel spectrum.
    public var melBands = 80
    /// Samples of a frame of the spectrum.
    public var melSize = 1024
    /// Samples from frame to frame.
    public var hop = 200
    /// Where the highest band ends, in hertz.
    public var highestFrequency = 8000.0
    /// The active speech level (ITU-T P.56) that all are brought to, in dB of full scale.
    public var level = -25.0
    /// Silence that is left at both ends.
    public var silence = Duration.milliseconds(100)
    /// How long a clip is without the rest of that silence.
    public var lengths = Duration.milliseconds(500)...Duration.seconds(30)
    /// Whether melody and loudness are told as voice conversion hears them, `ProsodyFeatures`.
    public var tellsProsody = false
    /// The most bytes that the package may have; nil: any number.
    public var mostBytes: Int?

    /// For 16 kHz, as Wren's spectrum.
    public init() {}

    /// The sizes that a spectrum's frames may have, as whoever reads packages wants them.
    static let melSizes = 16...65_536

    /// - Throws: ``CorpusError/setting(name:value:expected:)`` for the first that can't be.
    func check() throws(CorpusError) {
        func check(
            _ name: String, _ value: Int, _ range: ClosedRange<Int>
        ) throws(CorpusError) {
            guard range.contains(value) else {
                throw .setting(
                    name: name, value: "\(value)",
                    expected: "\(range.lowerBound) to \(range.upperBound)")
            }
        }
        try check("rate", rate.hertz, 8_000...192_000)
        try check("mel-bands", melBands, 1...1024)
        try check("mel-size", melSize, Self.melSizes)
        try check("hop", hop, 1...melSize)
        // Comparisons that NaN fails.
        guard highestFrequency > 0, highestFrequency <= Double(rate.hertz) / 2 else {
            throw .setting(
                name: "fmax", value: "\(highestFrequency)",
                expected: "above 0 and at most \(rate.hertz / 2), half the rate")
        }
        guard level >= -60, level <= -10 else {
            throw .setting(name: "level", value: "\(level)", expected: "-60 to -10")
        }
        guard silence >= .zero, silence <= .seconds(10) else {
            throw .setting(
                name: "silence-ms", value: "\(silence.seconds * 1000)", expected: "0 to 10000")
        }
        guard lengths.lowerBound >= .milliseconds(50), lengths.upperBound <= .seconds(600) else {
            throw .setting(
                name: "min-s and max-s",
                value: "\(lengths.lowerBound.seconds) and \(lengths.upperBound.seconds)",
                expected: "0.05 to 600 seconds")
        }
        if let mostBytes, mostBytes < 1 << 16 {
            throw .setting(name: "max-size", value: "\(mostBytes)", expected: "at least 64K")
        }
    }
}
