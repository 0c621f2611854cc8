public import TensorRuntime

extension Layer {
    /// The head of Vocos (Siuzdak 2023): magnitudes and phases of a spectrum, linear in the
    /// features, and their signal.
    ///
    /// Parameters of the linear layer `out`: `weight [size + 2, features]`, `bias`; logarithms of
    /// magnitudes first, at most 100 each when raised.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - mask: `[batch, 1, frames]`, see ``inverseSTFT(_:_:_:mask:)``.
    /// - Returns: `[batch, samples]`
    public func spectralHead(
        _ x: Value, _ transform: ShortTimeFourier, mask: Value? = nil
    ) -> Value {
        guard channels(of: x, .sequence) != nil else { return nothing }
        let parts = (self / "out").linear(x, to: transform.size + 2).transposed(0, 2, 1)
            .split(2, axis: 1)
        let magnitude = parts[0].exp().clamped(nil, 100)
        let phase = parts[1]
        return inverseSTFT(
            magnitude * phase.cosine(), magnitude * phase.sine(), transform, mask: mask)
    }
}
