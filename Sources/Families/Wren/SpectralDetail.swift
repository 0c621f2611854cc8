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
    /// The same, a row of coefficients for each band, so that sums of both kinds are of rows.
    private let transposed: [Float]
    /// What all spectra have on average, which is no detail.
    private let mean: [Float]

    /// - Parameter mean: The mean of log-mel spectra, a number for each band.
    init(mean: [Float]) {
        let bands = mean.count
        self.mean = mean
        let rows = (0..<min(Self.smooth, bands)).flatMap { row in
            let scale = ((row == 0 ? 1 : 2) / Double(bands)).squareRoot()
            return (0..<bands).map { band in
                Float(scale * cos(.pi * Double(row) * (Double(band) + 0.5) / Double(bands)))
            }
        }
        cosines = rows
        transposed = (0..<bands).flatMap { band in
            stride(from: band, to: rows.count, by: bands).map { rows[$0] }
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
        var smooth = [Float](repeating: 0, count: rows)
        var detail = [Float](repeating: 0, count: bands)
        mel.withUnsafeMutableBufferPointer { mel in
            for start in stride(from: 0, to: mel.count, by: bands) {
                let frame = UnsafeMutableBufferPointer(rebasing: mel[start..<start + bands])
                for row in smooth.indices { smooth[row] = 0 }
                for band in detail.indices {
                    detail[band] = frame[band] - mean[band]
                    Self.add(transposed, band, detail[band], to: &smooth)
                }
                for row in smooth.indices { Self.add(cosines, row, -smooth[row], to: &detail) }
                for band in detail.indices { frame[band] += (factor - 1) * detail[band] }
            }
        }
    }

    /// Adds a row of a table, times a factor.
    private static func add(
        _ table: [Float], _ row: Int, _ factor: Float, to sum: inout [Float]
    ) {
        let count = sum.count
        table.withUnsafeBufferPointer { table in
            sum.withUnsafeMutableBufferPointer { sum in
                let start = row * count
                for place in 0..<count { sum[place] += factor * table[start + place] }
            }
        }
    }
}
