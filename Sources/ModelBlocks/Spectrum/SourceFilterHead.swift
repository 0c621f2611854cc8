public import TensorRuntime

extension Layer {
    /// A head that shapes two excitations instead of making a signal from nothing: pulses of the
    /// pitch are filtered by magnitude and phase, noise by magnitude, and the signal of their sum
    /// is taken (harmonic-plus-noise models, Stylianou 2001; with networks, Wang et al. 2019).
    /// Harmonics are straight and in tune from the first training step, which magnitudes and
    /// phases out of a network alone (``spectralHead(_:_:mask:)``) take long to learn.
    ///
    /// Parameters of the linear layer `out`: `weight [3 · bins, features]`, `bias`; logarithms of
    /// the pulses' magnitudes, their phases, logarithms of the noise's magnitudes. Magnitudes are
    /// at most 100.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - harmonic: Pulses, `[batch, frames · hop]`, see ``HarmonicSource``.
    ///   - noise: White noise of variance 1, likewise.
    /// - Returns: `[batch, frames · hop]`
    public func sourceFilterHead(
        _ x: Value, harmonic: Value, noise: Value, _ transform: ShortTimeFourier
    ) -> Value {
        guard channels(of: x, .sequence) != nil else { return nothing }
        let parts = (self / "out").linear(x, to: 3 * transform.bins).transposed(0, 2, 1)
            .split(3, axis: 1)
        let magnitude = parts[0].exp().clamped(nil, 100)
        let (cosine, sine) = (magnitude * parts[1].cosine(), magnitude * parts[1].sine())
        let breath = parts[2].exp().clamped(nil, 100)
        let pulses = (self / "harmonic").stft(harmonic, transform)
        let air = (self / "noise").stft(noise, transform)
        return inverseSTFT(
            cosine * pulses.real - sine * pulses.imaginary + breath * air.real,
            cosine * pulses.imaginary + sine * pulses.real + breath * air.imaginary, transform)
    }
}
