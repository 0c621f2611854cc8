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
    /// at most 100. For output with a high band also the linear layer `high`: `weight
    /// [highBand.bands, features]`, `bias`; logarithms of its noise's magnitudes.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - harmonic: Pulses, `[batch, frames · hop]`, see ``HarmonicSource``.
    ///   - noise: White noise of variance 1, likewise.
    ///   - transform: As it was trained with.
    ///   - highBand: What there is above; then pulses, noise and output have its rate, and hops
    ///     are those of its transform.
    /// - Returns: `[batch, frames · hop]`
    public func sourceFilterHead(
        _ x: Value, harmonic: Value, noise: Value, _ transform: ShortTimeFourier,
        highBand: HighBand? = nil
    ) -> Value {
        guard let filters = sourceFilters(x, transform, highBand: highBand),
            let wide = wide(transform, highBand)
        else { return nothing }
        let (cosine, sine, breath) = (
            filters.cosine.transposed(0, 2, 1), filters.sine.transposed(0, 2, 1),
            filters.breath.transposed(0, 2, 1)
        )
        let pulses = (self / "harmonic").stft(harmonic, wide)
        let air = (self / "noise").stft(noise, wide)
        return inverseSTFT(
            cosine * pulses.real - sine * pulses.imaginary + breath * air.real,
            cosine * pulses.imaginary + sine * pulses.real + breath * air.imaginary, wide)
    }

    /// What spectra of pulses and noise are multiplied by, of the parameters of
    /// ``sourceFilterHead(_:harmonic:noise:_:highBand:)``.
    ///
    /// - Parameter x: `[batch, frames, features]`
    func sourceFilters(
        _ x: Value, _ transform: ShortTimeFourier, highBand: HighBand?
    ) -> SourceFilters? {
        guard channels(of: x, .sequence) != nil else { return nil }
        let parts = (self / "out").linear(x, to: 3 * transform.bins).split(3, axis: 2)
        let magnitude = parts[0].exp().clamped(nil, 100)
        let filters = SourceFilters(
            cosine: magnitude * parts[1].cosine(), sine: magnitude * parts[1].sine(),
            breath: parts[2].exp().clamped(nil, 100))
        guard let highBand else { return filters }
        return wide(transform, highBand).map {
            widened(filters, transform.bins, x, highBand, $0)
        }
    }

    /// The transform of the output.
    private func wide(
        _ transform: ShortTimeFourier, _ highBand: HighBand?
    ) -> ShortTimeFourier? {
        guard let highBand else { return transform }
        guard let wide = highBand.transform(of: transform) else {
            refuse(
                "frames of \(transform.size) samples every \(transform.hop) aren't whole samples "
                    + "at \(highBand.rate) instead of \(highBand.native) hertz")
            return nil
        }
        return wide
    }

    /// Filters of so many bins with a high band above, for those of the wide transform.
    private func widened(
        _ filters: SourceFilters, _ trained: Int, _ x: Value, _ highBand: HighBand,
        _ wide: ShortTimeFourier
    ) -> SourceFilters {
        let (bins, shape) = (wide.bins, highBand.shape(bins: wide.bins))
        func row(_ values: [Float]) -> Value {
            constant(Tensor(values, shape: [1, 1, bins]))
        }
        func wider(_ filter: Value, _ share: Value) -> Value {
            filter.padded(2, after: bins - trained) * share
        }
        let levels = (self / "high").linear(x, to: highBand.bands)
        let interpolation = constant(
            Tensor(shape.interpolation, shape: [bins, highBand.bands])
        ).transposed(1, 0)
        let above = (levels.matMul(interpolation) + row(shape.fade)).exp().clamped(nil, 100)
        let gain = highBand.noiseGain
        let below = row(shape.share.map { 1 - $0 })
        return SourceFilters(
            cosine: wider(filters.cosine, below), sine: wider(filters.sine, below),
            breath: wider(filters.breath, row(shape.share.map { (1 - $0) * gain }))
                + above * row(shape.share.map { $0 * gain }))
    }
}

/// What spectra of pulses and noise are multiplied by, `[batch, frames, bins]` each: the pulses'
/// filter as real and imaginary part, the noise's magnitude.
struct SourceFilters {
    var cosine: Value
    var sine: Value
    var breath: Value
}
