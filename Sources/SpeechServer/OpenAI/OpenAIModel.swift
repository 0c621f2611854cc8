import SpeechEngine

/// The models that OpenAI's clients may name. All stand for the voices that are here: the
/// voice decides what speaks.
enum OpenAIModel {
    /// The server's own name, then the ones that programs have written into them.
    static let names = ["syrinx", "tts-1", "tts-1-hd", "gpt-4o-mini-tts", "kokoro"]

    /// Whether a name is one of them, or that of a family.
    static func isKnown(_ name: String, _ engine: SpeechEngine) -> Bool {
        names.contains(name) || name.hasPrefix("gpt-4o-mini-tts-")
            || engine.catalogue.names.contains(name)
    }
}
