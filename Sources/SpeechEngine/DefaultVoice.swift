import SpeechModel
import SpeechText

extension [Voice] {
    /// The voice to use where none was asked for: one of exactly this language
    /// and region before one of the language alone; nil if none speaks it.
    func defaultVoice(for language: Language) -> Voice? {
        let speakers = filter { $0.speaks(language) }
        // English voices of flite, best-sounding first; `slt` is what its users
        // know as the default.
        if let preferred = speakers.first(where: { $0.id == .fliteDefault }) { return preferred }
        // Where no region is asked for, the family's order tells: varieties such as
        // espeak's `en-029` have a language without a region too.
        let hasRegion = language.tag.contains("-")
        return speakers.first { hasRegion && $0.languages.first == language }
            ?? speakers.first { $0.languages.first?.matches(language) == true }
            ?? speakers.first
    }
}

extension VoiceID {
    static let fliteDefault = VoiceID("flite/slt")

    /// The name of the voice's family.
    var family: String { String(name.prefix { $0 != "/" }) }
}
