#if canImport(Glibc)
    internal import Glibc
#endif

/// Fourier transforms of windowed frames as matrices: runtimes and kernels have fast products.
enum FourierBasis {
    /// What a frame is multiplied by: rows of cosines, then of negative sines, times the window.
    ///
    /// - Returns: `[2 · bins, size]`
    static func forward(window: [Float]) -> Tensor {
        let rows = rows(window.count).map { row in
            zip(row, window).map { Float($0 * Double($1)) }
        }
        return Tensor(rows.flatMap { $0 }, shape: [rows.count, window.count])
    }

    /// What a spectrum, real parts and then imaginary ones, makes a windowed frame with.
    ///
    /// - Returns: `[2 · bins, size]`
    static func inverse(window: [Float]) -> Tensor {
        let size = window.count
        let bins = size / 2 + 1
        // Both halves of a real signal's spectrum count, but for the two ends.
        let rows = rows(size).enumerated().map { row, values in
            let bin = row % bins
            let share = (bin == 0 || bin == size / 2 ? 1 : 2) / Double(size)
            return zip(values, window).map { Float($0 * Double($1) * share) }
        }
        return Tensor(rows.flatMap { $0 }, shape: [rows.count, size])
    }

    /// Rows of cosines, then of negative sines: what a spectrum's real and imaginary parts are
    /// sums with.
    private static func rows(_ size: Int) -> [[Double]] {
        let turns = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
        let cosines = turns.map { cos($0) }
        let sines = turns.map { sin($0) }
        let bins = 0...(size / 2)
        return bins.map { bin in (0..<size).map { cosines[bin * $0 % size] } }
            + bins.map { bin in (0..<size).map { -sines[bin * $0 % size] } }
    }
}
