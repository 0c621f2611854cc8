public import AudioSignal

/// Triangular filters that sum the bins of a spectrum into mel bands.
///
/// Agrees with `librosa.filters.mel` and `torchaudio.functional.melscale_fbanks`. With
/// more bands than bins for them, low bands may hold no bin at all: they stay 0, as
/// there.
public struct MelFilterbank: Sendable {
    /// The bands, checked.
    public let bands: MelBands
    /// Bins of the spectra that it takes.
    public let binCount: Int

    /// The bins of a filter that aren't 0, in steps of four.
    private struct Filter {
        let firstBin: Int
        let count: Int
        let firstWeight: Int
    }

    private let filters: [Filter]
    private let weights: [Float]

    /// A spectrum must have so many readable values behind its last bin, which count
    /// for nothing unless they aren't finite.
    static let margin = 4

    /// Makes the filters.
    ///
    /// - Parameters:
    ///   - bands: What to sum.
    ///   - rate: The rate of the signal.
    ///   - fftLength: The length of the transform, in samples.
    /// - Throws: `outOfRange`, `frequencyRange`.
    public init(
        _ bands: MelBands, rate: SampleRate, fftLength: Int
    ) throws(AudioFeatureError) {
        try AudioFeatureError.check("fftLength", fftLength, in: RealFFT.lengths)
        try AudioFeatureError.check("bands.count", bands.count, in: 1...1024)
        let nyquist = Double(rate.hertz) / 2
        // Comparisons that NaN fails.
        guard bands.lowest >= 0, bands.lowest < bands.highest, bands.highest <= nyquist else {
            throw .frequencyRange(low: bands.lowest, high: bands.highest, nyquist: nyquist)
        }
        self.bands = bands
        binCount = fftLength / 2 + 1
        let (low, high) = (bands.scale.mels(bands.lowest), bands.scale.mels(bands.highest))
        let corners = (0..<bands.count + 2).map {
            bands.scale.hertz(low + (high - low) * Double($0) / Double(bands.count + 1))
        }
        let bin = Double(rate.hertz) / Double(fftLength)
        var filters: [Filter] = []
        var weights: [Float] = []
        for band in 0..<bands.count {
            let (left, middle, right) = (corners[band], corners[band + 1], corners[band + 2])
            let height = bands.normalization == .slaney ? 2 / (right - left) : 1
            let range = (0..<binCount).filter {
                let frequency = Double($0) * bin
                return left < frequency && frequency < right
            }
            let triangle = range.map { index in
                let frequency = Double(index) * bin
                return Float(
                    height
                        * min(
                            (frequency - left) / (middle - left),
                            (right - frequency) / (right - middle)))
            }
            let count = (triangle.count + 3) / 4 * 4
            filters.append(
                Filter(firstBin: range.first ?? 0, count: count, firstWeight: weights.count))
            weights += triangle + [Float](repeating: 0, count: count - triangle.count)
        }
        self.filters = filters
        self.weights = weights
    }

    /// Takes filters that come with a model.
    ///
    /// - Parameters:
    ///   - bands: How many there are; where they lie is the matrix' matter.
    ///   - matrix: The weight of each bin in each band: bands × bins.
    ///   - fftLength: The length of the transform, in samples.
    /// - Throws: `outOfRange`, `filterMismatch`.
    public init(
        _ bands: MelBands, matrix: [Float], fftLength: Int
    ) throws(AudioFeatureError) {
        try AudioFeatureError.check("fftLength", fftLength, in: RealFFT.lengths)
        try AudioFeatureError.check("bands.count", bands.count, in: 1...1024)
        let bins = fftLength / 2 + 1
        guard matrix.count == bands.count * bins else {
            throw .filterMismatch(bands: bands.count, bins: bins, weights: matrix.count)
        }
        self.bands = bands
        binCount = bins
        var filters: [Filter] = []
        var weights: [Float] = []
        for band in 0..<bands.count {
            let row = matrix[band * bins..<(band + 1) * bins]
            // From the first bin that counts to the last.
            let first = row.firstIndex { $0 != 0 } ?? row.startIndex
            let end = (row.lastIndex { $0 != 0 } ?? row.startIndex - 1) + 1
            let count = (end - first + 3) / 4 * 4
            filters.append(
                Filter(
                    firstBin: first - row.startIndex, count: count, firstWeight: weights.count))
            weights += row[first..<end] + [Float](repeating: 0, count: count - (end - first))
        }
        self.filters = filters
        self.weights = weights
    }

    /// The weight of each bin in each band: bands × bins.
    public var matrix: [Float] {
        var matrix = [Float](repeating: 0, count: filters.count * binCount)
        for (band, filter) in filters.enumerated() {
            for index in 0..<filter.count where filter.firstBin + index < binCount {
                matrix[band * binCount + filter.firstBin + index] =
                    weights[filter.firstWeight + index]
            }
        }
        return matrix
    }

    /// Sums a spectrum into bands.
    ///
    /// - Parameter spectrum: ``binCount`` magnitudes or powers.
    /// - Returns: A value for each band.
    public func sums(of spectrum: [Float]) -> [Float] {
        precondition(spectrum.count == binCount, "a spectrum of \(spectrum.count) bins")
        let padded = spectrum + [Float](repeating: 0, count: Self.margin)
        return [Float](unsafeUninitializedCapacity: bands.count) { sums, count in
            padded.withUnsafeBufferPointer { spectrum in
                // Neither is empty.
                guard let spectrum = spectrum.baseAddress, let sums = sums.baseAddress
                else { return }
                sum(spectrum, to: sums)
            }
            count = bands.count
        }
    }

    /// Sums a spectrum of ``binCount`` values and ``margin`` more into `bands.count` sums.
    func sum(_ spectrum: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>) {
        // Every filter's bins lie below binCount + 3: at least one of each step's four
        // is a bin. Its weights were made with it.
        weights.withUnsafeBufferPointer { weights in
            filters.withUnsafeBufferPointer { filters in
                guard let weights = weights.baseAddress else {
                    for band in 0..<filters.count { sums[band] = 0 }
                    return
                }
                for band in 0..<filters.count {
                    let filter = filters[band]
                    let (bins, factors) = (
                        spectrum + filter.firstBin, weights + filter.firstWeight
                    )
                    var sum = SIMD4<Float>.zero
                    var index = 0
                    while index < filter.count {
                        sum += bins.lanes(at: index) * factors.lanes(at: index)
                        index += 4
                    }
                    sums[band] = (sum[0] + sum[2]) + (sum[1] + sum[3])
                }
            }
        }
    }
}
