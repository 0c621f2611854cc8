import Glibc

/// The curves of fades.
enum Fade {
    /// The factor of a sample in a fade-in of a number of samples.
    static func raisedCosine(_ index: Int, of count: Int) -> Float {
        0.5 - 0.5 * cosf(.pi * (Float(index) + 0.5) / Float(count))
    }

    /// The factors of two signals in a cross-fade; their squares sum to 1, which
    /// keeps the power of signals that don't correlate.
    static func equalPower(_ index: Int, of count: Int) -> (leaving: Float, entering: Float) {
        let angle = Float.pi / 2 * (Float(index) + 0.5) / Float(count)
        return (cosf(angle), sinf(angle))
    }
}
