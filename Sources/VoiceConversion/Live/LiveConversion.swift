public import ModelBlocks

/// Somebody who speaks now, converted frame by frame: with a noise gate, with a voice and a pitch
/// that may change, or as they are, equally late. 16 kHz, one channel.
///
/// Not `Sendable`; one thread at a time.
public final class LiveConversion {
    /// What may change while somebody speaks.
    public private(set) var settings: LiveSettings
    /// What there is to see of it; late frames and times are counted by who knows the clock.
    public internal(set) var meters = LiveMeters()

    private let stream: ConversionStream
    private var gate: NoiseGate?
    private var concealment = Concealment()
    /// What came in and hasn't gone out as it is.
    private var dry: [Float]
    /// How much of the conversion is heard; the rest is the speaker.
    private var wetness: Float
    /// What levels keep of what they were before a frame.
    private static let levelDecay: Float = 0.8

    /// Starts a conversion.
    ///
    /// - Throws: `ConversionError`, `wrongTensor` for a voice of another model.
    public init(
        _ converter: LoadedConverter, _ settings: LiveSettings, seed: UInt64 = 0
    ) throws(ConversionError) {
        self.settings = settings
        stream = try converter.stream(
            to: settings.voice, ConversionSettings(pitchShift: settings.pitchShift, seed: seed))
        gate = settings.gate.map { NoiseGate(threshold: $0, rate: ConversionModel.rate) }
        dry = [Float](repeating: 0, count: stream.delay)
        wetness = settings.bypasses ? 0 : 1
    }

    /// Samples of a frame.
    public static var frameLength: Int { ConversionModel.hop }

    /// Samples of a second.
    public static var rate: Int { ConversionModel.rate }

    /// Changes what may change, from the next frame on.
    public func change(_ new: LiveSettings) throws(ConversionError) {
        try stream.speak(as: new.voice, pitchShift: new.pitchShift)
        if new.gate != settings.gate {
            if gate == nil || new.gate == nil {
                gate = new.gate.map { NoiseGate(threshold: $0, rate: ConversionModel.rate) }
            } else if let threshold = new.gate {
                gate?.threshold = threshold
            }
        }
        settings = new
    }

    /// Converts whole frames that came.
    ///
    /// - Parameter samples: A multiple of ``frameLength``.
    /// - Returns: As many, later by the model's look-ahead.
    public func process(_ samples: [Float]) throws(ConversionError) -> [Float] {
        precondition(samples.count.isMultiple(of: Self.frameLength), "whole frames")
        let finite = samples.map { $0.isFinite ? $0 : 0 }
        meters.replaced += samples.count { !$0.isFinite }
        meters.frames += samples.count / Self.frameLength
        let heard = gate?.process(finite) ?? finite
        dry += heard
        var made = try stream.process(heard)
        let wanted: Float = settings.bypasses ? 0 : 1
        for place in made.indices {
            // A hundredth of a second from one to the other.
            let step = min(max(wanted - wetness, -1 / 160), 1 / 160)
            wetness += step
            made[place] = wetness * made[place] + (1 - wetness) * dry[place]
        }
        dry.removeFirst(made.count)
        let result = concealment.heard(made)
        Self.follow(&meters.inputLevel, finite)
        Self.follow(&meters.outputLevel, result)
        return result
    }

    /// Counts how long a step took, in seconds.
    public func count(_ seconds: Double) { meters.compute.add(seconds: seconds) }

    /// What is heard in place of frames that aren't converted, since too many wait.
    public func conceal(_ samples: [Float]) -> [Float] {
        meters.concealed += samples.count / Self.frameLength
        // The speaker's own sound goes on, so that bypassing stays in step.
        dry += samples.map { $0.isFinite ? $0 : 0 }
        dry.removeFirst(samples.count)
        let result = concealment.missing(samples.count)
        Self.follow(&meters.outputLevel, result)
        return result
    }

    private static func follow(_ level: inout Float, _ samples: [Float]) {
        guard !samples.isEmpty else { return }
        let power = samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)
        level = (levelDecay * level * level + (1 - levelDecay) * power).squareRoot()
    }
}
