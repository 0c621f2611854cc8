/// The International Phonetic Alphabet in espeak-ng's phoneme mnemonics.
enum EspeakPhonemes {
    /// The mnemonics of a transcription for a voice; nil where the voice's language
    /// has no table here or a symbol is none of the language's.
    static func phonemes(of ipa: String, voice: String) -> String? { nil }
}
