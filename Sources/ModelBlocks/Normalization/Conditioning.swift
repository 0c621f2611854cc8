public import TensorRuntime

extension Layer {
    /// Feature-wise linear modulation (Perez et al. 2018): `x · (1 + γ) + β`, γ and β linear in
    /// what conditions, γ first.
    ///
    /// Parameters `weight [2 · features, …]`, `bias`.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - condition: `[batch, frames or 1, …]`
    public func modulated(_ x: Value, by condition: Value) -> Value {
        guard let features = channels(of: x, .sequence), channels(of: condition, .sequence) != nil
        else { return nothing }
        let both = linear(condition, to: 2 * features).split(2, axis: -1)
        return apply(.binary(.add), x * (both[0] + 1), both[1])
    }

    /// ``modulated(_:by:)`` of a signal, by one condition for all of its frames.
    ///
    /// Parameters `weight [2 · channels, …]`, `bias`.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`
    ///   - condition: `[batch, …]`
    public func signalModulated(_ x: Value, by condition: Value) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        let both = linear(condition, to: 2 * channels).addingAxis(2).split(2, axis: 1)
        return apply(.binary(.add), x * (both[0] + 1), both[1])
    }

    /// Layer normalisation without parameters of its own, modulated by a condition: adaptive
    /// layer normalisation as in DiT (Peebles and Xie 2022), γ first.
    ///
    /// Parameters of the linear layer `linear`.
    public func adaptiveLayerNorm(
        _ x: Value, by condition: Value, epsilon: Float = 1e-6, linear: String = "linear"
    ) -> Value {
        (self / linear).modulated(
            layerNorm(x, epsilon: epsilon, scale: nil, bias: nil), by: condition)
    }

    /// Layer normalisation with a scale and a shift for each of a few conditions, such as the
    /// bandwidths of a codec: Vocos' `AdaLayerNorm`.
    ///
    /// Parameters `scale.weight` and `shift.weight`, `[conditions, features]`.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - ids: int64 `[batch]`
    public func adaptiveLayerNorm(
        _ x: Value, of ids: Value, conditions: Int, epsilon: Float = 1e-6
    ) -> Value {
        guard let features = channels(of: x, .sequence) else { return nothing }
        let normal = layerNorm(x, epsilon: epsilon, scale: nil, bias: nil)
        let scale = (self / "scale").embedding(ids, count: conditions, width: features)
        let shift = (self / "shift").embedding(ids, count: conditions, width: features)
        return apply(.binary(.add), normal * scale.addingAxis(1), shift.addingAxis(1))
    }
}
