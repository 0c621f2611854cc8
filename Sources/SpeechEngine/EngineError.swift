public import AudioFile
public import SpeechModel
public import SpeechText

/// Why the engine can't do what it was asked to; a case for each remedy.
public indirect enum EngineError: Error, Sendable {
    /// The settings are wrong.
    case settings(SettingsError)
    /// A field of the request has a value that it can't have.
    case invalid(field: String, value: String, expected: String)
    /// No such family.
    case unknownFamily(name: String, available: [String])
    /// No such profile.
    case unknownProfile(name: String, near: [String])
    /// No such voice; `near` lists what may have been meant.
    case unknownVoice(name: String, near: [String])
    /// A family can't be loaded.
    case load(family: String, LoadError)
    /// No family that could be loaded speaks the language; why each could not.
    case noVoice(language: Language, reasons: [String])
    /// The text can't be read.
    case text(TextError)
    /// A file with text can't be read.
    case unreadable(path: String, reason: String)
    /// There is nothing in the text to say.
    case nothingToSay(reason: String)
    /// Speaking failed and no fallback was left.
    case synthesis(SynthesisError)
    /// The audio can't be written.
    case audio(AudioFileError)
    /// A result other than audio can't be written.
    case output(path: String, reason: String, remedy: String)
    /// What reads the result has gone.
    case outputClosed(path: String)
    /// The result can't be played.
    case player(command: String, reason: String)
    /// Some of several texts failed, each for the reason told when it did.
    case several(failed: Int, of: Int, first: EngineError)
    /// The work was cancelled.
    case cancelled
}

extension EngineError {
    /// The kinds of error that a program reacts to in different ways.
    public enum Kind: Sendable {
        /// The request itself is wrong.
        case usage
        /// The text or file handed in is wrong.
        case input
        /// Something that must be installed is not.
        case missingComponent
        /// The listener has gone.
        case closed
        /// The work was cancelled.
        case cancelled
        /// Anything else.
        case failure
    }

    /// The kind of this error.
    public var kind: Kind {
        switch self {
        case .settings, .invalid, .unknownFamily, .unknownProfile, .unknownVoice: .usage
        case .text, .unreadable, .nothingToSay: .input
        case .load(_, .missing), .noVoice: .missingComponent
        case .synthesis(.missing): .missingComponent
        case .synthesis(.unsupported), .synthesis(.unknownVoice): .usage
        case .synthesis(.cancelled), .cancelled: .cancelled
        case .outputClosed, .audio(.readerGone): .closed
        case .audio(.isFolder), .audio(.folderMissing), .audio(.notWritable),
            .audio(.invalidPath), .audio(.unsupported), .audio(.noChannel):
            .usage
        case .audio(.notFound), .audio(.notReadable), .audio(.unknownFormat), .audio(.damaged),
            .audio(.unsupportedRecording), .audio(.truncated), .audio(.tooLong):
            .input
        case .audio: .failure
        case .several(_, _, let first): first.kind
        case .load, .synthesis, .output, .player: .failure
        }
    }
}

extension EngineError: CustomStringConvertible {
    /// What is wrong, where, and the remedy, in one line.
    public var description: String {
        switch self {
        case .settings(let error): error.description
        case .invalid(let field, let value, let expected):
            "\(field) '\(value)': expected \(expected)"
        case .unknownFamily(let name, let available):
            "family '\(name)' is not part of this build; there are "
                + available.joined(separator: ", ")
        case .unknownProfile(let name, let near):
            "no profile '\(name)'"
                + hint(near, otherwise: "`syrinx config` lists those of your own")
        case .unknownVoice(let name, let near):
            "no voice '\(name)'" + hint(near, otherwise: "`syrinx voices` lists all")
        case .load(let family, let error): "family \(family): \(error.words)"
        case .noVoice(let language, let reasons):
            "no voice here speaks '\(language)'"
                + (reasons.isEmpty
                    ? "; `syrinx voices` lists what there is"
                    : ": " + reasons.joined(separator: "; "))
        case .text(let error): error.words
        case .unreadable(let path, let reason): "can't read \(path): \(reason)"
        case .nothingToSay(let reason): "nothing to say: \(reason)"
        case .synthesis(let error): error.words
        case .audio(let error): error.description
        case .output(let path, let reason, let remedy):
            "can't write \(path): \(reason)" + (remedy.isEmpty ? "" : "; \(remedy)")
        case .outputClosed(let path): "\(path) was closed by its reader"
        case .player(let command, let reason): "player '\(command)': \(reason)"
        case .several(let failed, let all, _): "\(failed) of \(all) texts failed"
        case .cancelled: "cancelled"
        }
    }

    private func hint(_ near: [String], otherwise: String) -> String {
        near.isEmpty ? "; \(otherwise)" : "; did you mean \(near.joined(separator: ", "))?"
    }
}

extension LoadError {
    /// What is wrong and the remedy, in one line.
    public var words: String {
        switch self {
        case .missing(let component, let remedy): "\(component) is missing; \(remedy)"
        case .outOfMemory(let needed, let free):
            "needs \(ByteCount.text(needed)) of memory, \(ByteCount.text(free)) is free; "
                + "close other programs or choose a smaller family"
        case .unusable(let component, let reason): "\(component) can't be used: \(reason)"
        }
    }
}

extension SynthesisError {
    /// What is wrong and the remedy, in one line.
    public var words: String {
        switch self {
        case .unsupported(let language, let voice):
            "voice '\(voice)' doesn't speak '\(language)'; "
                + "`syrinx voices --language \(language)` lists those that do"
        case .unknownVoice(let voice): "no voice '\(voice)'; `syrinx voices` lists all"
        case .segmentTooLong(let limit):
            "a segment is longer than the voice takes; set the profile's limits to \(limit) or less"
        case .outOfMemory:
            "memory ran out even for one segment; close other programs or choose a smaller family"
        case .missing(let component, let remedy): "\(component) is missing; \(remedy)"
        case .failed(let reason): reason
        case .stalled(let component, let seconds):
            "nothing came from \(component) for \(seconds) s, so it was given up; "
                + "try again, or choose a voice of another family"
        case .cancelled: "cancelled"
        }
    }
}

extension TextError {
    /// What is wrong and the remedy, in one line.
    public var words: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the text has \(ByteCount.text(bytes)), the limit is \(ByteCount.text(limit)); "
                + "divide it or raise maximum_text"
        case .ssml(let reason, let offset): "SSML, byte \(offset): \(reason)"
        case .dictionary(let file, let reason): "pronunciations in \(file): \(reason)"
        }
    }
}
