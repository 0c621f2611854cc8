internal import Glibc

/// How pitch is heard: a scale of frequencies.
public enum MelScale: String, Hashable, Sendable, CaseIterable {
    /// Linear to 1 kHz, logarithmic above: Slaney's Auditory Toolbox (1998), librosa's
    /// default.
    case slaney
    /// 2595 log10(1 + f ÷ 700): the HTK Book, torchaudio's default.
    case htk

    /// Slaney's scale: 200/3 Hz a mel to 1 kHz, then 27 mels for a factor of 6.4.
    private static let slope = 200.0 / 3
    private static let corner = 1000.0
    private static let logStep = log(6.4) / 27

    /// The mels of a frequency in hertz.
    public func mels(_ hertz: Double) -> Double {
        switch self {
        case .htk: 2595 * log10(1 + hertz / 700)
        case .slaney:
            hertz < Self.corner
                ? hertz / Self.slope
                : Self.corner / Self.slope + log(hertz / Self.corner) / Self.logStep
        }
    }

    /// The frequency in hertz of a number of mels.
    public func hertz(_ mels: Double) -> Double {
        switch self {
        case .htk: return 700 * (pow(10, mels / 2595) - 1)
        case .slaney:
            let bend = Self.corner / Self.slope
            return mels < bend
                ? mels * Self.slope : Self.corner * exp(Self.logStep * (mels - bend))
        }
    }
}
