internal import AudioFeatures
internal import Glibc
internal import ModelBlocks

/// Makes filters without delay of gains in mel bands.
///
/// The cepstrum of the gains, made causal, is the logarithm of a minimum-phase response (Oppenheim
/// and Schafer, "Discrete-Time Signal Processing", on the complex cepstrum), whose exponential
/// follows by recursion.
struct MinimumPhaseDesign: Sendable {
    /// Coefficients of a filter: 10 ms.
    static let taps = 160
    /// Coefficients of the cepstrum.
    private static let quefrencies = 128
    /// Quefrencies × bands: the cosine transform of what goes straight from band to band.
    private let transform: [Float]
    private let bandCount: Int

    init(_ bands: MelBands) {
        let points = 512
        let nyquist = Double(ConversionModel.rate) / 2
        let low = bands.scale.mels(bands.lowest)
        let width = (bands.scale.mels(bands.highest) - low) / Double(bands.count + 1)
        var transform = [Double](repeating: 0, count: Self.quefrencies * bands.count)
        for point in 0..<points {
            let part = (Double(point) + 0.5) / Double(points)
            let place = (bands.scale.mels(part * nyquist) - low) / width - 1
            let within = min(max(place, 0), Double(bands.count - 1))
            let left = min(Int(within), bands.count - 2)
            for (band, share) in [
                (left, 1 - (within - Double(left))), (left + 1, within - Double(left)),
            ] {
                for index in 0..<Self.quefrencies {
                    let twice: Double = index == 0 ? 1 : 2
                    transform[index * bands.count + band] +=
                        twice * share * cos(Double.pi * Double(index) * part) / Double(points)
                }
            }
        }
        self.transform = transform.map(Float.init)
        bandCount = bands.count
    }

    /// The response to an impulse.
    ///
    /// - Parameter gains: Natural logarithms of the amplitude of each band.
    func filter(_ gains: [Float]) -> [Float] {
        precondition(gains.count == bandCount, "gains of other bands")
        let cepstrum = (0..<Self.quefrencies).map { index in
            (0..<bandCount).reduce(Float(0)) { $0 + transform[index * bandCount + $1] * gains[$1] }
        }
        var response = [Float](repeating: 0, count: Self.taps)
        response[0] = exp(cepstrum[0])
        for place in 1..<Self.taps {
            var sum: Float = 0
            for index in 1...min(place, Self.quefrencies - 1) {
                sum += Float(index) * cepstrum[index] * response[place - index]
            }
            response[place] = sum / Float(place)
        }
        return response
    }
}
