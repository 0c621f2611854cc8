internal import TensorRuntime

extension Layer {
    /// Softmax of scores times values.
    ///
    /// The past and what is new are never put together, only their scores are, so that no step
    /// copies a cache.
    ///
    /// - Parameters:
    ///   - queries: `[batch, key heads, group · frames, width]`.
    ///   - mask: `[batch or 1, 1, frames or 1, keys]`, the past's keys first.
    /// - Returns: `[batch, frames, heads · width]`
    func attended(
        _ queries: Value, _ past: AttentionMemory?, _ new: AttentionMemory, _ mask: Value?,
        _ settings: Attention, frames: Dimension
    ) -> Value {
        let batch = queries.size(0)
        let (heads, width) = (Dimension(settings.keyHeads), Dimension(settings.width))
        let group = Dimension(settings.group)
        let scale = settings.scale ?? 1 / Double(settings.width).squareRoot()
        // Runtimes take a transposed factor and a scaled product in one operator.
        func scored(_ keys: Value) -> Value {
            apply(.matMul, queries, keys.swappingAxes(2, 3)) * scale
        }
        var scores = scored(new.keys)
        if let past {
            scores =
                apply(
                    .concatenate(axis: 3), to: [scored(past.keys), scores])[0]
        }
        if let mask {
            // Rows of a group differ in their heads only.
            if settings.group == 1 || mask.size(2) == 1 {
                scores = scores + mask
            } else {
                let whole = scores.shape
                let keys = scores.size(3)
                scores =
                    (scores.reshaped([batch, heads, group, frames, keys]) + mask.addingAxis(1))
                    .reshaped(whole)
            }
        }
        let shares = scores.softmax(3)
        var seen: Value
        if let past {
            let capacity = past.keys.size(2)
            seen =
                apply(.matMul, shares.slice(3, to: capacity), past.values)
                + apply(.matMul, shares.slice(3, from: capacity), new.values)
        } else {
            seen = apply(.matMul, shares, new.values)
        }
        if frames != 1 {
            seen = seen.reshaped([batch, heads, group, frames, width]).transposed(0, 3, 1, 2, 4)
        }
        return seen.reshaped([batch, frames, heads * group * width])
    }
}
