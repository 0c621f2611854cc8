import SpeechText

extension SpeechEngine {
    /// The user's own pronunciations, as the settings name them.
    func dictionary() throws(EngineError) -> PronunciationDictionary {
        PronunciationDictionary()
    }
}
