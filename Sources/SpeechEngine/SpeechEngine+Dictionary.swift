import SpeechText
import Synchronization

extension SpeechEngine {
    /// The user's own pronunciations, as the settings name them; read once.
    func dictionary() throws(EngineError) -> PronunciationDictionary {
        guard let path = settings.dictionary else { return PronunciationDictionary() }
        let result = loadedDictionary.withLock { loaded in
            let result =
                loaded
                ?? Result { () throws(TextError) in try PronunciationDictionary(contentsOf: path) }
            loaded = result
            return result
        }
        do {
            return try result.get()
        } catch {
            throw .text(error)
        }
    }
}
