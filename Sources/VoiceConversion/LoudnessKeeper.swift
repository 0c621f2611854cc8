internal import Glibc

/// Makes what comes out as loud as what went in: networks that learn mean spectra speak too softly,
/// the more so as voices that they don't know.
///
/// Both powers are followed over seconds, each frame's of what went in beside that of the sound
/// that was made of it, and the gain goes in straight lines from frame to frame.
struct LoudnessKeeper {
    /// Powers of frames whose sound is still to come.
    private var waiting: [Double]
    private var heard = prior
    private var made = prior
    private var gain: Float = 1

    /// What both count as before anything came: half a second of speech of the usual level.
    private static let prior = 25 * 320 * exp(LevelFollower.usual)
    /// What a frame's power counts as after the next one: 1/e after six seconds.
    private static let memory = exp(-0.02 / 6)
    /// Beyond this it isn't loudness that differs.
    private static let range: ClosedRange<Float> = 0.4...2.5

    /// - Parameter lookAhead: Frames that what is made is late by.
    init(lookAhead: Int) { waiting = [Double](repeating: 0, count: lookAhead) }

    /// Takes the next frame that came and the one that was made meanwhile, and makes that as loud
    /// as it should be.
    mutating func next(_ frame: some Sequence<Float>, making sound: inout ArraySlice<Float>) {
        waiting.append(Self.power(frame))
        heard = Self.memory * heard + waiting.removeFirst()
        made = Self.memory * made + Self.power(sound)
        let wanted = min(
            max(Float((heard / made).squareRoot()), Self.range.lowerBound), Self.range.upperBound)
        let slope = (wanted - gain) / Float(max(sound.count, 1))
        for place in sound.indices {
            sound[place] *= gain + slope * Float(place - sound.startIndex + 1)
        }
        gain = wanted
    }

    private static func power(_ samples: some Sequence<Float>) -> Double {
        samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    }
}
