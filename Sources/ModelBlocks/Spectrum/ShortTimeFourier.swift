public import TensorRuntime

#if canImport(Glibc)
    internal import Glibc
#endif

/// Where frames of a spectrum lie on the signal.
public enum FramePlacement: Sendable, Hashable {
    /// Frame 0 is centred on sample 0; of a signal of n · hop samples n + 1 frames come, and n · hop
    /// samples of them (`center=True` of PyTorch and librosa; going in, reflected at the ends).
    case centred
    /// n frames of n · hop samples, half of what a frame is longer than a hop at each end
    /// (`same` of Vocos; going in, zeros at the ends).
    case same
    /// n frames of n · hop samples, none of which needs samples or frames after it.
    case causal
}

/// Windowed Fourier transforms, with a periodic Hann window.
public struct ShortTimeFourier: Sendable, Hashable {
    /// Samples of a frame, even.
    public var size: Int
    /// Samples from frame to frame.
    public var hop: Int
    /// Where frames lie.
    public var placement: FramePlacement

    /// Frames of `size` samples every `hop`.
    public init(size: Int, hop: Int, placement: FramePlacement) {
        self.size = size
        self.hop = hop
        self.placement = placement
    }

    /// Frequencies of a spectrum.
    public var bins: Int { size / 2 + 1 }

    var window: [Float] {
        (0..<max(size, 0)).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(size))) }
    }

    /// What an inverse transform divides by at least: a tenth of the smallest sum of squared
    /// windows that samples have with frames on both sides.
    ///
    /// Only a sequence's first frames of `causal` and what comes after its last stay below: a
    /// frame alone would be divided by almost nothing where its window begins, so a network that
    /// doesn't give exactly nothing there would click. They fade in and out instead. At the ends
    /// of `centred` and `same` half of the frames or more are there.
    var leastDivisor: Double {
        let squares = window.map { Double($0 * $0) }
        let sums = (0..<max(hop, 0)).map { phase in
            stride(from: phase, to: size, by: hop).reduce(0) { $0 + squares[$1] }
        }
        // Without overlap windows begin with zero.
        return max(0.1 * (sums.min() ?? 0), 1e-8)
    }
}

extension Layer {
    /// The spectrum of a signal. While stepping a causal one keeps samples as `tail`.
    ///
    /// - Parameter x: `[batch, samples]`; a multiple of the hop if `same` or `causal`.
    /// - Returns: Real and imaginary part, `[batch, bins, frames]`.
    public func stft(_ x: Value, _ transform: ShortTimeFourier) -> (real: Value, imaginary: Value) {
        guard accepts(transform) else { return (nothing, nothing) }
        guard x.shape.count == 2 else {
            return (refuse("\(x.shape) came in, it takes [batch, samples]"), nothing)
        }
        let surplus = transform.size - transform.hop
        var extended = x.addingAxis(1)
        if transform.placement != .centred, !accepts(length: x.size(1), inSteps: transform.hop) {
            return (nothing, nothing)
        }
        switch transform.placement {
        case .causal where isStepping: extended = preceded(extended, by: surplus, .constant(0))
        case .centred, .same:
            guard !isStepping else {
                return (
                    refuse("frames look ahead, so it can't run in steps; make it causal"), nothing
                )
            }
            let isCentred = transform.placement == .centred
            let before = isCentred ? transform.size / 2 : surplus / 2
            extended = extended.padded(
                2, before: before, after: isCentred ? before : surplus - before,
                isCentred ? .reflect : .constant(0))
        case .causal: extended = extended.padded(2, before: surplus)
        }
        return frames(of: extended.reshaped([x.size(0), extended.size(2)]), transform)
    }

    /// The spectra of frames that lie wholly inside a signal, wherever they are placed.
    ///
    /// - Parameter x: `[batch, samples]`
    /// - Returns: Real and imaginary part, `[batch, bins, frames]`.
    public func frames(
        of x: Value, _ transform: ShortTimeFourier
    ) -> (real: Value, imaginary: Value) {
        let window = constant(Tensor(transform.window, shape: [transform.size]))
        let parts = apply(.stft(size: transform.size, hop: transform.hop), to: [x, window])
        return (parts[0], parts[1])
    }

    /// The signal of a spectrum: frames overlapped, added and divided by the sum of their squared
    /// windows, or by a tenth of the usual sum where that is more.
    ///
    /// In steps the samples of all placements come as of `causal`: those of `same` are
    /// `(size - hop) / 2` late, those of `centred` `size / 2`. What comes before the first is to
    /// be dropped, and frames whose mask is 0 bring what is still to come after the last. Kept
    /// are `overlap` and `windows`.
    ///
    /// - Parameters:
    ///   - real: `[batch, bins, frames]`
    ///   - imaginary: Likewise.
    ///   - mask: `[batch, 1, frames]`, 0 for frames that don't belong to the sequence.
    /// - Returns: `[batch, samples]`
    public func inverseSTFT(
        _ real: Value, _ imaginary: Value, _ transform: ShortTimeFourier, mask: Value? = nil
    ) -> Value {
        guard accepts(transform) else { return nothing }
        guard let bins = channels(of: real, .signal), channels(of: imaginary, .signal) == bins
        else {
            return refuse("\(real.shape) and \(imaginary.shape) must be [batch, bins, frames]")
        }
        let (batch, frames, surplus) = (
            real.size(0), real.size(2), transform.size - transform.hop
        )
        let window = transform.window
        var parts = [real, imaginary]
        if let mask { parts = parts.map { apply(.binary(.multiply), $0, mask) } }
        let sum = apply(
            .inverseSTFT(size: transform.size, hop: transform.hop),
            to: parts + [constant(Tensor(window, shape: [transform.size]))])[0].addingAxis(1)
        // The same frames, each just its window squared.
        let counted = mask ?? filled([isStepping ? batch : 1, 1, frames], with: Float(1))
        let weights = apply(
            .transposedConvolution(
                Convolution(
                    strides: [transform.hop], dilations: [1],
                    padding: [Padding(before: 0, after: 0)])), counted,
            constant(Tensor(window.map { $0 * $0 }, shape: [1, 1, transform.size])))
        var (signal, divisor) = (sum, weights)
        if surplus > 0 {
            if isStepping {
                signal = overlapped(sum, surplus, as: "overlap")
                divisor = overlapped(weights, surplus, as: "windows")
            } else {
                let length = sum.size(2)
                let half = Dimension(surplus / 2)
                let (start, end): (Dimension, Dimension) =
                    switch transform.placement {
                    case .causal: (0, length - Dimension(surplus))
                    case .same: (half, length - Dimension(surplus - surplus / 2))
                    case .centred:
                        (Dimension(transform.size / 2), length - Dimension(transform.size / 2))
                    }
                signal = sum.slice(2, from: start, to: end)
                divisor = weights.slice(2, from: start, to: end)
            }
        }
        let y = signal / divisor.clamped(transform.leastDivisor)
        return y.reshaped([batch, y.size(2)])
    }

    private func accepts(_ transform: ShortTimeFourier) -> Bool {
        guard transform.hop > 0, transform.size >= transform.hop else {
            refuse("frames of \(transform.size) samples every \(transform.hop); they must overlap")
            return false
        }
        return true
    }
}
