internal import TensorRuntime

/// What a projection is for.
enum AttentionRole { case query, key, value }

extension Layer {
    /// Queries, keys and values as asked for, `[batch, frames, heads · width]`.
    func projected(
        _ x: Value, _ memory: Value, _ settings: Attention, _ roles: [AttentionRole]
    ) -> [Value] {
        guard let features = channels(of: x, .sequence) else { return roles.map { _ in nothing } }
        let queryRows = settings.heads * settings.width
        let keyRows = settings.keyHeads * settings.width
        /// Rows of a role in a joined weight.
        func rows(_ role: AttentionRole) -> Range<Int> {
            switch role {
            case .query: 0..<queryRows
            case .key: queryRows..<(queryRows + keyRows)
            case .value: (queryRows + keyRows)..<(queryRows + 2 * keyRows)
            }
        }
        func joined(_ weight: Value, _ bias: Value?) -> [Value] {
            if roles.count == 3 {
                let all = project(x, weight, bias)
                return roles.map {
                    all.slice(
                        2, from: Dimension(rows($0).lowerBound), to: Dimension(rows($0).upperBound))
                }
            }
            return roles.map { role in
                let (start, end) = (
                    Dimension(rows(role).lowerBound), Dimension(rows(role).upperBound)
                )
                return project(
                    x, weight.slice(0, from: start, to: end), bias?.slice(0, from: start, to: end))
            }
        }
        switch settings.projections {
        case .separate(let query, let key, let value, _):
            return roles.map { role in
                let name = role == .query ? query : role == .key ? key : value
                return (self / name).linear(x, to: rows(role).count, bias: settings.bias)
            }
        case .joined(let name, _):
            let layer = self / name
            let count = queryRows + 2 * keyRows
            return joined(
                layer.parameter("weight", [count, features]),
                settings.bias ? layer.parameter("bias", [count]) : nil)
        case .packed:
            let count = queryRows + 2 * keyRows
            return joined(
                parameter("in_proj_weight", [count, features]),
                settings.bias ? parameter("in_proj_bias", [count]) : nil)
        }
    }

    /// The heads' results together.
    func output(_ x: Value, _ settings: Attention, _ features: Int) -> Value {
        let name =
            switch settings.projections {
            case .separate(_, _, _, let output), .joined(_, let output): output
            case .packed: "out_proj"
            }
        return (self / name).linear(x, to: features, bias: settings.outputBias)
    }

    /// Queries with heads that share keys one after another: `[batch, key heads, group · frames,
    /// width]`.
    func grouped(
        _ x: Value, _ settings: Attention, norm: String, _ angles: RotaryAngles?
    ) -> Value {
        let (batch, frames) = (x.size(0), x.size(1))
        let (heads, width) = (Dimension(settings.keyHeads), Dimension(settings.width))
        let group = settings.group
        var y = x
        if angles != nil || settings.queryKeyNorm != nil || frames != 1 {
            y = turned(
                x.reshaped([batch, frames, heads, Dimension(group), width]), settings, norm, angles)
        }
        // A single frame's heads lie right already.
        if frames != 1 { y = y.transposed(0, 2, 3, 1, 4) }
        return y.reshaped([batch, heads, frames * group, width])
    }

    /// Keys or values, `[batch, key heads, frames, width]`.
    ///
    /// - Parameter norm: What the normalisation is called; nil: values, which aren't turned either.
    func keyed(
        _ x: Value, _ settings: Attention, norm: String?, _ angles: RotaryAngles?
    ) -> Value {
        let (batch, frames) = (x.size(0), x.size(1))
        let (heads, width) = (Dimension(settings.keyHeads), Dimension(settings.width))
        var y = x
        if let norm, angles != nil || settings.queryKeyNorm != nil {
            y = turned(x.reshaped([batch, frames, heads, 1, width]), settings, norm, angles)
        }
        if frames == 1 { return y.reshaped([batch, heads, 1, width]) }
        return y.reshaped([batch, frames, heads, width]).transposed(0, 2, 1, 3)
    }

    private func turned(
        _ x: Value, _ settings: Attention, _ norm: String, _ angles: RotaryAngles?
    ) -> Value {
        var x = x
        if let epsilon = settings.queryKeyNorm { x = (self / norm).rmsNorm(x, epsilon: epsilon) }
        if let angles { x = rotated(x, angles) }
        return x
    }
}
