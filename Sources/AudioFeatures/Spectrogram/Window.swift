internal import Glibc

/// The weights by which a frame is multiplied before it is transformed.
public enum Window: String, Hashable, Sendable, CaseIterable {
    /// 0.5 - 0.5 cos, for the periodic form: what torch and librosa take by default.
    case hann
    /// Hann with its end at the last sample instead of after it.
    case symmetricHann
    /// 0.54 - 0.46 cos, periodic.
    case hamming
    /// Hamming with its end at the last sample.
    case symmetricHamming
    /// 0.42 - 0.5 cos + 0.08 cos of twice the angle, periodic.
    case blackman
    /// 1 throughout.
    case rectangular

    /// The weights of a window.
    ///
    /// - Parameter length: In samples; none for less than 1. A window of one is 1.
    public func weights(length: Int) -> [Float] {
        guard length > 1 else { return [Float](repeating: 1, count: max(length, 0)) }
        let (a0, a1, a2, isSymmetric): (Double, Double, Double, Bool) =
            switch self {
            case .hann: (0.5, 0.5, 0, false)
            case .symmetricHann: (0.5, 0.5, 0, true)
            case .hamming: (0.54, 0.46, 0, false)
            case .symmetricHamming: (0.54, 0.46, 0, true)
            case .blackman: (0.42, 0.5, 0.08, false)
            case .rectangular: (1, 0, 0, false)
            }
        let step = 2 * Double.pi / Double(isSymmetric ? length - 1 : length)
        return (0..<length).map { index in
            let angle = step * Double(index)
            return Float(a0 - a1 * cos(angle) + a2 * cos(2 * angle))
        }
    }
}
