internal import AudioFeatures
internal import AudioSignal
internal import Glibc
internal import ModelBlocks

/// Follows the tone of a signal that arrives frame by frame, in bounded memory.
struct ToneFollower {
    /// Mel bands of the tones.
    static let bands = MelBands(
        count: SpeechTone.bandCount, lowest: 60, highest: 7600, scale: .htk, normalization: .none)
    private static let recipe = MelRecipe(
        rate: SampleRate(ConversionModel.rate),
        stft: STFTSettings(
            fftLength: 512, windowLength: 512, hop: ConversionModel.hop, padding: .none),
        magnitude: .power, bands: bands, compression: .naturalLog(floor: 1e-9))
    /// What is so far below what was loud is a pause: 28 dB, in nepers of power.
    private static let reach: Float = 6.4
    /// By how much what was loud falls in a frame: 0.4 dB in a second.
    private static let fall: Float = 0.002
    /// Softer than this, in all bands, nobody speaks: some 90 dB below full scale.
    private static let silence: Float = -9

    /// Frames that tell a tone.
    private static let enough = 100.0

    private var stream: LogMelStream
    private var loud = -Float.infinity
    private var sums = [Double](repeating: 0, count: SpeechTone.bandCount)
    /// What a frame counts as after the next one.
    private let memory: Double
    /// Frames with speech so far, old ones as parts.
    private(set) var count = 0.0

    /// - Parameter memory: Frames after which one counts as 1/e; infinity to forget nothing.
    init(memory: Double) throws(AudioFeatureError) {
        stream = try LogMelStream(try LogMel(Self.recipe))
        self.memory = exp(-1 / memory)
    }

    /// The mean so far, as ``SpeechTone/bands`` has it; meaningless where ``count`` is 0.
    var mean: [Double] { sums.map { $0 / max(count, 1e-9) } }

    /// The tone so far; nil before two seconds of speech.
    var tone: SpeechTone? {
        count < Self.enough ? nil : SpeechTone(bands: mean.map(Float.init))
    }

    /// Begins with what another one heard.
    mutating func know(_ other: ToneFollower) {
        (loud, sums, count) = (other.loud, other.sums, other.count)
    }

    /// Takes the next frame of finite samples.
    mutating func next(_ frame: [Float]) {
        let made = stream.process(frame)
        for index in 0..<made.frameCount {
            add((0..<SpeechTone.bandCount).map { made[frame: index, band: $0] })
        }
    }

    private mutating func add(_ powers: [Float]) {
        let middle = powers.reduce(0, +) / Float(powers.count)
        let level = log(powers.reduce(0) { $0 + exp($1) })
        guard level > Self.silence else { return }
        if level > loud + Self.reach {
            // What came before were pauses.
            (count, sums) = (0, [Double](repeating: 0, count: sums.count))
        }
        loud = max(level, loud - Self.fall)
        guard level > loud - Self.reach else { return }
        count = memory * count + 1
        for band in sums.indices {
            sums[band] = memory * sums[band] + Double(powers[band] - middle)
        }
    }
}
