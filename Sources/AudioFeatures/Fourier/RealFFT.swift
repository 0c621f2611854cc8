internal import Glibc

/// A plan of the discrete Fourier transform of real signals of one length, forward and
/// back.
///
/// Plans are made once (some microseconds to a millisecond) and used often. A plan only
/// holds constants, so it is `Sendable` and any number of threads may use one at the
/// same time; what changes during a transform lies in a ``Workspace`` that each of
/// them brings. No transform allocates, but for lengths with prime factors above 5, for
/// which KissFFT takes scratch memory.
///
/// Even lengths go by a complex transform of half the length, odd ones by one of the
/// whole. The relative error is about 3e-7 of the largest value.
public final class RealFFT: Sendable {
    /// How many samples a signal has.
    public let length: Int

    /// How many bins a spectrum has: those from 0 to half the sample rate.
    public var binCount: Int { length / 2 + 1 }

    /// Lengths that can be had: 1 to 65,536, those with a large prime factor less.
    public static let lengths = 1...65_536

    /// The transform of complex numbers within.
    enum Core: Sendable {
        /// Half an even length, split in planes.
        case half(StockhamPlan)
        /// Half an even length by KissFFT.
        case halfKiss(forward: KissPlan, inverse: KissPlan)
        /// All of an odd length by KissFFT.
        case whole(forward: KissPlan, inverse: KissPlan)
    }

    let core: Core
    /// cos 2πk/length, then sin 2πk/length, for each k of half the length.
    let turns: [Float]

    /// Makes a plan.
    ///
    /// - Parameter length: In samples, of ``lengths``.
    /// - Throws: `outOfRange`, or `slowLength` where a prime factor times the length is
    ///   above 2^26: such a transform takes a tenth of a second or more.
    public init(length: Int) throws(AudioFeatureError) {
        try AudioFeatureError.check("fftLength", length, in: Self.lengths)
        let factor = Self.largestFactor(of: length)
        guard length * factor <= 1 << 26 else {
            throw .slowLength(
                length: length, factor: factor, suggestion: Self.fastLength(near: length))
        }
        self.length = length
        if length.isMultiple(of: 2) {
            let half = length / 2
            if let plan = StockhamPlan(length: half) {
                core = .half(plan)
            } else {
                core = .halfKiss(
                    forward: KissPlan(length: half, isInverse: false),
                    inverse: KissPlan(length: half, isInverse: true))
            }
            let angles = (0..<half).map { 2 * Double.pi * Double($0) / Double(length) }
            turns = angles.map { Float(cos($0)) } + angles.map { Float(sin($0)) }
        } else {
            core = .whole(
                forward: KissPlan(length: length, isInverse: false),
                inverse: KissPlan(length: length, isInverse: true))
            turns = []
        }
    }

    /// What changes during a transform: one for each thread that transforms.
    public struct Workspace: Sendable {
        var memory: [Float]

        /// Makes room for transforms of one plan.
        public init(for plan: RealFFT) {
            // Two complex buffers of the core's length, which is at most `length`.
            memory = [Float](repeating: 0, count: 4 * plan.length)
        }
    }

    /// The spectrum of a signal: the sums of x[n]·e^(-2πikn/length), unscaled.
    ///
    /// - Parameters:
    ///   - samples: ``length`` of them.
    ///   - real: Takes the real parts, ``binCount`` of them.
    ///   - imaginary: Takes the imaginary parts, as many.
    ///   - workspace: Made for this plan.
    public func forward(
        _ samples: Span<Float>, real: inout MutableSpan<Float>,
        imaginary: inout MutableSpan<Float>, using workspace: inout Workspace
    ) {
        precondition(samples.count == length, "a signal of \(samples.count) for \(length)")
        precondition(real.count == binCount && imaginary.count == binCount, "room of another size")
        precondition(workspace.memory.count == 4 * length, "the workspace of another plan")
        samples.withUnsafeBufferPointer { samples in
            real.withUnsafeMutableBufferPointer { real in
                imaginary.withUnsafeMutableBufferPointer { imaginary in
                    // None is empty: a length is at least 1.
                    guard let samples = samples.baseAddress, let real = real.baseAddress,
                        let imaginary = imaginary.baseAddress
                    else { return }
                    forward(
                        samples, ComplexPlanes(real: real, imaginary: imaginary),
                        using: &workspace)
                }
            }
        }
    }

    /// The signal of a spectrum, scaled so that it is the inverse of
    /// ``forward(_:real:imaginary:using:)``.
    ///
    /// The imaginary parts of the first bin, and of the last where the length is even,
    /// are passed over, since a real signal has none.
    ///
    /// - Parameters:
    ///   - real: The real parts, ``binCount`` of them.
    ///   - imaginary: The imaginary parts, as many.
    ///   - samples: Takes the signal, ``length`` samples.
    ///   - workspace: Made for this plan.
    public func inverse(
        real: Span<Float>, imaginary: Span<Float>, samples: inout MutableSpan<Float>,
        using workspace: inout Workspace
    ) {
        precondition(samples.count == length, "room for \(samples.count) for \(length)")
        precondition(
            real.count == binCount && imaginary.count == binCount, "a spectrum of another size")
        precondition(workspace.memory.count == 4 * length, "the workspace of another plan")
        real.withUnsafeBufferPointer { real in
            imaginary.withUnsafeBufferPointer { imaginary in
                samples.withUnsafeMutableBufferPointer { samples in
                    guard let real = real.baseAddress, let imaginary = imaginary.baseAddress,
                        let samples = samples.baseAddress
                    else { return }
                    inverse(real: real, imaginary: imaginary, to: samples, using: &workspace)
                }
            }
        }
    }

    /// The largest prime factor; 1 for 1.
    static func largestFactor(of number: Int) -> Int {
        var (rest, factor, largest) = (number, 2, 1)
        while factor * factor <= rest {
            while rest.isMultiple(of: factor) {
                largest = factor
                rest /= factor
            }
            factor += 1
        }
        return rest > 1 ? rest : largest
    }

    /// The next length with no prime factor above 5 that isn't above ``lengths``.
    private static func fastLength(near length: Int) -> Int {
        (length...lengths.upperBound).first { largestFactor(of: $0) <= 5 } ?? lengths.upperBound
    }
}
