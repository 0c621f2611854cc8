import AudioFile
import AudioSignal
import SpeechEngine
import Testing

@testable import SpeechServer

/// `/v1/audio/convert` and `/v1/profiles`.
@Suite(.timeLimit(.minutes(5))) struct ConversionRouteTests {
    private typealias Fixture = ConversionFixture

    @Test func `a recording comes back as long, in any format`() async throws {
        try await Fixture.server { live in
            let speech = Fixture.speech(seconds: 1.1)
            for format in [AudioFileFormat.wav, .flac] {
                let answer = try await live.send(
                    "POST", "/v1/audio/convert?to=buzz&response_format=\(format.rawValue)",
                    try Fixture.file(speech))
                #expect(answer.status == 200 && answer["content-type"] == format.mediaType)
                let reader = try AudioReader(from: MemorySource(answer.body))
                var count = 0
                while let block = try reader.read() { count += block.samples.count }
                #expect(reader.rate.hertz == 16_000 && count == speech.count)
            }
        }
    }

    @Test func `what can't be converted is told before any of it`() async throws {
        try await Fixture.server { live in
            let speech = try Fixture.file(Fixture.speech(seconds: 1))
            let cases: [(String, [UInt8], Int, String)] = [
                ("", speech, 400, "to"), ("?to=buz", speech, 404, "did you mean buzz"),
                ("?to=buzz&pitch=x", speech, 400, "semitones"),
                ("?to=buzz&response_format=mp4", speech, 400, "response_format"),
                ("?to=buzz", [], 400, "empty"), ("?to=buzz", Array("no audio".utf8), 415, "WAV"),
                ("?to=buzz", Array(speech.prefix(20)), 415, "recording"),
            ]
            for (query, body, status, text) in cases {
                let answer = try await live.send("POST", "/v1/audio/convert" + query, body)
                #expect(answer.status == status, "\(query): \(answer.text)")
                #expect(answer.text.contains(text), "\(query): \(answer.text)")
            }
        }
    }

    @Test func `silence, two channels and other rates are converted`() async throws {
        try await Fixture.server { live in
            let silence = [Float](repeating: 0, count: 16_000)
            let odd = Fixture.speech(seconds: 1, rate: 8_000)
            for (samples, rate) in [
                (silence, 16_000), (odd, 8_000), (Fixture.speech(seconds: 1, rate: 96_000), 96_000),
            ] {
                let answer = try await live.send(
                    "POST", "/v1/audio/convert?to=buzz&response_format=pcm",
                    try Fixture.file(samples, rate: rate))
                #expect(answer.status == 200 && abs(answer.body.count - 32_000) <= 4)
            }
        }
    }

    @Test func `places are limited and given back`() async throws {
        try await Fixture.server({ $0.server.maximumConversions = 1 }) { live in
            var socket: Connection? = try await onThread { [port = live.port] in
                let socket = try Connection.conversionSocket(port)
                try socket.say(#"{"type":"start","to":"buzz"}"#)
                var audio: [[UInt8]] = []
                _ = try socket.message(audio: &audio)
                return socket
            }
            let speech = try Fixture.file(Fixture.speech(seconds: 1))
            let busy = try await live.send("POST", "/v1/audio/convert?to=buzz", speech)
            #expect(busy.status == 503 && busy["retry-after"] != nil)
            // In mid-frame.
            try await onThread { [socket] in try socket?.send(2, [1, 2, 3]) }
            socket = nil
            try await eventually("the place is free") {
                try await live.send("POST", "/v1/audio/convert?to=buzz", speech).status == 200
            }
        }
    }

    @Test func `profiles are added, renamed, exported, imported and deleted`() async throws {
        try await Fixture.server { live in
            let one = try JSON.parse(try await live.send("GET", "/v1/profiles/buzz").body)
            #expect(one["consent"] == .flag(true) && one["usable"] == .flag(true))
            #expect(one["clip"]?["seconds"]?.number == 3)
            let renamed = try await live.send(
                "PATCH", "/v1/profiles/buzz", Array(#"{"name":"saw","display_name":"Säge"}"#.utf8),
                [("Content-Type", "application/json")])
            #expect(renamed.status == 200)
            #expect(try JSON.parse(renamed.body)["display_name"]?.string == "Säge")
            let file = try await live.send("GET", "/v1/profiles/saw/export")
            #expect(file.status == 200 && file["content-disposition"]?.contains("saw") == true)
            #expect(try await live.send("DELETE", "/v1/profiles/saw").status == 200)
            #expect(try await live.send("GET", "/v1/profiles/saw").status == 404)
            let imported = try await live.send("POST", "/v1/profiles/import?name=again", file.body)
            #expect(imported.status == 201)
            #expect(try JSON.parse(imported.body)["id"] == one["id"])
            let list = try JSON.parse(try await live.send("GET", "/v1/profiles").body)
            #expect(list["data"]?.items?.count == 1)
            let there = try JSON.parse(try await live.send("GET", "/v1/audio/convert").body)
            #expect(
                there["available"] == .flag(true) && there["profiles"]?.items == [.text("again")])
            let broken = try await live.send(
                "POST", "/v1/profiles/import", Array(file.body.dropLast(9)))
            #expect(broken.status == 400)
        }
    }

    @Test func `clips that nobody can be heard in are refused, names too`() async throws {
        try await Fixture.server { live in
            let (short, silent) = (
                try Fixture.file(Fixture.speech(seconds: 0.2)),
                try Fixture.file([Float](repeating: 0, count: 48_000))
            )
            let good = try Fixture.file(Fixture.speech(seconds: 2))
            let cases: [(String, [UInt8], Int)] = [
                ("?name=a", short, 422), ("?name=a", silent, 422), ("", good, 400),
                ("?name=A%20B", good, 400), ("?name=buzz", good, 409),
                ("?name=a&consent=maybe", good, 400), ("?name=a", Array("x".utf8), 415),
            ]
            for (query, body, status) in cases {
                let answer = try await live.send("POST", "/v1/profiles" + query, body)
                #expect(answer.status == status, "\(query): \(answer.text)")
            }
        }
    }

    @Test func `a profile made for another model is refused, and marked`() async throws {
        let folder = TestFolder()
        let path = try Fixture.weights(in: folder, seed: 77)
        let file = try await Fixture.server { live in
            try await live.send("GET", "/v1/profiles/buzz/export").body
        }
        try await LiveServer.with(changing: {
            $0.converter = path
            $0.server.data = folder.path
        }) { live in
            let imported = try await live.send("POST", "/v1/profiles/import", file)
            #expect(imported.status == 201)
            #expect(try JSON.parse(imported.body)["usable"] == .flag(false))
            let answer = try await live.send(
                "POST", "/v1/audio/convert?to=buzz",
                try Fixture.file(Fixture.speech(seconds: 1)))
            #expect(answer.status == 409 && answer.text.contains("another model"))
        }
    }

    @Test func `without a converter that can be loaded it is said why`() async throws {
        try await LiveServer.with(changing: { $0.converter = "/nowhere.safetensors" }) { live in
            let there = try JSON.parse(try await live.send("GET", "/v1/audio/convert").body)
            #expect(there["available"] == .flag(false))
            #expect(there["reason"]?.string?.contains("nowhere") == true)
        }
    }
}
