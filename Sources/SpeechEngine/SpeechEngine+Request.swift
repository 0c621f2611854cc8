import AudioSignal
public import SpeechPlan
import SpeechText

extension SpeechEngine {
    /// What the result of a request is for; decides the profile where none was chosen.
    public enum Purpose: Sendable {
        /// Somebody listens while it is made: `fast`.
        case listening
        /// It is kept: `audiobook`.
        case keeping
    }

    /// A request as the settings have it.
    ///
    /// - Parameters:
    ///   - text: The text, UTF-8.
    ///   - purpose: What the result is for.
    public func request(_ text: [UInt8], for purpose: Purpose) throws(EngineError) -> SpeechRequest
    {
        var request = SpeechRequest(text: text, profile: try profile(for: purpose))
        request.options.language = settings.language
        request.options.defaultLanguage = settings.defaultLanguage
        request.options.emoji = settings.emoji
        request.options.dictionary = try dictionary()
        if let maximumText = settings.maximumText { request.options.maximumBytes = maximumText }
        request.voice = settings.voice
        request.family = settings.family
        request.seed = settings.seed
        request.speed = settings.speed
        request.rate = settings.rate.flatMap(SampleRate.init(hertz:))
        request.isLive = purpose == .listening
        // A file is brought to the loudness asked for when all of it is measured.
        if purpose == .listening, let lufs = settings.lufs { request.loudness = lufs }
        return request
    }

    /// The profile that the settings choose: by name, else by language model, else by
    /// what the result is for.
    public func profile(for purpose: Purpose) throws(EngineError) -> Profile {
        if let name = settings.profile { return try profile(named: name) }
        if let model = settings.llm { return try profile(forLanguageModel: model) }
        return purpose == .listening ? .fast : .audiobook
    }
}

extension SpeechEngine {
    /// The profile for the language model that writes the text, the user's own where it
    /// has the name of a built-in one.
    ///
    /// - Throws: ``EngineError/invalid(field:value:expected:)`` where the name tells no size.
    public func profile(forLanguageModel model: String) throws(EngineError) -> Profile {
        guard let profile = Profile.forLanguageModel(named: model) else {
            throw .invalid(
                field: "llm", value: model,
                expected: "a name that tells its size, such as qwen2.5-14b; or choose a profile")
        }
        return settings.profiles[profile.name] ?? profile
    }
}
