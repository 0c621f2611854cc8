import AudioFile
import SpeechEngine
import SpeechModel

extension JobFailure {
    /// What the engine could not do.
    init(_ error: EngineError) {
        switch error {
        case .invalid(let field, _, _): self.init(.invalid, field: field, error.description)
        case .unknownProfile: self.init(.invalid, field: "profile", error.description)
        case .unknownVoice, .unknownFamily, .synthesis(.unknownVoice):
            self.init(.invalid, field: "voice", error.description)
        case .text, .nothingToSay: self.init(.invalid, field: "input", error.description)
        case .noVoice, .synthesis(.unsupported):
            self.init(.invalid, field: "language", error.description)
        case .load(_, .missing), .synthesis(.missing):
            self.init(.missingComponent, error.description)
        case .audio(let error): self.init(error)
        default: self.init(.failed, error.description)
        }
    }

    /// Why audio could not be kept or written.
    init(_ error: AudioFileError) {
        switch error {
        case .diskFull: self.init(.diskFull, error.description)
        case .notWritable, .folderMissing, .isFolder, .invalidPath:
            self.init(.notWritable, error.description)
        case .unsupported: self.init(.invalid, field: "response_format", error.description)
        default: self.init(.failed, error.description)
        }
    }
}
