internal import Glibc

/// The fine detail of predicted spectra made as lively as that of recordings: what a model
/// predicts by its error is smoother than what it learnt from (Toda and Tokuda 2007 restore the
/// variance of whole utterances; Yoshimura et al. 2005 filter mel cepstra).
///
/// Fine is what the cosine transform of a frame's bands has from ``smooth`` on: harmonics among
/// the low bands and edges of formants. Each frame is treated by itself, so that windows give the
/// samples of the whole.
struct SpectralDetail: Sendable {
    /// Coefficients of the cosine transform that stay as they are.
    private static let smooth = 20

    /// The smooth part's cosines, orthonormal: a row of bands for each coefficient.
    private let cosines: [Float]
    /// What all spectra have on average, which is no detail.
    private let mean: [Float]

    /// - Parameter mean: The mean of log-mel spectra, a number for each band.
    init(mean: [Float]) {
        let bands = mean.count
        self.mean = mean
        cosines = (0..<min(Self.smooth, bands)).flatMap { row in
            let scale = ((row == 0 ? 1 : 2) / Double(bands)).squareRoot()
            return (0..<bands).map { band in
                Float(scale * cos(.pi * Double(row) * (Double(band) + 0.5) / Double(bands)))
            }
        }
    }

    /// Multiplies the detail of frames.
    ///
    /// - Parameters:
    ///   - mel: Natural logarithms, the bands of one frame after the other.
    ///   - factor: 1 leaves them as they are.
    func multiply(_ mel: inout [Float], by factor: Float) {
        guard factor != 1 else { return }
        let bands = mean.count
        let rows = cosines.count / bands
        var frame = [Float](repeating: 0, count: bands)
        var detail = frame
        for start in stride(from: 0, to: mel.count, by: bands) {
            for band in 0..<bands { frame[band] = mel[start + band] - mean[band] }
            for band in 0..<bands { detail[band] = frame[band] }
            for row in 0..<rows {
                let at = row * bands
                var share: Float = 0
                for band in 0..<bands { share += cosines[at + band] * frame[band] }
                for band in 0..<bands { detail[band] -= cosines[at + band] * share }
            }
            for band in 0..<bands { mel[start + band] += (factor - 1) * detail[band] }
        }
    }
}
