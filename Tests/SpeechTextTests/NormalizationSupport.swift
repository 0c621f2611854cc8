@testable import SpeechText

/// Normalises a whole text without hints.
func normalized(
    _ text: String, _ language: String, emoji: EmojiReading = .dropped
) -> String {
    var options = TextOptions()
    options.emoji = emoji
    let bytes = Array(text.utf8)
    return Normalizer(options: options)
        .normalize(
            MappedText(verbatim: bytes, at: 0), language: Language(language) ?? .english
        ).text.text
}

/// A written text and the words expected for it.
struct Case: Sendable, CustomStringConvertible {
    let written: String
    let spoken: String
    init(_ written: String, _ spoken: String) {
        self.written = written
        self.spoken = spoken
    }
    var description: String { written }
}
