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

    private typealias Lanes = SIMD8<Float>

    private let bands: Int
    /// Lanes of a row of bands, whose last are zeros beyond the bands.
    private let width: Int
    /// The smooth part's cosines, orthonormal: a row of bands for each coefficient.
    private let cosines: [Lanes]
    /// What all spectra have on average, which is no detail.
    private let mean: [Lanes]

    /// - Parameter mean: The mean of log-mel spectra, a number for each band.
    init(mean: [Float]) {
        let bands = mean.count
        self.bands = bands
        width = (bands + Lanes.scalarCount - 1) / Lanes.scalarCount
        self.mean = Self.lanes(mean)
        cosines = (0..<min(Self.smooth, bands)).flatMap { row in
            let scale = ((row == 0 ? 1 : 2) / Double(bands)).squareRoot()
            return Self.lanes(
                (0..<bands).map { band in
                    Float(scale * cos(.pi * Double(row) * (Double(band) + 0.5) / Double(bands)))
                })
        }
    }

    /// Multiplies the detail of frames.
    ///
    /// - Parameters:
    ///   - mel: Natural logarithms, the bands of one frame after the other.
    ///   - factor: 1 leaves them as they are.
    func multiply(_ mel: inout [Float], by factor: Float) {
        guard factor != 1 else { return }
        var detail = mean
        mel.withUnsafeMutableBufferPointer { mel in
            cosines.withUnsafeBufferPointer { cosines in
                detail.withUnsafeMutableBufferPointer { detail in
                    for start in stride(from: 0, to: mel.count, by: bands) {
                        let frame = UnsafeMutableBufferPointer(
                            rebasing: mel[start..<start + bands])
                        find(detail, of: frame, cosines)
                        for band in 0..<bands {
                            let (lanes, lane) = band.quotientAndRemainder(
                                dividingBy: Lanes.scalarCount)
                            frame[band] += (factor - 1) * detail[lanes][lane]
                        }
                    }
                }
            }
        }
    }

    /// Writes a frame without its mean and its smooth part.
    private func find(
        _ detail: UnsafeMutableBufferPointer<Lanes>, of frame: UnsafeMutableBufferPointer<Float>,
        _ cosines: UnsafeBufferPointer<Lanes>
    ) {
        for place in 0..<width {
            let first = place * Lanes.scalarCount
            var lanes = Lanes()
            for lane in 0..<min(Lanes.scalarCount, bands - first) {
                lanes[lane] = frame[first + lane]
            }
            detail[place] = lanes - mean[place]
        }
        // Rows are orthonormal: what one takes away leaves the others' parts as they are.
        for row in stride(from: 0, to: cosines.count, by: width) {
            var sum = Lanes()
            for place in 0..<width { sum += cosines[row + place] * detail[place] }
            let part = sum.sum()
            for place in 0..<width { detail[place] -= part * cosines[row + place] }
        }
    }

    /// Numbers eight at a time, zeros behind the last.
    private static func lanes(_ numbers: [Float]) -> [Lanes] {
        stride(from: 0, to: numbers.count, by: Lanes.scalarCount).map { first in
            var lanes = Lanes()
            for lane in 0..<min(Lanes.scalarCount, numbers.count - first) {
                lanes[lane] = numbers[first + lane]
            }
            return lanes
        }
    }
}
