import AudioFile
import AudioSignal
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine
import SpeechText

/// `POST /api/tts`: a text to audio, whole or streamed, with its statistics.
struct TTSRoute: Sendable {
    let service: SpeechService
    let settings: ServerSettings

    private struct Answer: Encodable {
        var audio: String
        var format: String
        var sampleRate: Int
        var statistics: SpeechStatistics
        var warnings: [String]
    }

    func add(to router: Router<ServerContext>) {
        router.speech("/api/tts", answer)
    }

    /// - Throws: ``APIError`` that names the field.
    static func order(_ json: JSON) throws(APIError) -> (order: SpeechOrder, isStreamed: Bool) {
        var fields = try Fields(json)
        var order = SpeechOrder()
        guard let text = try Self.text(&fields) else {
            throw .missing("text")
        }
        try order.read(&fields)
        if order.voice == nil { order.voice = try fields.name("speaker") }
        try order.readFormat(&fields, as: "format", "response_format")
        let isStreamed = try fields.flag("stream") ?? false
        order.warnings += fields.unknown
        order.text = text
        return (order, isStreamed)
    }

    private static func text(_ fields: inout Fields) throws(APIError) -> String? {
        if let text = try fields.text("text") { return text }
        return try fields.text("input")
    }

    private func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (order, isStreamed) = try Self.order(try await request.json(context, settings))
        let wantsJSON = request.headers[.accept]?.lowercased().contains("application/json") ?? false
        let speech = try await service.speak(
            order, for: .listening, from: context.origin("/api/tts"))
        let answer = AudioAnswer(
            speech: speech, format: order.format ?? .wav)
        if isStreamed, !wantsJSON { return try await answer.streamed() }
        guard wantsJSON else { return try await answer.complete() }
        let budget = AnswerBudget()
        let (bytes, statistics) = try await answer.whole(within: budget)
        return try JSONBody.response(
            Answer(
                audio: Data(bytes).base64EncodedString(), format: answer.format.rawValue,
                sampleRate: answer.format.rate(for: speech.session.rate).hertz,
                statistics: statistics, warnings: answer.warnings + speech.omissions), of: budget)
    }
}
