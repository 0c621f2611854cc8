import AudioFile
import AudioSignal
import FoundationEssentials
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechTesting
import Testing

@testable import SpeechServer

/// OpenAI's speech API, byte by byte.
@Suite(.timeLimit(.minutes(5))) struct OpenAISpeechTests {
    private static let text =
        "The first sentence is short. The second is somewhat longer than that, with a comma. "
        + "The third one ends what there is to say, and nothing follows it at all."

    /// What the engine itself says, as raw samples.
    private func samples(
        of text: String, _ engine: SpeechEngine, rate: Int = 24_000,
        _ change: (inout SpeechRequest) -> Void = { _ in }
    ) async throws -> [UInt8] {
        var request = try engine.request(Array(text.utf8), for: .listening)
        request.voice = "tone/low"
        request.rate = SampleRate(rate)
        change(&request)
        let session = try engine.speak(request)
        let sink = MemorySink()
        let writer = try AudioWriter(to: sink, format: .pcm, rate: session.rate)
        for try await block in session { try writer.write(block) }
        try writer.finish()
        return sink.bytes
    }

    @Test func `streamed samples are the engine's, every one`() async throws {
        try await LiveServer.with { live in
            let answer = try await live.speak(Self.text)
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "audio/pcm")
            #expect(answer["transfer-encoding"] == "chunked")
            let expected = try await samples(of: Self.text, live.engine)
            #expect(expected.count > 100_000)
            #expect(answer.body == expected)
            let changed = try await live.speak(
                Self.text, #""seed":7,"speed":1.5,"profile":"cinematic","sample_rate":16000"#)
            let other = try await samples(of: Self.text, live.engine, rate: 16_000) { request in
                request.seed = 7
                request.speed = 1.5
                request.profile = .cinematic
            }
            #expect(changed.body == other)
        }
    }

    @Test func `many at once hear what they hear alone`() async throws {
        try await LiveServer.with { live in
            let texts = (0..<16).map { "Listener \($0). \(Self.text)" }
            let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for (index, text) in texts.enumerated() {
                    group.addTask { (index, try await live.speak(text).body) }
                }
                var heard = [[UInt8]](repeating: [], count: texts.count)
                for try await (index, bytes) in group { heard[index] = bytes }
                return heard
            }
            for (text, heard) in zip(texts, together) {
                #expect(try await samples(of: text, live.engine) == heard)
            }
        }
    }

    @Test func `what went out is told in trailers`() async throws {
        try await LiveServer.with { live in
            let answer = try await live.speak(Self.text, fields: [("X-Request-Id", "my-own_1")])
            #expect(answer["x-request-id"] == "my-own_1")
            let seconds = Double(answer.body.count) / 48_000
            let told = answer.trailers.first { $0.name == "x-syrinx-audio-seconds" }
            #expect(abs((told.flatMap { Double($0.value) } ?? 0) - seconds) < 0.001)
            #expect(answer.trailers.contains { $0.name == "x-syrinx-chunks" })
        }
    }

    @Test func `events hold the same bytes, and end with the usage`() async throws {
        try await LiveServer.with { live in
            let answer = try await live.speak(Self.text, #""stream_format":"sse""#)
            #expect(answer["content-type"]?.hasPrefix("text/event-stream") == true)
            var events = try Self.events(answer)
            let last = try #require(events.last)
            events.removeLast()
            #expect(last.type == "speech.audio.done")
            #expect((last["usage"]?["total_tokens"]?.number ?? 0) > 0)
            #expect(last["statistics"]?["voice"]?.string == "tone/low")
            #expect(events.allSatisfy { $0.type == "speech.audio.delta" })
            #expect(try await samples(of: Self.text, live.engine) == Self.audio(of: events))
        }
    }

    @Test func `a stream that fails midway is cut and never looks complete`() async throws {
        let tones = ToneFamily(faults: [.on("BROKEN", .segmentFailure(.failed("on demand")))])
        try await LiveServer.with([tones.entry()]) { live in
            let text = Self.text + String(repeating: " One more sentence goes on.", count: 40)
            let body = LiveServer.body(text + " This is BROKEN now.")
            let (status, count, isCut) = try await onThread {
                let connection = try Connection(port: live.port)
                try connection.post("/v1/audio/speech", json: body)
                let head = try connection.head()
                var (count, isCut) = (0, false)
                var trailers: [(name: String, value: String)] = []
                do {
                    while let chunk = try connection.chunk(trailers: &trailers) {
                        count += chunk.count
                    }
                } catch ClientError.ended {
                    isCut = true
                }
                return (head.status, count, isCut)
            }
            #expect(status == 200)
            #expect(count > 10_000)
            #expect(isCut)
        }
    }

    @Test func `events that fail midway end with an error event`() async throws {
        let tones = ToneFamily(faults: [.on("BROKEN", .segmentFailure(.failed("on demand")))])
        try await LiveServer.with([tones.entry()]) { live in
            let text = Self.text + String(repeating: " One more sentence goes on.", count: 40)
            let answer = try await live.speak(
                text + " This is BROKEN now.", #""stream_format":"sse""#)
            #expect(answer.status == 200)
            var events = try Self.events(answer)
            let last = try #require(events.last)
            events.removeLast()
            #expect(last.type == "error")
            #expect(last["error"]?["message"]?.string?.isEmpty == false)
            #expect(events.count > 3)
            #expect(events.allSatisfy { $0.type == "speech.audio.delta" })
        }
    }

    @Test(arguments: ["", #""stream_format":"sse""#])
    func `what fails before there is audio is an error with a status`(more: String) async throws {
        try await LiveServer.with([ToneFamily(faults: [.dying]).entry()]) { live in
            let answer = try await live.speak(Self.text, more)
            #expect(answer.status == 500)
            #expect(answer.error("type") == "server_error")
            #expect(answer.error("message")?.isEmpty == false)
        }
    }

    @Test func `a batch has one answer for each text, in their order`() async throws {
        try await LiveServer.with { live in
            let texts = (0..<20).map { "Text number \($0) of them." }
            let items =
                texts.map { #"{"input":"\#($0)"}"# } + [
                    #"{"input":"x","voice":"nobody"}"#, #""A plain text.""#,
                ]
            let answer = try await fetch(
                live.port, "/v1/audio/speech/batch",
                json: #"{"model":"tts-1","voice":"tone/low","response_format":"pcm","items":["#
                    + items.joined(separator: ",") + "]}")
            #expect(answer.status == 200)
            let results = try #require(try JSON.parse(answer.body)["results"]?.items)
            #expect(results.count == items.count)
            #expect(results.map { $0["index"]?.number } == items.indices.map(Double.init))
            for (text, result) in zip(texts, results) {
                let audio = result["audio"]?.string.flatMap { Data(base64Encoded: $0) }
                let expected = try await samples(of: text, live.engine)
                #expect(audio.map(Array.init) == expected)
            }
            #expect(results[20]["error"]?["code"]?.string == "voice_not_found")
            #expect(results[20]["audio"]?.string == nil)
            #expect(results[21]["audio"]?.string != nil)
        }
    }

    @Test(arguments: [
        (#"{"voice":"tone/low","input":"x"}"#, 400, "model"),
        (#"{"model":"tts-1","input":"x"}"#, 400, "voice"),
        (#"{"model":"tts-1","voice":"tone/low"}"#, 400, "input"),
        (#"{"model":"tts-1","voice":"tone/low","input":7}"#, 400, "input"),
        (#"{"model":"tts-1","voice":"tone/low","input":""}"#, 400, "input"),
        (#"{"model":"tts-1","voice":"tone/low","input":"\u0000\u0000"}"#, 400, "input"),
        (#"{"model":"tts-1","voice":{"name":"x"},"input":"x"}"#, 400, "voice"),
        (#"{"model":"tts-1","voice":"tone/none","input":"x"}"#, 404, "voice"),
        (#"{"model":"none","voice":"tone/low","input":"x"}"#, 404, "model"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","speed":0.2}"#, 400, "speed"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","speed":"1"}"#, 400, "speed"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","seed":-1}"#, 400, "seed"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","seed":1.5}"#, 400, "seed"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","seed":1e300}"#, 400, "seed"),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","language":"xx-yy-zz-!"}"#, 400,
            "language"
        ),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","language":"de"}"#, 422, "language"),
        (#"{"model":"tts-1","voice":"tone/low","input":"x","profile":"none"}"#, 400, "profile"),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","llm_model_name":"none"}"#, 400,
            "llm_model_name"
        ),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","response_format":"ogg"}"#, 400,
            "response_format"
        ),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","sample_rate":1}"#, 400,
            "sample_rate"
        ),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","text_format":"html"}"#, 400,
            "text_format"
        ),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"<speak>","text_format":"ssml"}"#, 400,
            "input"
        ),
        (
            #"{"model":"tts-1","voice":"tone/low","input":"x","stream_format":"ws"}"#, 400,
            "stream_format"
        ),
    ])
    func `a wrong field is named`(body: String, status: Int, parameter: String) async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(live.port, "/v1/audio/speech", json: body)
            #expect(answer.status == status)
            #expect(answer.error("param") == parameter)
            #expect(answer.error("type") == "invalid_request_error")
            #expect(answer.error("code")?.isEmpty == false)
            #expect(answer.error("message")?.isEmpty == false)
            #expect(answer["x-request-id"] != nil)
        }
    }

    static func events(_ answer: Answer) throws -> [JSON] {
        try answer.text.split(separator: "\n\n").map { event in
            try #require(event.hasPrefix("data: "))
            return try JSON.parse(Array(event.dropFirst(6).utf8))
        }
    }

    static func audio(of events: [JSON]) -> [UInt8] {
        events.flatMap { event in
            event["audio"]?.string.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
        }
    }
}
