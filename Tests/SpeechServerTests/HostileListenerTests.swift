import SpeechEngine
import SpeechModel
import SpeechTesting
import Testing

@testable import SpeechServer

/// Listeners who go, who never listen, who come in crowds. What they took is given back.
@Suite(.timeLimit(.minutes(5))) struct HostileListenerTests {
    private static let long = String(repeating: "A sentence that goes on and on. ", count: 4_000)

    /// Settings of a server that speaks one text at a time.
    private static func onePlace(_ settings: inout Settings) {
        settings.server.maximumRequests = 1
        settings.server.maximumQueue = 0
    }

    /// Waits until the only place of a server is free again.
    private func waitForPlace(_ live: LiveServer) async throws {
        try await eventually("the place is given back") {
            try await live.speak("Is there a place?").status == 200
        }
    }

    @Test func `who goes before the first sound gives the place back`() async throws {
        try await LiveServer.gated(changing: Self.onePlace) { live, gate, record in
            let arrivals = gate.arrivals
            let connection = try await live.ask(json: LiveServer.body("Never heard."))
            await gate.arrived(arrivals + 1)
            #expect(try await live.speak("Is there a place?").status == 503)
            connection.endSending()
            try await eventually("it is told as cancelled") {
                try await live.statistic("totals.cancelled") == 1
            }
            gate.open()
            try await waitForPlace(live)
            try await eventually("the voice rests") { record.running == 0 }
        }
    }

    @Test(arguments: [false, true])
    func `who goes in the middle gives the place back`(isReset: Bool) async throws {
        let tones = ToneFamily()
        try await LiveServer.with(
            [tones.entry()],
            Self.onePlace
        ) { live in
            for more in ["", #""stream_format":"sse""#, #""profile":"cinematic""#] {
                try await waitForPlace(live)
                let connection = try await live.ask(
                    json: LiveServer.body(Self.long, more), receiveBuffer: 4_096)
                try await onThread {
                    #expect(try connection.head().status == 200)
                    _ = try connection.take(10_000)
                    if isReset { connection.resetAtEnd() }
                }
            }
            try await waitForPlace(live)
            try await eventually("the voices rest") { tones.record.running == 0 }
        }
    }

    @Test(arguments: [
        "/api/tts", "/v1/audio/speech/batch", "/v1/text-to-speech/tone%2Flow",
    ])
    func `who goes while a whole answer is made ends the work`(path: String) async throws {
        try await LiveServer.gated(at: .piece, changing: Self.onePlace) { live, gate, record in
            let arrivals = gate.arrivals
            let body =
                path.hasSuffix("/batch")
                ? #"{"model":"tts-1","voice":"tone/low","items":["\#(Self.long)"]}"#
                : #"{"text":"\#(Self.long)","voice":"tone/low"}"#
            let connection = try await live.ask(path, json: body)
            await gate.arrived(arrivals + 1)
            connection.endSending()
            try await eventually("it is told as cancelled") {
                try await live.statistic("totals.cancelled") == 1
            }
            gate.open()
            try await waitForPlace(live)
            let said = record.batches.joined().map(\.text.count).reduce(0, +)
            #expect(said < Self.long.count / 4)
        }
    }

    @Test(arguments: [false, true])
    func `who asks and goes at once ends the work`(isReset: Bool) async throws {
        try await LiveServer.gated(at: .piece, changing: { _ in }) { live, gate, record in
            let body = #"{"text":"\#(Self.long)","voice":"tone/low"}"#
            for _ in 0..<10 {
                let connection = try await live.ask("/api/tts", json: body)
                if isReset { connection.resetAtEnd() }
            }
            try await eventually("nobody is spoken for") {
                try await live.statistic("load.listeners") == 0
            }
            gate.open()
            #expect(try await live.speak("I listen.").status == 200)
            try await eventually("the voice rests") { record.running == 0 }
            let requests = try #require(await live.statistic("totals.requests"))
            #expect(try await live.statistic("totals.cancelled") == requests - 1)
        }
    }

    @Test func `who waits and goes makes room in the queue`() async throws {
        try await LiveServer.gated(changing: {
            $0.server.maximumRequests = 1
            $0.server.maximumQueue = 1
        }) { live, gate, _ in
            let arrivals = gate.arrivals
            let speaking = Task { try await live.speak("I have the place.") }
            await gate.arrived(arrivals + 1)
            let waiting = try await live.ask(json: LiveServer.body("I wait."))
            try await eventually("one waits") { try await live.statistic("load.queued") == 1 }
            #expect(try await live.speak("I am too many.").status == 503)
            waiting.endSending()
            try await eventually("nobody waits") { try await live.statistic("load.queued") == 0 }
            let heard = Task { try await live.speak("I wait in its stead.") }
            try await eventually("one waits") { try await live.statistic("load.queued") == 1 }
            gate.open()
            #expect(try await speaking.value.status == 200)
            #expect(try await heard.value.status == 200)
        }
    }

    @Test func `who takes nothing is cut off`() async throws {
        let tones = ToneFamily()
        try await LiveServer.with(
            [tones.entry()],
            {
                $0.server.maximumRequests = 1
                $0.server.maximumQueue = 0
                $0.server.writeTimeout = .milliseconds(200)
            }
        ) { live in
            try await waitForPlace(live)
            let connection = try await live.ask(
                json: LiveServer.body(Self.long), receiveBuffer: 4_096)
            // It has the place; from here on it takes nothing.
            let status = try await onThread { try connection.head().status }
            #expect(status == 200)
            try await waitForPlace(live)
            try await onThread { connection.waitForEnd() }
        }
    }

    @Test func `a slow listener slows the voice, and nobody else`() async throws {
        let tones = ToneFamily()
        try await LiveServer.with([tones.entry()]) { live in
            let connection = try await live.ask(
                json: LiveServer.body(Self.long), receiveBuffer: 4_096)
            for _ in 0..<5 { #expect(try await live.speak("I listen.").status == 200) }
            let whole = 0.02 * Double(Self.long.count) * 16_000
            try await eventually("the voice waits") { tones.record.running == 0 }
            #expect(Double(tones.record.samples) < whole / 2)
            connection.resetAtEnd()
        }
    }

    @Test func `a thousand connections at once are all served`() async throws {
        try await LiveServer.with(changing: {
            // A busy machine takes its time for a thousand of them.
            $0.server.headerTimeout = .seconds(100)
            $0.server.idleTimeout = .seconds(100)
        }) { live in
            try await onThread {
                var connections: [Connection] = []
                for _ in 0..<1_000 { connections.append(try Connection(port: live.port)) }
                for connection in connections { try connection.request("GET", "/health") }
                for connection in connections {
                    #expect(try connection.answer().status == 200)
                }
                for (index, connection) in connections.enumerated() where index % 50 == 0 {
                    try connection.post("/v1/audio/speech", json: LiveServer.body("Hello."))
                    #expect(try connection.answer().status == 200)
                }
            }
            #expect(try await fetch(live.port, "/health").status == 200)
        }
    }

    @Test func `a graceful end lets the stream complete, and takes nobody new`() async throws {
        let text = "A stream that is under way when the server is asked to end. It goes on."
        let expected = try await LiveServer.with { try await $0.speak(text).body }
        try await LiveServer.gated(
            at: .piece,
            changing: {
                // However slow the machine is.
                $0.server.drain = .seconds(3600)
            }
        ) { live, gate, _ in
            let arrivals = gate.arrivals
            let connection = try await live.ask(json: LiveServer.body(text))
            await gate.arrived(arrivals + 1)
            gate.admit(2)
            let head = try await onThread { try connection.head() }
            #expect(head.status == 200)
            let draining = Task { try await live.drain() }
            try await eventually("nobody new is let in") {
                (try? Connection(port: live.port)) == nil
            }
            gate.open()
            let body = try await onThread {
                var (body, trailers): ([UInt8], [(name: String, value: String)]) = ([], [])
                while let chunk = try connection.chunk(trailers: &trailers) { body += chunk }
                return body
            }
            #expect(body == expected)
            try await draining.value
        }
    }
}
