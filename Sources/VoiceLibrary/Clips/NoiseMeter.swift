import AudioSignal
import Glibc

/// Estimates the noise of a clip from its quietest moments: the twentieth of frames of 20 ms with
/// the least power.
///
/// Frames in which there is nothing at all count in short pauses, where a gate or a synthesizer
/// makes them; longer ones, and those at the ends, are what somebody put there, and hide nothing.
struct NoiseMeter {
    private let frameLength: Int
    private var filled = 0
    private var power = 0.0
    /// Frames by their level, half a dB each from ``floor`` on.
    private var frames = [Int](repeating: 0, count: 220)

    /// Empty frames since the last other one; nil before the first.
    private var empty: Int?

    /// Below this level, in dB, a frame is empty: the silence of a file, not of a room.
    private static let floor = -90.0
    /// The longest pause, half a second.
    private static let longestPause = 25

    init(rate: SampleRate) {
        frameLength = max(1, rate.samples(in: .milliseconds(20)))
    }

    mutating func process(_ samples: [Float]) {
        for sample in samples {
            power += Double(sample) * Double(sample)
            filled += 1
            guard filled == frameLength else { continue }
            count(10 * log10(power / Double(frameLength)))
            (filled, power) = (0, 0)
        }
    }

    private mutating func count(_ level: Double) {
        guard level >= Self.floor else {
            empty = empty.map { $0 + 1 }
            return
        }
        if let empty, empty <= Self.longestPause { frames[0] += empty }
        empty = 0
        frames[min(Int(min((level - Self.floor) * 2, 1000)), frames.count - 1)] += 1
    }

    /// How far speech is above the noise in dB, -20...100; nil where there is too little sound.
    ///
    /// - Parameter level: Level of the speech with the noise in it, in dB.
    func signalToNoise(ofActiveLevel level: Double) -> Double? {
        let all = frames.reduce(0, +)
        guard all >= 10 else { return nil }
        var rest = max(5, all / 20)
        let wanted = rest
        var sum = 0.0
        for place in frames.indices where rest > 0 {
            let taken = min(rest, frames[place])
            sum += Double(taken) * pow(10, (Self.floor + (Double(place) + 0.5) / 2) / 10)
            rest -= taken
        }
        let noise = sum / Double(wanted)
        let speech = max(pow(10, level / 10) - noise, noise * 0.01)
        return min(max(10 * log10(speech / noise), -20), 100)
    }
}
