import SpeechText

extension SpeechOrder {
    /// What an event asks for.
    ///
    /// - Throws: ``APIError`` 400 that names the field.
    init(wyoming data: [String: JSON]) throws(APIError) {
        self.init()
        var fields = try Fields(.object(data))
        if let text = try fields.text("text") { self.text = text }
        if let format = try fields.name("text_format") {
            guard let markup = TextFormat(rawValue: format == "text" ? "plain" : format) else {
                throw .invalid("text_format", "text_format is '\(format)'; expected text or ssml")
            }
            self.markup = markup
        }
        guard let value = fields.value("voice") else { return }
        var voice = try Fields(value, prefix: "voice.")
        // A name is of a voice, and a voice knows its languages.
        self.voice = try voice.name("name")
        guard self.voice == nil, let tag = try voice.name("language") else { return }
        guard let language = Language(tag.replacing("_", with: "-")) else {
            throw .invalid(
                "voice.language", "voice.language is '\(tag)'; expected a tag such as en or pt-BR")
        }
        self.language = language
    }
}
