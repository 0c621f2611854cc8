internal import AudioFeatures
internal import Glibc
internal import ModelBlocks

/// Gives what a converter makes the tone of the target's recording.
///
/// The network hears some of the speaker's microphone, room and voice in the content and lets them
/// through; what differs for as long as somebody speaks is no content. A filter without delay
/// follows the difference, in a straight line from frame to frame.
struct ToneMatcher {
    private static let design = MinimumPhaseDesign(ToneFollower.bands)
    /// Frames that count as if they had had the target's tone: 0.5 s.
    private static let prior = 25.0
    /// What a frame counts as after the next one: 1/e after 20 s.
    private static let memory = 1000.0
    /// Beyond this, 15 dB, it isn't tone that differs; the logarithm of amplitude.
    private static let range: ClosedRange<Double> = -1.73...1.73

    /// Who is to speak; nil to leave the sound as it is.
    var target: SpeechTone?
    private var made: ToneFollower
    /// Samples before the next frame.
    private var past = [Float](repeating: 0, count: MinimumPhaseDesign.taps - 1)
    /// Of the last frame, its last coefficient first.
    private var response = Self.through

    init() throws(AudioFeatureError) {
        made = try ToneFollower(memory: Self.memory)
    }

    /// Begins with what another one heard.
    mutating func know(_ other: ToneMatcher) { made.know(other.made) }

    /// Takes the next frame and makes it sound as it should.
    mutating func next(_ frame: inout ArraySlice<Float>) {
        made.next(Array(frame))
        let wanted = target.map { Self.design.filter(gains(to: $0)).reversed() } ?? Self.through
        let heard = past + frame
        let size = Float(frame.count)
        for (index, place) in frame.indices.enumerated() {
            let before = Self.sum(response, heard, index)
            let share = Float(index + 1) / size
            frame[place] = before + (Self.sum(wanted, heard, index) - before) * share
        }
        past = Array(heard.suffix(past.count))
        response = wanted
    }

    private static let through = [Float](repeating: 0, count: MinimumPhaseDesign.taps - 1) + [1]

    /// Natural logarithms of amplitudes, that leave the power of the mean spectrum as it is.
    private func gains(to target: SpeechTone) -> [Float] {
        guard made.count > 0 else { return [Float](repeating: 0, count: target.bands.count) }
        let mean = made.mean
        let trust = made.count / (made.count + Self.prior) / 2
        let gains = zip(target.bands, mean).map {
            min(max((Double($0) - $1) * trust, Self.range.lowerBound), Self.range.upperBound)
        }
        let powers = mean.map { exp($0) }
        let louder = zip(powers, gains).reduce(0) { $0 + $1.0 * exp(2 * $1.1) }
        let level = log(louder / powers.reduce(0, +)) / 2
        return gains.map { Float($0 - level) }
    }

    /// One sample that is filtered.
    ///
    /// - Parameter response: Its last coefficient first.
    private static func sum(_ response: [Float], _ heard: [Float], _ index: Int) -> Float {
        response.withUnsafeBytes { response in
            heard.withUnsafeBytes { heard in
                var sum = SIMD8<Float>.zero
                for offset in stride(
                    from: 0, to: response.count, by: MemoryLayout<SIMD8<Float>>.size)
                {
                    let samples = heard.loadUnaligned(
                        fromByteOffset: offset + index * MemoryLayout<Float>.stride,
                        as: SIMD8<Float>.self)
                    sum +=
                        samples
                        * response.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                }
                return sum.sum()
            }
        }
    }
}
