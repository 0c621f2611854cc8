/// What listeners would say of speech, from 1 (bad) to 5 (excellent), as DNSMOS foretells it.
///
/// Figures of clean recordings in a quiet room lie around 3.3 (overall) and 3.9 (P.808).
public struct DNSMOSScore: Sendable, Hashable, Codable {
    /// How undistorted the voice is (ITU-T P.835, SIG).
    public var signal: Double
    /// How little disturbs beside it (P.835, BAK).
    public var background: Double
    /// The whole (P.835, OVRL).
    public var overall: Double
    /// The whole, as listeners of another test say it (ITU-T P.808).
    public var p808: Double
    /// How many windows of 9.01 s the figures are means of.
    public var windows: Int

    /// A score as measured, or read back.
    public init(
        signal: Double, background: Double, overall: Double, p808: Double, windows: Int
    ) {
        self.signal = signal
        self.background = background
        self.overall = overall
        self.p808 = p808
        self.windows = windows
    }

    /// The mean of several scores, each counted once; nil of none.
    public static func mean(_ scores: [DNSMOSScore]) -> DNSMOSScore? {
        guard !scores.isEmpty else { return nil }
        let count = Double(scores.count)
        func mean(_ figure: KeyPath<DNSMOSScore, Double>) -> Double {
            scores.reduce(0) { $0 + $1[keyPath: figure] } / count
        }
        return DNSMOSScore(
            signal: mean(\.signal), background: mean(\.background), overall: mean(\.overall),
            p808: mean(\.p808), windows: scores.reduce(0) { $0 + $1.windows })
    }
}
