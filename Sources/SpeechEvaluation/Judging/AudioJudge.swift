public import AudioFeatures
public import AudioSignal

/// What can be told of a recording without knowing what is said in it.
public struct AudioJudgement: Sendable {
    /// How long it lasts.
    public let seconds: Double
    /// What listeners would say; nil where nobody judges.
    public let naturalness: DNSMOSScore?
    /// Pitch of the frames in which somebody speaks.
    public let pitch: PitchTrack
    /// What the voice sounds like.
    public let voice: VoiceStatistics

    /// A judgement as made, or for tests.
    public init(
        seconds: Double, naturalness: DNSMOSScore?, pitch: PitchTrack, voice: VoiceStatistics
    ) {
        self.seconds = seconds
        self.naturalness = naturalness
        self.pitch = pitch
        self.voice = voice
    }
}

/// Judges recordings and synthetic speech alike. Shared by threads.
public struct AudioJudge: Sendable {
    private let dnsmos: DNSMOS?
    private let level: Double?
    private let analyzer = VoiceAnalyzer()

    /// Peaks below this, -60 dBFS, are silence.
    private static let quietest: Float = 1e-3

    /// - Parameters:
    ///   - dnsmos: Who judges naturalness; nil leaves it out.
    ///   - level: The active level in dBov (`ActiveLevelMeter`) at which DNSMOS hears everything,
    ///     so that nothing is judged by its loudness; nil: as it is.
    public init(dnsmos: DNSMOS?, level: Double? = nil) {
        (self.dnsmos, self.level) = (dnsmos, level)
    }

    /// Judges a whole recording.
    ///
    /// - Throws: `noAudio`, `silent`, `tooShort` (two periods of 50 Hz), `tooLong`, and what
    ///   DNSMOS throws.
    public func judge(_ audio: AudioBuffer) throws(EvaluationError) -> AudioJudgement {
        try Self.checkSound(of: audio)
        let track: PitchTrack
        do throws(AudioFeatureError) {
            let hop = max(1, audio.rate.samples(in: .milliseconds(10)))
            let recipe = try PitchRecipe(rate: audio.rate, grid: .centred(hop: hop))
            track = try PitchTracker(recipe).track(audio)
        } catch {
            if case .tooShort = error { throw .tooShort }
            if case .tooLarge = error { throw .tooLong }
            throw .noAudio
        }
        let naturalness = try dnsmos?.score(of: heard(audio))
        return AudioJudgement(
            seconds: audio.duration.seconds, naturalness: naturalness,
            pitch: track.active, voice: try analyzer.statistics(of: audio))
    }

    /// As DNSMOS hears it.
    private func heard(_ audio: AudioBuffer) -> AudioBuffer {
        guard let level else { return audio }
        var meter = ActiveLevelMeter(rate: audio.rate)
        meter.process(audio.samples)
        var samples = audio.samples
        meter.gain(to: level).apply(to: &samples)
        return AudioBuffer(rate: audio.rate, samples: samples)
    }

    /// Only what the voice sounds like.
    ///
    /// - Throws: `noAudio`, `silent`, `tooLong`.
    public func voice(of audio: AudioBuffer) throws(EvaluationError) -> VoiceStatistics {
        try Self.checkSound(of: audio)
        return try analyzer.statistics(of: audio)
    }

    private static func checkSound(of audio: AudioBuffer) throws(EvaluationError) {
        guard !audio.isEmpty else { throw .noAudio }
        guard audio.samples.contains(where: { $0.magnitude >= quietest }) else { throw .silent }
    }
}
