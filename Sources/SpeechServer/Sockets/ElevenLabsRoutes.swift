import AudioFile
import HTTPTypes
import Hummingbird
import SpeechEngine
import SpeechText

/// `POST /v1/text-to-speech/{voice_id}` and its `/stream`, as ElevenLabs has them: the whole
/// text at once, the audio whole or as it is made.
struct ElevenLabsRoutes: Sendable {
    let service: SpeechService
    let settings: ServerSettings

    func add(to router: Router<ServerContext>) {
        router.speech("/v1/text-to-speech/{voice_id}") { request, context in
            try await answer(request, context, isStreamed: false)
        }
        router.speech("/v1/text-to-speech/{voice_id}/stream") { request, context in
            try await answer(request, context, isStreamed: true)
        }
    }

    private func answer(
        _ request: Request, _ context: ServerContext, isStreamed: Bool
    ) async throws -> Response {
        var order = try Self.order(try await request.json(context, settings))
        order.voice = context.parameters.get("voice_id").map { PercentCoding.decoded($0[...]) }
        let format =
            try request.uri.queryParameters.get("output_format")
            .map { try ElevenLabsFormat($0) } ?? .usual
        let route = "/v1/text-to-speech/{voice_id}" + (isStreamed ? "/stream" : "")
        let speech = try await service.speak(
            order, for: isStreamed ? .listening : .keeping, from: context.origin(route),
            defaultRate: format.rate)
        let answer = AudioAnswer(
            speech: speech, format: format.format, encoding: format.encoding)
        return isStreamed ? try await answer.streamed() : try await answer.complete()
    }

    /// - Throws: ``APIError`` 400 that names the field.
    static func order(_ json: JSON) throws(APIError) -> SpeechOrder {
        var fields = try Fields(json)
        var order = SpeechOrder()
        guard let text = try fields.text("text") else { throw .missing("text") }
        order.text = text
        if let tag = try fields.name("language_code") {
            order.language = try SpeechOrder.language(tag, of: "language_code")
        }
        order.seed = try fields.whole("seed", in: 0...(1 << 32 - 1)).map(UInt64.init)
        if let settings = fields.value("voice_settings") {
            order.speed = try ElevenLabsInput.speed(settings)
        }
        // Their clients always name a model; it tells nothing here.
        _ = fields.value("model_id")
        order.warnings += fields.unknown
        return order
    }
}
