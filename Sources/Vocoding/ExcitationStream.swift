internal import ModelBlocks

/// Pulses and noise for frames whose pitch arrives bit by bit, kept for as long as windows over
/// them need them.
struct ExcitationStream {
    private let hop: Int
    private var source: HarmonicSource
    private let white: WhiteNoise
    /// Hertz of the frames that are held.
    private(set) var pitch: [Float] = []
    /// Pulses from the first frame held on, up to the middle of the last one.
    private var pulses: [Float] = []
    /// Frames before the first one held.
    private var dropped = 0

    /// - Parameter highest: All harmonics lie below, in hertz.
    init(rate: Int, hop: Int, highest: Double, seed: UInt64) {
        self.hop = hop
        source = HarmonicSource(rate: rate, hop: hop, highest: highest)
        white = WhiteNoise(seed: seed)
    }

    mutating func append(_ pitch: [Float]) {
        self.pitch += pitch
        pulses += source.process(pitch)
    }

    mutating func finish() { pulses += source.finish() }

    mutating func removeFirst(_ frames: Int) {
        pitch.removeFirst(frames)
        pulses.removeFirst(frames * hop)
        dropped += frames
    }

    /// Pulses of frames held.
    ///
    /// - Precondition: They are complete.
    func harmonic(_ frames: Range<Int>) -> ArraySlice<Float> {
        pulses[frames.lowerBound * hop..<frames.upperBound * hop]
    }

    /// Noise of frames held.
    func noise(_ frames: Range<Int>) -> [Float] {
        white.samples((dropped + frames.lowerBound) * hop..<(dropped + frames.upperBound) * hop)
    }
}
