import ChineseLexicon
import EnglishLexicon
import JapaneseDictionary
import SpeechEngine
import SpeechModel
import SpeechText

/// What makes phonemes of texts, each opened when its language is first needed.
struct InstalledPhonemizers {
    /// Languages that have one, the first subtag each.
    static let languages = ["en", "zh", "ja"]

    private var opened: [any Phonemizer] = []

    /// The one of a language; nil where there is none yet.
    ///
    /// - Throws: `EngineError` where what it needs is missing.
    mutating func phonemizer(for language: Language) throws(EngineError) -> (any Phonemizer)? {
        if let known = opened.first(where: { $0.language.matches(language) }) { return known }
        let phonemizer: any Phonemizer
        if language.matches(.english) {
            phonemizer = try Self.english()
        } else if language.matches(.chinese) {
            // Latin words within Chinese are English.
            phonemizer = MandarinPhonemizer(
                lexicon: EmbeddedMandarin(), english: try self.phonemizer(for: .english))
        } else if language.matches(.japanese) {
            phonemizer = JapanesePhonemizer(
                analyzer: try Self.japanese(), english: try self.phonemizer(for: .english))
        } else {
            return nil
        }
        opened.append(phonemizer)
        return phonemizer
    }

    private static func japanese() throws(EngineError) -> JapaneseDictionary {
        do throws(LoadError) {
            return try JapaneseDictionary()
        } catch {
            throw .synthesis(SynthesisError(error))
        }
    }

    private static func english() throws(EngineError) -> EnglishPhonemizer {
        do throws(CMULexicon.Unavailable) {
            return EnglishPhonemizer(lexicon: try CMULexicon())
        } catch {
            throw .unreadable(path: "the English lexicon", reason: error.description)
        }
    }
}
