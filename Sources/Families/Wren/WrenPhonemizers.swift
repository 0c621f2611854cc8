internal import ChineseLexicon
internal import EnglishLexicon
internal import JapaneseDictionary
internal import SpeechModel
internal import SpeechText
internal import Synchronization

/// What makes phonemes of the languages that voices speak. English is there from the start, the
/// others are opened when somebody first speaks them.
final class WrenPhonemizers: Sendable {
    /// Languages that can be read.
    static let languages: [Language] = [.english, .chinese, .japanese]

    private let english: EnglishPhonemizer
    private let others = Mutex<[any Phonemizer]>([])

    /// - Throws: `LoadError.missing` without flite's lexicon.
    init() throws(LoadError) {
        do throws(CMULexicon.Unavailable) {
            english = EnglishPhonemizer(lexicon: try CMULexicon())
        } catch {
            throw .missing(component: "flite's lexicon", remedy: error.description)
        }
    }

    /// That of a language; nil for others than ``languages``.
    ///
    /// - Throws: `LoadError.missing` without the language's dictionary.
    func phonemizer(for language: Language) throws(LoadError) -> (any Phonemizer)? {
        if language.matches(.english) { return english }
        return try others.withLock { opened throws(LoadError) in
            if let known = opened.first(where: { $0.language.matches(language) }) { return known }
            let phonemizer: any Phonemizer
            // Latin words within are English.
            if language.matches(.chinese) {
                phonemizer = MandarinPhonemizer(lexicon: EmbeddedMandarin(), english: english)
            } else if language.matches(.japanese) {
                phonemizer = JapanesePhonemizer(
                    analyzer: try JapaneseDictionary(), english: english)
            } else {
                return nil
            }
            opened.append(phonemizer)
            return phonemizer
        }
    }
}
