import FoundationEssentials
import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// ElevenLabs' shapes.
@Suite(.timeLimit(.minutes(5))) struct ElevenLabsTests {
    private let path = "/v1/text-to-speech/tone%2Fhigh/stream-input"

    /// Reads to the end: the audio, the messages, the code of the close frame.
    private static func hear(
        _ socket: Connection
    ) throws -> (audio: [UInt8], messages: [JSON], code: Int?) {
        var audio: [UInt8] = []
        var messages: [JSON] = []
        while let frame = try socket.frame() {
            if frame.kind == .close { return (audio, messages, frame.code) }
            guard frame.kind == .text else { continue }
            let message = try JSON.parse(frame.payload)
            messages.append(message)
            if let text = message["audio"]?.string, let data = Data(base64Encoded: text) {
                audio += data
            }
        }
        return (audio, messages, nil)
    }

    @Test func `a text in pieces comes as base64, then the end`() async throws {
        try await LiveServer.with { live in
            let whole = try await fetch(
                live.port, "/api/tts",
                json: #"{"text":" Hello there. How are you?","voice":"tone/high","format":"pcm"}"#)
            let heard = try await onThread { [port = live.port, path] in
                let socket = try Connection(port: port)
                let status = try socket.upgrade(
                    path + "?model_id=any&output_format=pcm_16000&inactivity_timeout=60"
                ).status
                #expect(status == 101)
                try socket.say(
                    #"{"text":" ","voice_settings":{"stability":0.5,"similarity_boost":0.8},"#
                        + #""generation_config":{"chunk_length_schedule":[120,160]}}"#)
                try socket.say(#"{"text":"Hello there. ","try_trigger_generation":true}"#)
                try socket.say(#"{"text":"How are you?"}"#)
                try socket.say(#"{"text":""}"#)
                return try Self.hear(socket)
            }
            #expect(heard.audio == whole.body)
            #expect(heard.messages.last?["isFinal"] == .flag(true))
            #expect(heard.messages.last?["audio"] == .null)
            #expect(heard.messages.first?["alignment"] == .null)
            #expect(heard.code == 1000)
        }
    }

    @Test func `what is flushed is heard before more is written`() async throws {
        try await LiveServer.with { live in
            try await onThread { [port = live.port, path] in
                let socket = try Connection(port: port)
                try socket.upgrade(path + "?output_format=pcm_24000")
                try socket.say(#"{"text":"Only half a sentence","flush":true}"#)
                while let frame = try socket.frame() {
                    if try JSON.parse(frame.payload)["audio"]?.string != nil { break }
                }
                try socket.say(#"{"text":""}"#)
                #expect(try Self.hear(socket).code == 1000)
            }
        }
    }

    @Test(arguments: [
        ("/v1/text-to-speech/nobody/stream-input", #"{"text":"Hello."}"#, "voice_not_found"),
        (
            "/v1/text-to-speech/tone/stream-input?output_format=ulaw_8000", #"{"text":"Hello."}"#,
            "invalid_output_format"
        ),
        ("/v1/text-to-speech/slt/stream-input", "{}", "missing_required_parameter"),
        ("/v1/text-to-speech/slt/stream-input", "{", "invalid_json"),
    ])
    func `errors are told before the end`(path: String, message: String, code: String) async throws
    {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection(port: port)
                try socket.upgrade(path)
                try socket.say(message)
                return try Self.hear(socket)
            }
            #expect(heard.messages.last?["error"]?.string == code)
            #expect(heard.messages.last?["code"]?.number == 1008)
            #expect(heard.code == 1008)
        }
    }

    @Test func `a key opens it, as a field or in the first message`() async throws {
        try await LiveServer.with {
            $0.server.apiKeys = ["secret"]
        } use: { live in
            try await onThread { [port = live.port, path] in
                let known = try Connection(port: port)
                try known.upgrade(path, [("xi-api-key", "secret")])
                try known.say(#"{"text":"Hello."}"#)
                try known.say(#"{"text":""}"#)
                #expect(try Self.hear(known).code == 1000)
                for (key, code) in [("secret", 1000), ("wrong", 1008)] {
                    let socket = try Connection(port: port)
                    try socket.upgrade(path)
                    try socket.say(#"{"text":"Hello.","xi_api_key":"\#(key)"}"#)
                    if code == 1000 { try socket.say(#"{"text":""}"#) }
                    #expect(try Self.hear(socket).code == code)
                }
            }
        }
    }

    @Test(arguments: ["seed=many", "language_code=klingon", "inactivity_timeout=soon"])
    func `a parameter that can't be read is refused`(_ parameter: String) async throws {
        try await LiveServer.with { live in
            let code = try await onThread { [port = live.port, path] in
                let socket = try Connection(port: port)
                try socket.upgrade(path + "?" + parameter)
                try socket.say(#"{"text":"Hello."}"#)
                return try Self.hear(socket).code
            }
            #expect(code == 1008)
        }
    }

    @Test func `a client that says nothing is not kept`() async throws {
        try await LiveServer.with { live in
            let code = try await onThread { [port = live.port, path] in
                let socket = try Connection(port: port)
                try socket.upgrade(path + "?inactivity_timeout=1")
                return try socket.closeCode()
            }
            #expect(code == 1008)
        }
    }

    @Test func `whole texts are answered in the format asked for`() async throws {
        try await LiveServer.with { live in
            let voice = "/v1/text-to-speech/tone%2Flow"
            let json = #"{"text":"Hello there.","model_id":"any","voice_settings":{"speed":1.1}}"#
            let usual = try await fetch(live.port, voice, json: json)
            let bare = try await fetch(live.port, voice + "?output_format=pcm_22050", json: json)
            let streamed = try await fetch(
                live.port, voice + "/stream?output_format=pcm_16000", json: json)
            let wrong = try await fetch(live.port, "/v1/text-to-speech/nobody", json: json)
            #expect(usual.status == 200 && usual["content-type"] == "audio/mpeg")
            #expect(bare.status == 200 && bare["content-type"] == "audio/pcm")
            #expect(streamed.status == 200 && streamed["transfer-encoding"] == "chunked")
            #expect(bare.body.count > streamed.body.count)
            #expect(wrong.status == 404)
        }
    }
}
