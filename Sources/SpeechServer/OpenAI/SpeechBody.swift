import AudioFile
import HTTPTypes
import SpeechEngine

/// The body of `POST /v1/audio/speech`.
struct SpeechBody: Sendable {
    /// How the audio is sent.
    enum StreamFormat: String, Sendable {
        /// The file's bytes.
        case audio
        /// Server-sent events with the bytes in base64.
        case sse
    }

    var order: SpeechOrder
    var streamFormat = StreamFormat.audio

    /// - Throws: ``APIError`` that names the field.
    init(_ json: JSON, prefix: String = "", engine: SpeechEngine) throws(APIError) {
        var fields = try Fields(json, prefix: prefix)
        var order = SpeechOrder()
        guard let model = try fields.name("model") else { throw .missing(prefix + "model") }
        guard OpenAIModel.isKnown(model, engine) else {
            throw .notFound(
                prefix + "model", "no model '\(model)'; GET /v1/models lists all",
                code: "model_not_found")
        }
        guard let text = try fields.text("input") else { throw .missing(prefix + "input") }
        try order.read(&fields)
        guard order.voice != nil else { throw .missing(prefix + "voice") }
        try order.readFormat(&fields, as: "response_format")
        if let name = try fields.name("stream_format") {
            guard let format = StreamFormat(rawValue: name) else {
                throw .invalid(
                    prefix + "stream_format",
                    "stream_format is '\(name)'; expected audio or sse")
            }
            streamFormat = format
        }
        // Some clients ask for a stream with a flag; every answer is one.
        _ = try fields.flag("stream")
        if let instructions = try fields.text("instructions"), !instructions.isEmpty {
            order.warnings.append("instructions: no voice here follows any; left out")
        }
        order.warnings += fields.unknown
        if engine.catalogue.names.contains(model) { order.family = model }
        order.text = text
        self.order = order
    }

    /// The format of the audio: MP3 unless asked otherwise, as at OpenAI.
    var format: AudioFileFormat { order.format ?? .mp3 }
}
