public import TensorRuntime

#if canImport(Glibc)
    internal import Glibc
#endif

/// Rotary positions (Su et al. 2021): pairs of a head's features are turned by an angle that grows
/// with the position.
public struct Rotary: Sendable, Hashable {
    /// Which features are a pair.
    public enum Form: Sendable, Hashable {
        /// Features i and i + half: Llama, Qwen and most in `transformers`.
        case halves
        /// Features 2i and 2i + 1: the paper, Moshi.
        case interleaved
    }
    /// Which features are a pair.
    public var form: Form
    /// Radians per position of each pair. Features beyond the pairs stay as they are.
    public var frequencies: [Float]

    /// Frequencies from 1 down to about 1 / base.
    ///
    /// - Parameters:
    ///   - width: Features of a head that are turned, even; the first ones.
    public init(width: Int, base: Double = 10_000, form: Form = .halves) {
        self.form = form
        frequencies = (0..<max(width / 2, 0)).map {
            Float(pow(base, -2 * Double($0) / Double(width)))
        }
    }

    /// Frequencies of one's own, for the scaled ones of long contexts.
    public init(frequencies: [Float], form: Form = .halves) {
        self.form = form
        self.frequencies = frequencies
    }
}

/// Cosines and sines of a call's positions, worked out once for all layers.
public struct RotaryAngles {
    let form: Rotary.Form
    /// `[batch or 1, frames, 1, 1, pairs]`
    let cosines: Value
    let sines: Value
}

extension Layer {
    /// The angles of a call's frames.
    public func rotaryAngles(_ rotary: Rotary, _ timeline: Timeline) -> RotaryAngles {
        let pairs = rotary.frequencies.count
        let positions = timeline.positions
        if positions.isNothing {
            return RotaryAngles(form: rotary.form, cosines: nothing, sines: nothing)
        }
        let table = constant(Tensor(rotary.frequencies, shape: [1, 1, 1, 1, pairs]))
        let angles =
            positions.cast(to: .float32)
            .reshaped([positions.size(0), positions.size(1), 1, 1, 1]) * table
        return RotaryAngles(form: rotary.form, cosines: angles.cosine(), sines: angles.sine())
    }

    /// Turned pairs of features.
    ///
    /// - Parameter x: `[batch, frames, heads, group, width]`
    func rotated(_ x: Value, _ angles: RotaryAngles) -> Value {
        guard !x.isNothing, !angles.cosines.isNothing else { return nothing }
        let pairs = angles.cosines.fixedSize(-1)
        let (width, turned) = (x.fixedSize(-1), 2 * pairs)
        guard turned <= width, pairs > 0 else {
            return refuse("\(pairs) pairs are to be turned of \(width) features")
        }
        func pair(_ first: Value, _ second: Value) -> [Value] {
            let (cosines, sines) = (angles.cosines, angles.sines)
            return [first * cosines - second * sines, second * cosines + first * sines]
        }
        let rest = turned < width ? [x.slice(-1, from: Dimension(turned))] : []
        switch angles.form {
        case .halves:
            let half = Dimension(pairs)
            let parts = pair(x.slice(-1, to: half), x.slice(-1, from: half, to: half * 2))
            return apply(.concatenate(axis: 4), to: parts + rest)[0]
        case .interleaved:
            var shape = x.shape
            shape[4] = Dimension(turned)
            let split = Array(shape.dropLast()) + [Dimension(pairs), 2]
            let columns = (rest.isEmpty ? x : x.slice(-1, to: Dimension(turned))).reshaped(split)
            let parts = pair(
                columns.slice(-1, to: 1).reshaped(split.dropLast()),
                columns.slice(-1, from: 1).reshaped(split.dropLast()))
            let joined = apply(.concatenate(axis: 5), to: parts.map { $0.addingAxis(5) })[0]
                .reshaped(shape)
            return apply(.concatenate(axis: 4), to: [joined] + rest)[0]
        }
    }
}
