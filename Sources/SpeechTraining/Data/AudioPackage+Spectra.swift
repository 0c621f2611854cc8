internal import TensorRuntime

extension AudioPackage {
    /// Refuses weights that were trained on other spectra than this package's.
    ///
    /// - Parameters:
    ///   - rate: Samples per second of what they were trained on.
    ///   - size: Samples of a frame that its spectrum was made of.
    ///   - hop: Samples from frame to frame.
    ///   - basis: Sums of magnitudes that made its bands, bands × bins.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)``.
    func checkSpectra(rate: Int, size: Int, hop: Int, basis: [Float]) throws(TrainingError) {
        let own = melBasis.floats()
        // Half precision rounds it.
        let tolerance = (own.max() ?? 0) / 1000
        guard [self.rate, melSize, self.hop] == [rate, size, hop], own.count == basis.count,
            zip(own, basis).allSatisfy({ abs($0 - $1) <= tolerance })
        else {
            throw .wrongSetting(
                name: "weights",
                reason: """
                    they are of spectra of \(size) samples every \(hop) at \(rate) Hz, the data of \
                    \(melSize) every \(self.hop) at \(self.rate) Hz, or of other bands; prepare \
                    the data alike
                    """)
        }
    }
}
