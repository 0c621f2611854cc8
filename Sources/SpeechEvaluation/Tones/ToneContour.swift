public import AudioFeatures
internal import Glibc

/// The melody of a syllable in a few numbers: what its tone is recognised by.
public struct ToneContour: Sendable, Equatable {
    /// Cosine coefficients of F0 over the voiced part, the mean first, in semitones about the
    /// speaker's median; then the logarithm of that part's seconds, and the share of it in which
    /// the voice breaks off, as it does where a third tone creaks.
    public let features: [Double]

    /// Cosine coefficients: level, slope, bend, and one more for a bend that isn't in the middle.
    static let coefficients = 4
    /// How many numbers there are.
    public static let size = coefficients + 2

    /// Frames this far below the loudest are breath and echo, in dB.
    private static let quietest: Float = 35
    /// Fewer voiced frames tell nothing.
    private static let leastFrames = 4

    /// The contour of a syllable said alone.
    ///
    /// - Parameters:
    ///   - hopSeconds: From one frame to the next.
    ///   - median: The speaker's, in hertz.
    /// - Returns: nil where hardly a frame has a voice.
    public init?(_ track: PitchTrack, hopSeconds: Double, median: Double) {
        let loudest = track.levels.max() ?? PitchTrack.quietest
        let spoken = (0..<track.frameCount).filter {
            track.isVoiced($0) && track.levels[$0] > loudest - Self.quietest
        }
        guard let first = spoken.first, let last = spoken.last,
            spoken.count >= Self.leastFrames, median > 0
        else { return nil }
        // Straight lines where the voice breaks off.
        var semitones: [Double] = []
        for (frame, next) in zip(spoken, spoken.dropFirst() + [last + 1]) {
            let from = Self.semitones(track.frequencies[frame], median)
            let to = next > last ? from : Self.semitones(track.frequencies[next], median)
            for step in 0..<next - frame {
                semitones.append(from + (to - from) * Double(step) / Double(next - frame))
            }
        }
        let count = Double(semitones.count)
        let melody = (0..<Self.coefficients).map { order in
            semitones.enumerated().reduce(0) { sum, frame in
                let angle = Double.pi * Double(order) * (Double(frame.offset) + 0.5) / count
                return sum + frame.element * cos(angle)
            } * (order == 0 ? 1 : 2) / count
        }
        let broken = 1 - Double(spoken.count) / Double(last - first + 1)
        features = melody + [log(count * hopSeconds), broken]
    }

    private static func semitones(_ hertz: Float, _ median: Double) -> Double {
        12 * log2(Double(hertz) / median)
    }
}
