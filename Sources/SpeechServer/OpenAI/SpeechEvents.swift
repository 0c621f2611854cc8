import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine

/// Audio as server-sent events, as OpenAI has them: `speech.audio.delta` with base64,
/// `speech.audio.done` with the usage, `error` where it fails midway.
struct SpeechEvents: Sendable {
    let answer: AudioAnswer

    private struct Delta: Encodable {
        var type = "speech.audio.delta"
        var audio: String
    }

    private struct Done: Encodable {
        struct Usage: Encodable {
            var inputTokens: Int
            var outputTokens: Int
            var totalTokens: Int
        }
        var type = "speech.audio.done"
        var usage: Usage
        var statistics: SpeechStatistics
    }

    private struct Failure: Encodable {
        var type = "error"
        var error: APIError.Body.Content
    }

    /// The stream of events; fails with a status before the first audio.
    func response() async throws(APIError) -> Response {
        let encoded = EncodedSpeech(answer.speech.session, as: answer.format)
        let first: [UInt8]?
        do {
            first = try await encoded.next()
        } catch {
            throw answer.speech.ended(by: error)
        }
        var headers = answer.headers
        headers[.contentType] = "text/event-stream; charset=utf-8"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [answer] writer in
                do {
                    var bytes = first
                    var deltas = 0
                    while let next = bytes {
                        let delta = Delta(audio: Data(next).base64EncodedString())
                        try await writer.write(ByteBuffer(bytes: Self.event(delta)))
                        deltas += 1
                        answer.speech.sent()
                        bytes = try await encoded.next()
                    }
                    answer.speech.completed()
                    let statistics = answer.speech.statistics
                    // Tokens mean nothing here; the fields must be there all the same.
                    let usage = Done.Usage(
                        inputTokens: statistics.characters, outputTokens: deltas,
                        totalTokens: statistics.characters + deltas)
                    try await writer.write(
                        ByteBuffer(bytes: Self.event(Done(usage: usage, statistics: statistics))))
                    try await writer.finish(nil)
                } catch let error as EngineError {
                    let error = answer.speech.ended(by: error)
                    try await writer.write(
                        ByteBuffer(bytes: Self.event(Failure(error: error.body.error))))
                    try await writer.finish(nil)
                } catch {
                    answer.speech.cancel()
                    throw error
                }
            })
    }

    /// An event of one line of JSON.
    static func event(_ value: some Encodable) throws(APIError) -> [UInt8] {
        Array("data: ".utf8) + (try JSONBody.bytes(value)) + Array("\n\n".utf8)
    }
}
