/// Which tones were recognised in a speaker's syllables.
public struct ToneEvaluation: Sendable, Equatable {
    /// How often what was said (rows, tone 1 first) was taken for what (columns).
    public private(set) var confusion: [[Int]]
    /// Syllables without a voice, in which no tone was recognised; by what was said.
    public private(set) var voiceless: [Int]

    /// Of no syllables.
    public init() {
        let none = [Int](repeating: 0, count: NamedSyllable.tones)
        confusion = none.map { _ in none }
        voiceless = none
    }

    /// Adds a syllable.
    ///
    /// - Parameters:
    ///   - said: The tone, 1 to 4.
    ///   - heard: What was recognised; nil where there was no voice.
    public mutating func add(said: Int, heard: Int?) {
        if let heard {
            confusion[said - 1][heard - 1] += 1
        } else {
            voiceless[said - 1] += 1
        }
    }

    /// Syllables.
    public var count: Int { confusion.joined().reduce(0, +) + voiceless.reduce(0, +) }

    /// Syllables whose tone was recognised.
    public var correct: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }

    /// The share of the syllables whose tone was recognised; nil without syllables.
    public var accuracy: Double? { count > 0 ? Double(correct) / Double(count) : nil }

    /// Between which bounds that lies with 95 %, as far as chance in the choice of syllables goes
    /// (Wilson's interval, JASA 22, 1927); nil without syllables.
    public var interval: (low: Double, high: Double)? {
        guard let accuracy else { return nil }
        let (n, z) = (Double(count), 1.959_964)
        let middle = accuracy + z * z / (2 * n)
        let reach = z * (accuracy * (1 - accuracy) / n + z * z / (4 * n * n)).squareRoot()
        let whole = 1 + z * z / n
        return (max(0, (middle - reach) / whole), min(1, (middle + reach) / whole))
    }
}
