import EnglishLexicon
import SpeechText
import Testing

@Suite struct `CMU lexicon` {
    @Test func `opens`() throws { _ = try CMULexicon() }
}
