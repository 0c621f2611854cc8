import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// Statistics and events of a running server.
@Suite(.timeLimit(.minutes(5))) struct StatsTests {
    private static let speech =
        #"{"model":"tts-1","input":"Very secret.","voice":"tone/low","response_format":"pcm"}"#

    @Test func `statistics tell what was spoken and never the text`() async throws {
        try await LiveServer.with { live in
            _ = try await fetch(
                live.port, "/v1/audio/speech", [("X-Request-Id", "mine")], json: Self.speech)
            _ = try await fetch(live.port, "/api/tts", json: #"{"text":"","voice":"tone/low"}"#)
            let answer = try await fetch(live.port, "/api/tts/stats")
            #expect(answer.status == 200)
            #expect(!answer.text.contains("ecret"))
            let stats = try JSON.parse(answer.body)
            guard case .list(let recent)? = stats["recent"] else {
                Issue.record("recent is no list")
                return
            }
            let request = recent.last
            #expect(request?["request_id"]?.string == "mine")
            #expect(request?["state"]?.string == "done")
            #expect(request?["route"]?.string == "/v1/audio/speech")
            #expect(request?["progress"] == .number(1))
            #expect(request?["characters"] == .number(12))
            #expect(stats["totals"]?["requests"] == .number(2))
            #expect(stats["totals"]?["errors"] == .number(1))
            #expect(stats["first_audio"]?["p50"] == request?["first_audio_seconds"])
            #expect(stats["load"]?["queued"] == .number(0))
        }
    }

    @Test func `events tell of a request from its beginning to its end`() async throws {
        try await LiveServer.with { live in
            let states = try await onThread {
                let watching = try Connection(port: live.port)
                try watching.request("GET", "/api/tts/events")
                #expect(try watching.head()["content-type"]?.hasPrefix("text/event-stream") == true)
                var events = EventReader(watching)
                #expect(try events.next()?.name == "load")
                let speaking = try Connection(port: live.port)
                try speaking.post("/v1/audio/speech", json: Self.speech)
                _ = try speaking.answer()
                var states: [String] = []
                while states.last != "done", let event = try events.next() {
                    guard event.name == "request" else { continue }
                    #expect(!event.data.contains("ecret"))
                    states.append(try JSON.parse(Array(event.data.utf8))["state"]?.string ?? "")
                }
                return states
            }
            #expect(states.first == "running")
            #expect(states.last == "done")
        }
    }

    @Test func `a whole answer's progress is told while it is made`() async throws {
        try await LiveServer.gated(at: .piece, changing: { _ in }) { live, gate, record in
            let watching = try await onThread {
                let watching = try Connection(port: live.port)
                try watching.request("GET", "/api/tts/events")
                _ = try watching.head()
                return watching
            }
            let text = String(repeating: "A sentence that goes on and on. ", count: 1_000)
            // Half of its pieces, however slow those are who watch.
            gate.admit(3_000)
            let speaking = try await live.ask(
                "/api/tts", json: #"{"text":"\#(text)","voice":"tone/low"}"#)
            try await eventually("it is being spoken") { record.samples > 100_000 }
            let chunks = try await onThread {
                var events = EventReader(watching)
                while let event = try events.next() {
                    let told = try JSON.parse(Array(event.data.utf8))
                    guard event.name == "request", let chunks = told["chunks"]?.number, chunks > 0
                    else { continue }
                    #expect(told["state"]?.string == "running")
                    #expect(told["first_audio_seconds"] == nil)
                    return chunks
                }
                return 0
            }
            #expect(chunks > 0)
            let stats = try JSON.parse(try await fetch(live.port, "/api/tts/stats").body)
            guard case .list(let running)? = stats["running"] else {
                Issue.record("running is no list")
                return
            }
            #expect((running.first?["progress"]?.number ?? 0) > 0)
            speaking.endSending()
        }
    }

    @Test func `those who watch are let go when the server ends`() async throws {
        try await LiveServer.with { live in
            async let rest = onThread {
                let watching = try Connection(port: live.port)
                try watching.request("GET", "/api/tts/events")
                var events = EventReader(watching)
                _ = try watching.head()
                _ = try events.next()
                live.server.end()
                while try events.next() != nil {}
                return true
            }
            #expect(try await rest)
            try await live.drain()
        }
    }

    @Test func `who watches too slowly loses the oldest, and others nothing`() async throws {
        let ledger = RequestLedger()
        let slow = try ledger.watch()
        let quick = try ledger.watch()
        var quickly = quick.makeAsyncIterator()
        for number in 0..<1_000 {
            var statistics = SpeechStatistics(requestId: "\(number)", profile: "fast")
            statistics.chunks = number
            ledger.tell(
                .request(
                    RequestSummary(
                        route: "/", startedAt: 0, client: "", statistics: statistics)))
            guard case .request(let summary) = await quickly.next() else {
                Issue.record("nothing came")
                return
            }
            #expect(summary.statistics.chunks == number)
        }
        ledger.end()
        var kept: [Int] = []
        for await event in slow {
            if case .request(let summary) = event { kept.append(summary.statistics.chunks) }
        }
        #expect(kept == Array((1_000 - RequestLedger.patience)..<1_000))
    }

    @Test func `only so many may watch, and who leaves makes room`() throws {
        let ledger = RequestLedger()
        var watching: [AsyncStream<LedgerEvent>] = []
        for _ in 0..<RequestLedger.watchers { watching.append(try ledger.watch()) }
        #expect(ledger.isWatched)
        #expect(throws: APIError.self) { try ledger.watch() }
        watching.removeAll()
        #expect(!ledger.isWatched)
        _ = try ledger.watch()
    }
}

/// Server-sent events out of an answer.
struct EventReader {
    struct Event {
        var name = ""
        var data = ""
    }

    private let connection: Connection
    private var text: [UInt8] = []
    private var trailers: [(name: String, value: String)] = []

    init(_ connection: Connection) { self.connection = connection }

    /// The next event; nil at the end of the stream.
    mutating func next() throws -> Event? {
        while true {
            let mark = Array("\n\n".utf8)
            if let end = text.firstRange(of: mark) {
                let block = String(decoding: text[..<end.lowerBound], as: UTF8.self)
                text.removeFirst(end.upperBound)
                var event = Event()
                for line in block.split(separator: "\n") {
                    if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
                    if line.hasPrefix("data: ") { event.data += line.dropFirst(6) }
                }
                if !event.data.isEmpty { return event }
                continue
            }
            guard let chunk = try connection.chunk(trailers: &trailers) else { return nil }
            text += chunk
        }
    }
}
