import SpeechEngine

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

    /// The name that the engine knows. OpenAI's names speak every language: where the
    /// text isn't English, the sentence's own default voice speaks.
    static func resolved(_ name: String, _ engine: SpeechEngine) -> String? {
        guard engine.settings.voiceAliases[name] == nil else { return name }
        if name == "default" { return nil }
        return table.first { $0.name == name }?.voice ?? name
    }
}
