import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// How much one client may have, and all together.
@Suite(.timeLimit(.minutes(5))) struct LimitsTests {
    @Test func `more requests in a minute than allowed are told when to come back`() async throws {
        try await LiveServer.with(changing: { $0.server.clientRate = 3 }) { live in
            // At once, so that a slow machine gives them no time for a fourth.
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await live.speak("Hello.") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 200 } >= 3)
            let answer = try #require(answers.first { $0.status == 429 })
            #expect(answer.error("type") == "rate_limit_error")
            let wait = answer["retry-after"].flatMap { Int($0) }
            #expect((1...20).contains(wait ?? 0))
            // Looking costs nothing.
            #expect(try await fetch(live.port, "/v1/models").status == 200)
        }
    }

    @Test func `rates are counted for each key`() async throws {
        try await LiveServer.with(changing: {
            $0.server.clientRate = 1
            $0.server.apiKeys = ["one", "two"]
        }) { live in
            for key in ["one", "two"] {
                let field = ("Authorization", "Bearer " + key)
                let first = try await live.speak("Hello.", fields: [field])
                let second = try await live.speak("Hello.", fields: [field])
                #expect(first.status == 200)
                #expect(second.status == 429)
            }
        }
    }

    @Test func `keys that open nothing use up nobody's rate`() async throws {
        try await LiveServer.with(changing: {
            $0.server.clientRate = 1
            $0.server.apiKeys = ["one"]
        }) { live in
            for _ in 0..<5 {
                let field = ("Authorization", "Bearer wrong")
                let answer = try await live.speak("Hello.", fields: [field])
                #expect(answer.status == 401)
            }
            let answer = try await live.speak("Hello.", fields: [("X-Api-Key", "one")])
            #expect(answer.status == 200)
        }
    }

    /// A server whose voice waits at a gate, while somebody has its only place.
    private func withTakenPlace(
        queue: Int, timeout: Duration = .seconds(30), perClient: Int = 64,
        use: (LiveServer, Gate) async throws -> Void
    ) async throws {
        try await LiveServer.gated(changing: {
            $0.server.maximumRequests = 1
            $0.server.maximumQueue = queue
            $0.server.queueTimeout = timeout
            $0.server.clientRequests = perClient
        }) { live, gate, _ in
            let arrivals = gate.arrivals
            let speaking = Task { try await live.speak("I have the place.") }
            await gate.arrived(arrivals + 1)
            try await use(live, gate)
            gate.open()
            #expect(try await speaking.value.status == 200)
        }
    }

    @Test func `where all places are taken and nobody may wait it is told at once`() async throws {
        try await withTakenPlace(queue: 0) { live, _ in
            let answer = try await live.speak("Hello.")
            #expect(answer.status == 503)
            #expect(answer.error("type") == "server_busy")
            #expect(answer["retry-after"] != nil)
            // What needs no voice still answers.
            #expect(try await fetch(live.port, "/health").status == 200)
            #expect(try await fetch(live.port, "/v1/models").status == 200)
        }
    }

    @Test func `who waits too long is told to come back`() async throws {
        try await withTakenPlace(queue: 4, timeout: .milliseconds(50)) { live, _ in
            let answer = try await live.speak("Hello.")
            #expect(answer.status == 503)
            #expect(answer["retry-after"] != nil)
        }
    }

    @Test func `who may not wait at all is told so each time`() async throws {
        try await withTakenPlace(queue: 4, timeout: .zero) { live, _ in
            for _ in 0..<50 {
                let answer = try await live.speak("Hello.")
                #expect(answer.status == 503)
            }
        }
    }

    @Test func `who waits is heard when a place is free`() async throws {
        try await withTakenPlace(queue: 4) { live, gate in
            let waiting = (0..<4).map { index in
                Task { try await live.speak("I wait, number \(index).") }
            }
            try await eventually("all wait") { try await live.statistic("load.queued") == 4 }
            #expect(try await live.speak("Full?").status == 503)
            gate.open()
            for one in waiting { #expect(try await one.value.status == 200) }
        }
    }

    @Test func `one client has so many places and no more`() async throws {
        try await withTakenPlace(queue: 10, perClient: 1) { live, _ in
            let answer = try await live.speak("Hello.")
            #expect(answer.status == 429)
            #expect(answer["retry-after"] != nil)
            #expect(answer.error("type") == "rate_limit_error")
        }
    }

    @Test func `a batch needs no more places than there are`() async throws {
        try await LiveServer.with(changing: {
            $0.server.maximumRequests = 2
            $0.server.maximumQueue = 2
            $0.server.clientRequests = 3
        }) { live in
            let items = (0..<12).map { #""Text number \#($0).""# }.joined(separator: ",")
            let answer = try await fetch(
                live.port, "/v1/audio/speech/batch",
                json: #"{"model":"tts-1","voice":"tone/low","items":[\#(items)]}"#)
            #expect(answer.status == 200)
            let results = try JSON.parse(answer.body)["results"]?.items ?? []
            #expect(results.count == 12)
            #expect(results.allSatisfy { $0["audio"]?.string != nil })
        }
    }

    @Test func `what a batch leaves out is told`() async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(
                live.port, "/v1/audio/speech/batch",
                json: """
                    {"model":"tts-1","voice":"default","items":[
                    {"input":"One.","instructions":"Sing."},{"input":"Two.","pitch":3},"Three."]}
                    """)
            let body = try JSON.parse(answer.body)
            guard case .list(let results)? = body["results"] else {
                Issue.record("results is no list")
                return
            }
            let counts = results.map { result in
                if case .list(let warnings)? = result["warnings"] { warnings.count } else { -1 }
            }
            #expect(counts == [1, 1, 0])
        }
    }

    @Test func `the default voice is that of the settings`() async throws {
        try await LiveServer.with(changing: { $0.voice = "tone/high" }) { live in
            let answer = try await fetch(
                live.port, "/api/tts", json: #"{"text":"Hello.","voice":"default"}"#)
            #expect(answer["x-syrinx-voice"] == "tone/high")
        }
    }

    @Test(arguments: [
        (#"{"model":"tts-1","voice":"tone/low","items":[]}"#, "items"),
        (#"{"model":"tts-1","voice":"tone/low"}"#, "items"),
        (#"{"model":"tts-1","voice":"tone/low","items":"x"}"#, "items"),
        (#"{"model":"tts-1","voice":"tone/low","items":[1]}"#, "items[0]"),
        (#"{"model":"tts-1","voice":"tone/low","items":[{"speed":1}]}"#, "items[0].input"),
        (
            #"{"model":"tts-1","voice":"tone/low","items":["a",{"input":"b","speed":9}]}"#,
            "items[1].speed"
        ),
    ])
    func `a wrong batch names what is wrong`(body: String, parameter: String) async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(live.port, "/v1/audio/speech/batch", json: body)
            #expect(answer.status == 400)
            #expect(answer.error("param") == parameter)
        }
    }
}
