import ModelBlocks
import SpeechSchedule
import VoiceConversion

/// What there was to see of a stream.
struct LiveResult: Encodable {
    /// What there was to see of its recorder and player.
    struct Sound: Encodable {
        let recorder: String
        let player: String
        /// What both keep; absent where that isn't known.
        let bufferMilliseconds: Double?
        /// Frames that were left out since the player was behind.
        let leftOutFrames: Int
        /// How often the player ran dry.
        let underruns: Int
    }

    let frames: Int
    let computeMilliseconds: [String: Double]
    let algorithmicMilliseconds: Double
    let lateFrames: Int
    let concealedFrames: Int
    let replacedSamples: Int
    let peakRssBytes: Int
    var sound: Sound?

    init(_ meters: LiveMeters, _ model: ConversionModel) {
        func milliseconds(_ part: Double) -> Double {
            (meters.compute.percentile(part) * 1e5).rounded() / 100
        }
        frames = meters.frames
        computeMilliseconds = [
            "p50": milliseconds(0.5), "p95": milliseconds(0.95), "p99": milliseconds(0.99),
            "max": (meters.compute.longest * 1e5).rounded() / 100,
        ]
        algorithmicMilliseconds = (model.algorithmicLatency * 1000).rounded()
        lateFrames = meters.late
        concealedFrames = meters.concealed
        replacedSamples = meters.replaced
        peakRssBytes = ProcessMemory.peak() ?? 0
    }

    /// For people, in a line.
    var words: String {
        let times = computeMilliseconds
        var text =
            "\(frames) frames, \(times["p50"] ?? 0) ms each (95 %: \(times["p95"] ?? 0), "
            + "99 %: \(times["p99"] ?? 0)), \(algorithmicMilliseconds) ms late by the model"
        if let sound {
            text +=
                "; \(lateFrames) late, \(concealedFrames) concealed, "
                + "\(sound.leftOutFrames) left out, \(sound.underruns) underruns"
        }
        return text
    }
}
