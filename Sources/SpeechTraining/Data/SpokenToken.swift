/// A phoneme, or a pause, as it is spoken in a clip.
public struct SpokenToken: Sendable, Hashable {
    /// Its number in the inventory of all languages.
    public var phoneme: Int
    /// Stress or tone; 0: none.
    public var stress: Int
    /// Where in its word it stands.
    public var position: Int
    /// The language's number.
    public var language: Int
    /// How long it lasts.
    public var frames: Int

    /// A token of so many frames.
    public init(phoneme: Int, stress: Int, position: Int, language: Int, frames: Int) {
        self.phoneme = phoneme
        self.stress = stress
        self.position = position
        self.language = language
        self.frames = frames
    }
}
