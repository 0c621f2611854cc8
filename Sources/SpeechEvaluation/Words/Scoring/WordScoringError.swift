public import SpeechText

/// Why words can't be counted; a case for each remedy.
public enum WordScoringError: Error, Sendable, Equatable {
    /// A reference has no word. Remedy: what is said, in words.
    case emptyReference(name: String)
    /// A text can't be read. Remedy: as told.
    case text(name: String, error: TextError)
    /// Reference and hypothesis are too long to be compared. Remedy: divide the recording.
    case tooLong(name: String, reference: Int, hypothesis: Int)
    /// A line of a file of transcripts is none. Remedy: correct it.
    case transcriptLine(path: String, line: Int, reason: String)
    /// A file of transcripts has no line. Remedy: the right file.
    case noTranscripts(path: String)
    /// A recording has no transcript. Remedy: add a line for it.
    case noTranscript(recording: String, path: String)
}

extension WordScoringError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .emptyReference(let name):
            "\(name): the reference text has no word, and errors are counted by its words; give "
                + "what is said in the recording"
        case .text(let name, let error): "\(name): the text can't be read: \(error)"
        case .tooLong(let name, let reference, let hypothesis):
            "\(name): \(reference) words of reference and \(hypothesis) that were heard are too "
                + "many to be compared; divide the recording and its text"
        case .transcriptLine(let path, let line, let reason):
            "\(path), line \(line): \(reason); a line is NAME, a tab and the text (LibriSpeech: "
                + "NAME, a space and the text; LJSpeech: NAME|TEXT|TEXT IN WORDS)"
        case .noTranscripts(let path): "\(path) has no transcript; give a file with one a line"
        case .noTranscript(let recording, let path):
            "\(path) has no text for \(recording); add a line with its name"
        }
    }
}
