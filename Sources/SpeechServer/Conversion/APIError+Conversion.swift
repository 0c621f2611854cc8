import AudioFile
import ConversionEngine
import HTTPTypes
import ModelBlocks
import SpeechEngine
import TensorRuntime
import VoiceLibrary

extension APIError {
    /// Why a conversion, or a voice profile, is not to be had.
    init(converting error: any Error) {
        switch error {
        case let error as APIError: self = error
        case EngineError.audio(let error), ConvertedRecording.Failure.audio(let error),
            let error as AudioFileError:
            self = .invalid(
                "file", error.description, code: "unreadable_audio",
                status: .unsupportedMediaType)
        case let error as EngineError: self = APIError(error)
        case let error as VoiceLibraryError: self.init(library: error)
        case ConvertedRecording.Failure.conversion(let error): self = .failure(error.description)
        case let error as ConversionError: self = .failure(error.description)
        case let error as WeightError: self = .failure(error.description)
        case is CancellationError: self = .busy("the server is ending; try again", retryAfter: 5)
        default: self = .failure("\(error)")
        }
    }

    /// Why profiles can't be kept, or one isn't to be had. Clients are told no paths.
    private init(library error: VoiceLibraryError) {
        switch error {
        case .unknown(let name, let near):
            let hint =
                near.isEmpty
                ? "GET /v1/audio/convert lists those that there are"
                : "did you mean \(near.joined(separator: ", "))?"
            self = .notFound(
                "to", "there is no voice '\(name.prefix(80))'; \(hint)", code: "voice_not_found")
        case .nameTaken:
            self = .invalid("name", error.description, code: "name_taken", status: .conflict)
        case .idTaken: self = .invalid("id", error.description, code: "id_taken", status: .conflict)
        case .otherModel:
            self = .invalid("to", error.description, code: "other_model", status: .conflict)
        case .unusableClip:
            self = .invalid(
                "file", error.description, code: "unusable_clip", status: .unprocessableContent)
        case .unusableFeatures, .notAProfile, .newerFile:
            self = .invalid("file", error.description, code: "not_a_profile")
        case .tooMany: self = .invalid(nil, error.description, code: "too_many", status: .conflict)
        case .diskFull:
            self = .failure("the server has too little disk space; ask its keeper")
            status = .init(code: 507, reasonPhrase: "Insufficient Storage")
            code = "disk_full"
        case .featuresLost(let name, _, _):
            self = .failure("the voice profile '\(name)' lost its features; add it again")
        case .notWritable, .folder, .damaged, .newer, .database:
            self = .failure("the server can't use its library of voices; its log has the reason")
            code = "library_failed"
        default: self = .invalid(nil, error.description)
        }
    }
}
