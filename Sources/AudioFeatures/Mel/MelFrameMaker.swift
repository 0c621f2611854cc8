internal import Glibc

/// Makes the log-mel bands of one frame after the other, without allocating.
struct MelFrameMaker: Sendable {
    private let mel: LogMel
    private var workspace: STFT.Workspace
    /// Real parts, then imaginary parts of a spectrum.
    private var spectrum: [Float]
    /// Its magnitudes, and zeros that the filters may read.
    private var magnitudes: [Float]

    init(_ mel: LogMel) {
        self.mel = mel
        let bins = mel.stft.binCount
        workspace = STFT.Workspace(for: mel.stft)
        spectrum = [Float](repeating: 0, count: 2 * bins)
        magnitudes = [Float](repeating: 0, count: bins + MelFilterbank.margin)
    }

    /// Makes the bands of a frame.
    ///
    /// - Parameters:
    ///   - frame: `fftLength` samples.
    ///   - bands: Room for as many values as there are bands.
    mutating func make(_ frame: UnsafePointer<Float>, to bands: UnsafeMutablePointer<Float>) {
        let bins = mel.stft.binCount
        spectrum.withUnsafeMutableBufferPointer { spectrum in
            magnitudes.withUnsafeMutableBufferPointer { magnitudes in
                // Neither is empty.
                guard let real = spectrum.baseAddress, let magnitudes = magnitudes.baseAddress
                else { return }
                let planes = ComplexPlanes(real: real, imaginary: real + bins)
                mel.stft.transform(frame, to: planes, using: &workspace)
                Self.measure(planes, mel.recipe.magnitude, to: magnitudes, count: bins)
                mel.filterbank.sum(magnitudes, to: bands)
            }
        }
        compress(bands)
    }

    private static func measure(
        _ spectrum: ComplexPlanes, _ magnitude: MelRecipe.Magnitude,
        to magnitudes: UnsafeMutablePointer<Float>, count: Int
    ) {
        let (real, imaginary) = (spectrum.real, spectrum.imaginary)
        var index = 0
        switch magnitude {
        case .power:
            while index < count {
                magnitudes[index] =
                    real[index] * real[index] + imaginary[index] * imaginary[index]
                index += 1
            }
        case .amplitude(let epsilon):
            while index + 4 <= count {
                let parts = spectrum.load(index)
                let power = parts.real * parts.real + parts.imaginary * parts.imaginary + epsilon
                magnitudes.setLanes(power.squareRoot(), at: index)
                index += 4
            }
            while index < count {
                let power =
                    real[index] * real[index] + imaginary[index] * imaginary[index] + epsilon
                magnitudes[index] = power.squareRoot()
                index += 1
            }
        }
    }

    /// Logarithms, NaN staying NaN.
    private func compress(_ bands: UnsafeMutablePointer<Float>) {
        let count = mel.recipe.bands.count
        switch mel.recipe.compression {
        case .naturalLog(let floor):
            for band in 0..<count { bands[band] = logf(bands[band] < floor ? floor : bands[band]) }
        case .decimalLog(let floor):
            for band in 0..<count {
                bands[band] = log10f(bands[band] < floor ? floor : bands[band])
            }
        case .whisper:
            for band in 0..<count {
                bands[band] = log10f(bands[band] < 1e-10 ? 1e-10 : bands[band])
            }
        }
    }
}
