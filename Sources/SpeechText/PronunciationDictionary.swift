/// The user's own pronunciations: literal words or regular expressions, each
/// with a replacement or an IPA transcription.
public struct PronunciationDictionary: Sendable {
    /// Makes a dictionary without entries.
    public init() {}
}
