import SpeechEngine
import Testing

@testable import SpeechServer

/// A server answers over a real socket.
@Suite(.timeLimit(.minutes(5))) struct ServingTests {
    @Test func `a text becomes a WAV file`() async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(
                live.port, "/v1/audio/speech",
                json:
                    #"{"model":"tts-1","input":"Hello.","voice":"tone/low","response_format":"wav"}"#
            )
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "audio/wav")
            #expect(answer.body.starts(with: Array("RIFF".utf8)))
            #expect(answer.body.count > 1_000)
        }
    }

    @Test func `a path that isn't there is told in the one shape`() async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(live.port, "/nowhere")
            #expect(answer.status == 404)
            let error = try JSON.parse(answer.body)["error"]
            #expect(error?["code"]?.string == "not_found")
            #expect(answer["x-request-id"]?.isEmpty == false)
        }
    }
}
