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
    /// Features that are turned.
    let width: Int
    /// For each feature, `[batch or 1, frames, 1, 1, width]`.
    let cosines: Value
    /// With a minus for the first of each pair.
    let sines: Value
}

extension Layer {
    /// The angles of a call's frames.
    public func rotaryAngles(_ rotary: Rotary, _ timeline: Timeline) -> RotaryAngles {
        let pairs = rotary.frequencies
        let width = 2 * pairs.count
        let positions = timeline.positions
        if positions.isNothing {
            return RotaryAngles(form: rotary.form, width: width, cosines: nothing, sines: nothing)
        }
        let (frequencies, signs): ([Float], [Float]) =
            switch rotary.form {
            case .halves: (pairs + pairs, pairs.map { _ in -1 } + pairs.map { _ in 1 })
            case .interleaved: (pairs.flatMap { [$0, $0] }, pairs.flatMap { _ in [-1, 1] })
            }
        let shape = [1, 1, 1, 1, width]
        let angles =
            positions.cast(to: .float32)
            .reshaped([positions.size(0), positions.size(1), 1, 1, 1])
            * constant(Tensor(frequencies, shape: shape))
        return RotaryAngles(
            form: rotary.form, width: width, cosines: angles.cosine(),
            sines: angles.sine() * constant(Tensor(signs, shape: shape)))
    }

    /// Turned pairs of features: each feature times the cosine, plus its partner times the sine.
    ///
    /// - Parameter x: `[batch, frames, heads, group, width]`
    func rotated(_ x: Value, _ angles: RotaryAngles) -> Value {
        guard !x.isNothing, !angles.cosines.isNothing else { return nothing }
        let (all, turned) = (x.fixedSize(-1), angles.width)
        guard turned <= all, turned > 0 else {
            return refuse("\(turned / 2) pairs are to be turned of \(all) features")
        }
        let (width, half) = (Dimension(turned), Dimension(turned / 2))
        let part = turned < all ? x.slice(-1, to: width) : x
        let partners: Value
        switch angles.form {
        case .halves:
            partners =
                apply(
                    .concatenate(axis: 4),
                    to: [part.slice(-1, from: half), part.slice(-1, to: half)])[
                    0]
        case .interleaved:
            let columns = part.reshaped(part.shape.dropLast() + [half, 2])
            partners = apply(
                .concatenate(axis: 5), to: [columns.slice(-1, from: 1), columns.slice(-1, to: 1)])[
                    0
                ].reshaped(part.shape)
        }
        let result = part * angles.cosines + partners * angles.sines
        guard turned < all else { return result }
        return apply(.concatenate(axis: 4), to: [result, x.slice(-1, from: width)])[0]
    }
}
