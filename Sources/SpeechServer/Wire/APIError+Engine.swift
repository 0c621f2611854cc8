import HTTPTypes
import SpeechEngine
import SpeechModel
import SpeechText

extension APIError {
    /// What the engine can't do, as its clients are told.
    ///
    /// - Parameter fields: What the door calls the engine's fields.
    init(_ error: EngineError) {
        switch error {
        case .unknownVoice(_, let near):
            self = .notFound(
                "voice", Self.words(error, near, "GET /v1/audio/voices lists all"),
                code: "voice_not_found")
        case .unknownProfile(_, let near):
            self = .invalid("profile", Self.words(error, near, "GET /api/options lists all"))
        case .unknownFamily: self = .invalid("voice", error.description)
        case .invalid(let field, _, _):
            self = .invalid(field == "llm" ? "llm_model_name" : field, error.description)
        case .text(.tooLarge):
            self = .invalid(
                "input", error.description, code: "text_too_large", status: .contentTooLarge)
        case .text, .nothingToSay, .unreadable: self = .invalid("input", error.description)
        case .noVoice, .synthesis(.unsupported):
            self = .invalid(
                "language", error.description, code: "language_not_supported",
                status: .unprocessableContent)
        case .synthesis(.unknownVoice):
            self = .notFound("voice", error.description, code: "voice_not_found")
        case .load(_, .outOfMemory), .synthesis(.outOfMemory):
            self = .busy(error.description, retryAfter: 10)
        case .load, .synthesis(.missing):
            self = .failure(error.description)
            status = .serviceUnavailable
            code = "component_missing"
        case .cancelled, .synthesis(.cancelled):
            self = .busy("the server is ending; try again", retryAfter: 5)
        default: self = .failure(error.description)
        }
    }

    private static func words(_ error: EngineError, _ near: [String], _ list: String) -> String {
        guard near.isEmpty else { return error.description }
        // The engine's own hint is for the command line.
        let head = error.description.split(separator: ";").first.map(String.init)
        return (head ?? error.description) + "; " + list
    }
}
