import Glibc
import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// Our own protocol on a WebSocket; docs/websocket.md.
@Suite(.timeLimit(.minutes(5))) struct SpeechSocketTests {
    private let text = "Hello there. How are you today? I am telling a story, and it goes on."

    @Test func `a text in pieces sounds as the whole one does`() async throws {
        try await LiveServer.with { live in
            let whole = try await fetch(
                live.port, "/api/tts", json: #"{"text":"\#(text)","format":"pcm"}"#)
            let heard = try await onThread { [port = live.port, text] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"start","response_format":"pcm"}"#)
                for piece in text.split(separator: "", omittingEmptySubsequences: true) {
                    try socket.say(#"{"type":"text","text":"\#(piece)"}"#)
                }
                try socket.say(#"{"type":"finish"}"#)
                return try socket.utterance()
            }
            #expect(heard.last?.type == "done")
            #expect(heard.bytes == whole.body)
            let ready = try #require(heard.messages.first)
            #expect(ready.type == "ready")
            #expect(ready["sample_rate"]?.number == 16_000)
            #expect(ready["sample_format"]?.string == "s16le")
            #expect(ready["block_ms"]?.number == 25)
            #expect(ready["pre_buffer_ms"]?.number == 200)
            #expect(ready["request_id"]?.string?.isEmpty == false)
            let statistics = heard.last?["statistics"]
            #expect(statistics?["characters"]?.number == Double(text.unicodeScalars.count))
            #expect(statistics?["first_audio_seconds"]?.number != nil)
        }
    }

    @Test(arguments: ["plain", "markdown"])
    func `first audio counts from the text, not from the start`(format: String) async throws {
        try await LiveServer.with { live in
            let (heard, waited) = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"start","text_format":"\#(format)"}"#)
                usleep(400_000)
                let asked = ContinuousClock.now
                try socket.say(#"{"type":"text","text":"Hello."}"#)
                try socket.say(#"{"type":"finish"}"#)
                return (try socket.utterance(), ContinuousClock.now - asked)
            }
            let first = try #require(heard.last?["statistics"]?["first_audio_seconds"]?.number)
            #expect(first <= waited / .seconds(1))
        }
    }

    @Test func `chunks tell where they stand, in order`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port, text] in
                try Connection.speechSocket(port).speak(text)
            }
            let chunks = heard.all("chunk")
            let queued = chunks.filter { $0["state"]?.string == "queued" }
            #expect(queued.count > 1)
            #expect(queued.map { $0["index"]?.number } == (0..<queued.count).map { Double($0) })
            let sources = queued.compactMap { $0["source"]?.items?.compactMap(\.number) }
            #expect(sources.first?.first == 0)
            #expect(sources.last?.last == Double(text.utf8.count))
            for state in ["speaking", "spoken"] {
                #expect(chunks.filter { $0["state"]?.string == state }.count == queued.count)
            }
            let marks = heard.all("mark")
            #expect(marks.count == queued.count)
            #expect(marks.first?["audio_start"]?.number == 0)
            let starts = marks.compactMap { $0["audio_start"]?.number }
            #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test func `a text with markup is spoken once it is whole`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"start","text_format":"markdown"}"#)
                for piece in ["# Ri", "ver\\n\\nThe *ree", "ds* sing. And", " again."] {
                    try socket.say(#"{"type":"text","text":"\#(piece)"}"#)
                    try socket.say(#"{"type":"flush"}"#)
                }
                try socket.say(#"{"type":"finish"}"#)
                let markdown = try socket.utterance()
                try socket.say(#"{"type":"start","text_format":"ssml"}"#)
                try socket.say(#"{"type":"text","text":"<speak>never closed"}"#)
                try socket.say(#"{"type":"finish"}"#)
                return [markdown, try socket.utterance()]
            }
            #expect(heard[0].last?.type == "done")
            let queued = heard[0].all("chunk").filter { $0["state"]?.string == "queued" }
            let words = queued.compactMap { $0["text"]?.string }.joined(separator: " ")
            #expect(words.contains("River") && words.contains("The reeds sing."))
            #expect(!words.contains("#") && !words.contains("*"))
            #expect(heard[0].all("mark").count == queued.count)
            #expect(heard[1].last?.type == "error")
        }
    }

    @Test func `a mark comes before its sound`() async throws {
        try await LiveServer.with { live in
            try await onThread { [port = live.port, text] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"text","text":"\#(text)"}"#)
                try socket.say(#"{"type":"finish"}"#)
                var samples = 0
                while let frame = try socket.frame() {
                    if frame.kind == .binary { samples += frame.payload.count / 2 }
                    guard frame.kind == .text else { continue }
                    let message = try JSON.parse(frame.payload)
                    if message.type == "done" { break }
                    if message.type == "mark", let start = message["audio_start"]?.number {
                        #expect(samples <= Int((start * 16_000).rounded()))
                    }
                }
            }
        }
    }

    @Test func `one utterance follows the other on a socket`() async throws {
        try await LiveServer.with { live in
            let (all, alone) = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                let all = try [
                    socket.speak("One."), socket.speak("Two and three.", #""voice":"tone/high""#),
                    socket.speak("One."),
                ]
                return (all, try Connection.speechSocket(port).speak("One."))
            }
            #expect(all.map { $0.last?.type } == ["done", "done", "done"])
            #expect(all[0].bytes == alone.bytes && all[2].bytes == alone.bytes)
            #expect(all[1].bytes != alone.bytes)
            let ids = all.compactMap { $0.messages.first?["request_id"]?.string }
            #expect(Set(ids).count == 3)
        }
    }

    @Test(arguments: ["wav", "flac", "opus", "mp3"])
    func `formats come as their files do`(format: String) async throws {
        try await LiveServer.with { live in
            let (streamed, heard) = try await (
                fetch(
                    live.port, "/api/tts",
                    json: #"{"text":"\#(text)","format":"\#(format)","stream":true,"seed":1}"#),
                onThread { [port = live.port, text] in
                    try Connection.speechSocket(port).speak(
                        text, #""response_format":"\#(format)","seed":1"#)
                }
            )
            #expect(heard.last?.type == "done")
            #expect(heard.bytes.count == streamed.body.count)
            if format != "opus" { #expect(heard.bytes == streamed.body) }
        }
    }

    @Test func `what is flushed is heard before more is written`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"text","text":"Only half a sentence"}"#)
                try socket.say(#"{"type":"flush"}"#)
                // All of it is said, and told, before the text goes on.
                var (isSpoken, isHeard) = (false, false)
                while !isSpoken || !isHeard {
                    guard let frame = try socket.frame() else { throw ClientError.ended }
                    if frame.kind == .binary { isHeard = true }
                    if frame.text.contains(#""state":"spoken""#) { isSpoken = true }
                }
                try socket.say(#"{"type":"text","text":" and the rest."}"#)
                try socket.say(#"{"type":"finish"}"#)
                return try socket.utterance()
            }
            #expect(heard.last?.type == "done")
        }
    }

    @Test func `after a cancel nothing sounds, and the socket goes on`() async throws {
        let gate = Gate()
        var family = ToneFamily("tone")
        family.gate = gate
        family.gatePlace = .piece
        try await LiveServer.with([family.entry()]) {
            $0.server.warm = []
        } use: { live in
            gate.admit(1_000)
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                let long = String(repeating: "A sentence of a long story. ", count: 2_000)
                try socket.say(#"{"type":"text","text":"\#(long)"}"#)
                var audio: [[UInt8]] = []
                while audio.isEmpty { _ = try socket.message(audio: &audio) }
                try socket.say(#"{"type":"cancel"}"#)
                let cancelled = try socket.utterance()
                gate.open()
                return [cancelled, try socket.speak("Again.")]
            }
            #expect(heard[0].last?.type == "cancelled")
            #expect(heard[0].last?["statistics"]?["characters"]?.number != nil)
            #expect(heard[1].messages.first?.type == "ready", "no sound of the first came")
            #expect(heard[1].last?.type == "done")
        }
    }

    @Test func `a cancel where nothing is said is answered`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"cancel"}"#)
                return try [socket.utterance(), socket.speak("One.")]
            }
            #expect(heard.map { $0.last?.type } == ["cancelled", "done"])
        }
    }

    @Test func `a cancel is seen behind a text that waits`() async throws {
        try await LiveServer.with { live in
            let last = try await onThread { [port = live.port] in
                // A client that reads nothing holds the voice; its text waits.
                let socket = try Connection.speechSocket(port, receiveBuffer: 4_096)
                let piece = String(repeating: "A sentence of a long story. ", count: 1_000)
                for _ in 0..<15 { try socket.say(#"{"type":"text","text":"\#(piece)"}"#) }
                try socket.say(#"{"type":"cancel"}"#)
                return try socket.utterance().last
            }
            #expect(last?.type == "cancelled")
            let spoken = try #require(last?["statistics"]?["audio_seconds"]?.number)
            #expect(spoken < 1_000, "of more than eight thousand")
        }
    }

    @Test func `errors name what is wrong, and the socket stays`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                var heard: [HeardUtterance] = []
                for message in [
                    "no JSON", "[]", "{}", #"{"type":"sing"}"#, #"{"type":"text"}"#,
                    #"{"type":"start","speed":9}"#, #"{"type":"start","text_format":"html"}"#,
                    #"{"type":"text","text":"\ud800"}"#, #"{"type":"finish"}"#,
                    #"{"type":"start","voice":"nobody"}"#,
                ] {
                    try socket.say(message)
                    heard.append(try socket.utterance())
                }
                try socket.send(2, [1, 2, 3])
                heard.append(try socket.utterance())
                heard.append(try socket.speak("Still here."))
                return heard
            }
            let errors = heard.dropLast().map { $0.last?["error"] }
            #expect(heard.dropLast().allSatisfy { $0.last?.type == "error" })
            #expect(heard.dropLast().allSatisfy { $0.last?["utterance_over"] == .flag(true) })
            #expect(errors[3]?["param"]?.string == "type")
            #expect(errors[5]?["param"]?.string == "speed")
            #expect(errors[9]?["code"]?.string == "voice_not_found")
            #expect(heard.last?.last?.type == "done")
        }
    }

    @Test func `the rest of a text that failed is no other text`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"start","voice":"nobody"}"#)
                let failed = try socket.utterance()
                try socket.say(#"{"type":"text","text":"This belongs to it."}"#)
                try socket.say(#"{"type":"finish"}"#)
                return [failed, try socket.speak("New.")]
            }
            #expect(heard[0].last?.type == "error")
            #expect(heard[1].types.first == "ready" && heard[1].last?.type == "done")
        }
    }

    @Test func `a second start is refused while the first goes on`() async throws {
        try await LiveServer.with { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"start"}"#)
                try socket.say(#"{"type":"text","text":"One."}"#)
                try socket.say(#"{"type":"start"}"#)
                let refused = try socket.utterance()
                try socket.say(#"{"type":"finish"}"#)
                return [refused, try socket.utterance()]
            }
            #expect(heard[0].last?["error"]?["code"]?.string == "utterance_running")
            #expect(heard[0].last?["utterance_over"] == .flag(false))
            #expect(heard[1].last?.type == "done")
        }
    }

    @Test func `a ping of the client's comes back with what it held`() async throws {
        try await LiveServer.with { live in
            let pong = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                try socket.say(#"{"type":"ping","id":{"n":[1,null,"é"]}}"#)
                var audio: [[UInt8]] = []
                return try socket.message(audio: &audio)
            }
            #expect(pong.type == "pong")
            #expect(pong["id"] == .object(["n": .list([.number(1), .null, .text("é")])]))
        }
    }

    @Test func `a text beyond the limit ends its utterance, not the socket`() async throws {
        try await LiveServer.with {
            $0.maximumText = 100
        } use: { live in
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                let long = String(repeating: "word ", count: 100)
                return try [socket.speak(long), socket.speak("Short.")]
            }
            #expect(heard[0].last?["error"]?["code"]?.string == "text_too_large")
            #expect(heard[1].last?.type == "done")
        }
    }

    @Test func `a client that goes leaves nothing behind`() async throws {
        try await LiveServer.with { live in
            for isRude in [false, true] {
                try await onThread { [port = live.port] in
                    let socket = try Connection.speechSocket(port, receiveBuffer: 4_096)
                    let long = String(repeating: "A sentence of a long story. ", count: 5_000)
                    try socket.say(#"{"type":"text","text":"\#(long)"}"#)
                    var audio: [[UInt8]] = []
                    while audio.isEmpty { _ = try socket.message(audio: &audio) }
                    if isRude { socket.resetAtEnd() }
                }
            }
            // Places are free again when their last sound was let go of.
            var running = 1.0
            while running > 0 {
                let stats = try await fetch(live.port, "/api/tts/stats")
                running = Double(try JSON.parse(stats.body)["running"]?.items?.count ?? 0)
            }
        }
    }
}
