import SpeechEngine
import SpeechText

/// OpenAI's voice names, so that programs written for its API speak here unchanged.
///
/// Each stands for a voice that is here, unless the user's own table of voices
/// (`[voices]` in the settings) has the name. The mapping is by gender as listeners
/// describe OpenAI's voices; nothing sounds the same.
enum OpenAIVoice {
    /// The names of OpenAI's documentation and what each stands for.
    static let table: [(name: String, voice: String)] = [
        ("alloy", "flite/slt"), ("ash", "flite/rms"), ("ballad", "flite/awb"),
        ("coral", "flite/slt"), ("echo", "flite/rms"), ("fable", "flite/awb"),
        ("onyx", "flite/rms"), ("nova", "flite/slt"), ("sage", "flite/slt"),
        ("shimmer", "flite/slt"), ("verse", "flite/rms"), ("marin", "flite/slt"),
        ("cedar", "flite/rms"),
    ]

    /// The name that the engine knows; nil means the language's default voice. `default` is
    /// the voice of the settings. OpenAI's names speak every language, the voices here are
    /// English: for another language that was asked for, its default voice speaks.
    static func resolved(
        _ name: String, for language: Language?, _ engine: SpeechEngine
    ) -> String? {
        guard engine.settings.voiceAliases[name] == nil else { return name }
        if name == "default" { return engine.settings.voice }
        guard let known = table.first(where: { $0.name == name }) else { return name }
        if let language, !language.matches(.english) { return nil }
        return known.voice
    }
}
