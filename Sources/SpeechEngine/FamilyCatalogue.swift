import AudioSignal
public import SpeechModel
import SpeechText
import Synchronization

/// The families that there are, each loaded once, when it is first needed.
public final class FamilyCatalogue: Sendable {
    /// The families in the order in which they are tried.
    public let entries: [FamilyEntry]
    private let loaded = Mutex<[String: Result<any SpeechFamily, LoadError>]>([:])

    /// Makes a catalogue; nothing is loaded yet.
    public init(_ entries: [FamilyEntry]) {
        self.entries = entries
    }

    /// The names of the families.
    public var names: [String] { entries.map(\.id) }

    /// A family, ready to speak.
    ///
    /// The first call loads it, with the catalogue locked: whoever asks for a
    /// family meanwhile wants that one or the next of a chain, and waits. What a
    /// load found missing is remembered; what lacked memory is tried again.
    public func family(_ id: String) throws(LoadError) -> any SpeechFamily {
        guard let entry = entries.first(where: { $0.id == id }) else {
            throw .missing(
                component: "family '\(id)'", remedy: "one of " + names.joined(separator: ", "))
        }
        let result = loaded.withLock { loaded -> Result<any SpeechFamily, LoadError> in
            if let known = loaded[id] { return known }
            let result = Result { () throws(LoadError) -> any SpeechFamily in try entry.load() }
            if case .failure(.outOfMemory) = result { return result }
            loaded[id] = result
            return result
        }
        return try result.get()
    }

    /// The families in the order of a fallback chain: the preferred first.
    func order(preferring family: String?) -> [String] {
        guard let family else { return names }
        return [family] + names.filter { $0 != family }
    }
}

extension SpeechFamily {
    /// The voice to use where none was asked for: one of exactly this language
    /// and region before one of the language alone; nil if none speaks it.
    func defaultVoice(for language: Language) -> Voice? {
        let speakers = voices.filter { $0.speaks(language) }
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
}
