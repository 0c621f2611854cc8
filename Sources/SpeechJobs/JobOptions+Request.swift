import AudioFile
import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechText

extension JobOptions {
    /// Keeps an order.
    ///
    /// - Throws: ``EngineError`` for a voice, profile or level that can't be.
    init(_ order: JobOrder, _ engine: SpeechEngine) throws(EngineError) {
        let request = order.request
        title = order.title.map { String($0.prefix(1000)) }
        voice = try request.voice.map { name throws(EngineError) in
            try engine.voice(named: name)
        }
        family = request.family
        language = request.options.language
        defaultLanguage = request.options.defaultLanguage
        emoji = request.options.emoji
        textFormat = request.format
        profile = KeptProfile(request.profile)
        rate = request.rate?.hertz
        seed = request.seed
        speed = request.speed
        voiceLoudness = request.loudness
        format = order.format
        switch order.normalization {
        case .loudness(let target):
            loudness = target.integrated
            peak = target.ceiling
        case .peak(let level): peak = level
        case nil: break
        }
    }

    /// The request of the order, with this process's pronunciations.
    func request(_ text: [UInt8], _ engine: SpeechEngine) throws(EngineError) -> SpeechRequest {
        var request = try engine.request(text, for: .keeping)
        guard let profile = profile.profile else {
            throw .invalid(
                field: "profile", value: self.profile.name, expected: "a profile with a rate")
        }
        request.profile = profile
        request.format = textFormat
        request.options.language = language
        request.options.defaultLanguage = defaultLanguage
        request.options.emoji = emoji
        // The size was checked when the job was created.
        request.options.maximumBytes = max(request.options.maximumBytes, text.count)
        request.voice = voice?.name
        request.family = family
        request.rate = rate.flatMap(SampleRate.init(hertz:))
        request.seed = seed
        request.speed = speed
        request.loudness = voiceLoudness
        request.isLive = false
        return request
    }

    /// The level that the file is brought to.
    var normalization: Normalization? {
        if let loudness {
            return LoudnessTarget(integrated: loudness, ceiling: peak ?? -1)
                .map(Normalization.loudness)
        }
        return peak.map(Normalization.peak)
    }

    /// The rate of the audio before it is encoded.
    var spokenRate: Int { rate ?? profile.rate }
}
