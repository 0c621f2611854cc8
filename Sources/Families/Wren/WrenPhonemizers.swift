internal import ChineseLexicon
internal import EnglishLexicon
internal import SpeechModel
internal import SpeechText

/// What makes phonemes of the languages that voices speak.
struct WrenPhonemizers: Sendable {
    /// Languages that can be read.
    static let languages: [Language] = [.english, .chinese]

    private let all: [any Phonemizer]

    /// - Parameter languages: Of ``languages``.
    /// - Throws: `LoadError.missing` without flite's lexicon.
    init(_ languages: Set<Language>) throws(LoadError) {
        let english: EnglishPhonemizer
        do throws(CMULexicon.Unavailable) {
            english = EnglishPhonemizer(lexicon: try CMULexicon())
        } catch {
            throw .missing(component: "flite's lexicon", remedy: error.description)
        }
        var all: [any Phonemizer] = [english]
        // Latin words within are English.
        if languages.contains(where: { $0.matches(.chinese) }) {
            all.append(MandarinPhonemizer(lexicon: EmbeddedMandarin(), english: english))
        }
        self.all = all
    }

    /// That of a language; nil where none of the voices speaks it.
    func phonemizer(for language: Language) -> (any Phonemizer)? {
        all.first { $0.language.matches(language) }
    }
}
