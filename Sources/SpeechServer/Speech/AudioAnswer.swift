import AudioFile
import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine
import SpeechText

/// Answers whose body is audio.
struct AudioAnswer: Sendable {
    let speech: ActiveSpeech
    let format: AudioFileFormat
    var encoding = EncodingSettings()

    /// Bytes that leave as they are made. The headers wait for the first of them, so that
    /// what fails before is an error with a status; what fails later cuts the connection,
    /// which no client takes for the end.
    func streamed() async throws(APIError) -> Response {
        let encoded = EncodedSpeech(speech.session, as: format, settings: encoding)
        let first = try await first(of: encoded)
        var headers = headers
        headers[.trailer] = "X-Syrinx-Chunks, X-Syrinx-Audio-Seconds, X-Syrinx-Rtf"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [speech] writer in
                do {
                    var bytes = first
                    while let next = bytes {
                        try await writer.write(ByteBuffer(bytes: next))
                        speech.sent()
                        bytes = try await encoded.next()
                    }
                    speech.completed()
                    try await writer.finish(speech.statistics.fields)
                } catch let error as EngineError {
                    throw speech.ended(by: error)
                } catch {
                    speech.cancel()
                    throw error
                }
            })
    }

    /// All bytes at once, with their statistics in the headers.
    func complete() async throws(APIError) -> Response {
        let budget = AnswerBudget()
        let (bytes, statistics) = try await whole(within: budget)
        var headers = headers
        for field in statistics.fields { headers.append(field) }
        return Response(
            status: .ok, headers: headers,
            body: .inPieces(bytes, of: budget))
    }

    /// All bytes, with their statistics.
    func whole(
        within budget: AnswerBudget
    ) async throws(APIError) -> (bytes: [UInt8], statistics: SpeechStatistics) {
        let encoded = EncodedSpeech(
            speech.session, as: format, isWhole: true, settings: encoding)
        do {
            let bytes = try await encoded.whole(budget)
            speech.completed()
            return (bytes, speech.statistics)
        } catch {
            throw speech.ended(by: error)
        }
    }

    /// What was asked for and can't be done, as far as that is known.
    var warnings: [String] { speech.warnings + speech.session.warnings.map(\.message) }

    /// The headers that audio goes with.
    var headers: HTTPFields {
        var headers = HTTPFields()
        headers[.contentType] = format.mediaType
        headers[.cacheControl] = "no-store"
        // Proxies that gather answers would undo the streaming.
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        for warning in warnings.prefix(8) {
            headers.append(HTTPField(name: .warning, value: Self.header(warning)))
        }
        return headers
    }

    /// A text that may hold a client's own words, as a header can have it.
    private static func header(_ text: String) -> String {
        let plain = text.unicodeScalars.lazy.map { scalar -> Character in
            (0x20...0x7E).contains(scalar.value) ? Character(scalar) : "?"
        }
        return String(plain.prefix(200))
    }

    private func first(of encoded: EncodedSpeech) async throws(APIError) -> [UInt8]? {
        do {
            return try await encoded.next()
        } catch {
            throw speech.ended(by: error)
        }
    }
}
