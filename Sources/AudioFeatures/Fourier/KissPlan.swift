import CKissFFT

/// KissFFT's plan of a complex transform, any length, freed with the last reference.
///
/// Unchecked, since KissFFT only reads a plan once it is made: input, output and
/// scratch belong to the call (`kiss_fft.c` takes scratch from the plan only where
/// input and output are one, which ``transform(_:to:)`` forbids).
final class KissPlan: @unchecked Sendable {
    private let plan: UnsafeMutableRawPointer

    /// - Parameter length: In complex numbers, at least 1.
    init(length: Int, isInverse: Bool) {
        guard let plan = syrinx_kissfft_create(Int32(length), isInverse ? 1 : 0) else {
            // As every allocation that fails in Swift.
            preconditionFailure("out of memory for a Fourier transform")
        }
        self.plan = plan
    }

    deinit { syrinx_kissfft_delete(plan) }

    /// Transforms pairs of real and imaginary part, unscaled; the two don't overlap.
    func transform(_ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
        syrinx_kissfft_transform(plan, input, output)
    }
}
