import AudioSignal
import Glibc
import SpeechEngine
import Synchronization

/// `syrinx bench server --soak`: a server that is used and misused for a long time must not
/// grow.
enum BenchServerSoak {
    /// What clients did.
    private struct Count: Sendable {
        var whole = 0
        var left = 0
        var cancelled = 0
        var refused = 0
        var jobs = 0
        var unexpected = 0
    }

    /// A sample of what the server holds.
    private struct Holding: Sendable {
        let bytes: Double
        let files: Double
    }

    static func measure(minutes: Int) async throws(EngineError) -> [BenchFigure] {
        let server = try ServerProcess.start(["WARM": "flite/slt"])
        defer { server.end() }
        let end = ContinuousClock.now + .seconds(60 * max(1, min(minutes, 24 * 60)))
        let port = server.port
        let count = Mutex(Count())
        let kinds: [@Sendable (Int, inout SplitMix) throws(EngineError) -> WritableKeyPath<Count, Int> & Sendable] = [
            { (port, random) throws(EngineError) in try listen(port, &random) },
            { (port, random) throws(EngineError) in try listen(port, &random) },
            { (port, random) throws(EngineError) in try leave(port, &random) },
            { (port, random) throws(EngineError) in try talk(port, &random) },
            { (port, random) throws(EngineError) in try misbehave(port, &random) },
            { (port, random) throws(EngineError) in try keep(port, &random) },
        ]
        async let sampled = sample(server, until: end)
        _ = try await onThreads(kinds.count) { (index) throws(EngineError) in
            var random = SplitMix(state: UInt64(index + 1))
            while ContinuousClock.now < end {
                do throws(EngineError) {
                    let kind = try kinds[index](port, &random)
                    count.withLock { $0[keyPath: kind] += 1 }
                } catch {
                    count.withLock { $0.unexpected += 1 }
                    Console.printError("soak: \(error)")
                    usleep(200_000)
                }
                usleep(UInt32(20_000 + random.below(200_000)))
            }
        }
        let taken = await sampled
        // The first tenth, a minute at the most, loads voices and fills caches.
        let steady = Array(taken.dropFirst(min(taken.count / 10, 120)))
        let part = max(1, steady.count / 5)
        let (first, last) = (steady.prefix(part), steady.suffix(part))
        let before = Spread(first.map(\.bytes)).median
        let after = Spread(last.map(\.bytes)).median
        let opened = Spread(last.map(\.files)).median - Spread(first.map(\.files)).median
        let done = count.withLock { $0 }
        return [
            figure("minutes", Double(minutes), ""),
            figure("texts heard to their end", Double(done.whole), ""),
            figure("listeners who left early", Double(done.left), ""),
            figure("utterances cancelled or said over sockets", Double(done.cancelled), ""),
            figure("bad requests", Double(done.refused), ""),
            figure("jobs", Double(done.jobs), ""),
            .atMost(0, "soak", "unexpected answers", Double(done.unexpected), ""),
            figure("memory at the start", before / 1e6, "MB"),
            figure("memory at the end", after / 1e6, "MB"),
            figure("most memory", (taken.map(\.bytes).max() ?? 0) / 1e6, "MB"),
            .atMost(1.05, "soak", "end to start", after / before, "×"),
            .atMost(4, "soak", "more open files", opened, ""),
        ]
    }

    private static func figure(_ what: String, _ value: Double, _ unit: String) -> BenchFigure {
        BenchFigure(bench: "soak", what: "server, " + what, value: value, unit: unit)
    }

    private static func sample(
        _ server: ServerProcess, until end: ContinuousClock.Instant
    ) async -> [Holding] {
        var samples: [Holding] = []
        while ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(500))
            samples.append(
                Holding(bytes: Double(server.residentBytes), files: Double(server.openFiles)))
        }
        return samples
    }
}

/// What the clients of the soak do.
extension BenchServerSoak {
    private typealias Kind = WritableKeyPath<Count, Int> & Sendable

    private static let voices = ["flite/slt", "flite/rms", "flite/kal16", "espeak/en-us", "alloy"]
    private static let formats = ["pcm", "wav", "mp3", "opus", "flac", "aac"]

    private static func body(_ random: inout SplitMix, _ characters: Int) -> String {
        let voice = voices[random.below(voices.count)]
        let format = formats[random.below(formats.count)]
        let stream = random.below(4) == 0 ? #","stream_format":"sse""# : ""
        let text = BenchListener.prose(20 + random.below(characters), Int(random.next() >> 33))
        return #"{"model":"tts-1","voice":"\#(voice)","response_format":"\#(format)"\#(stream)"#
            + #","input":"\#(BenchListener.escaped(text))"}"#
    }

    /// Hears some texts to their end, over one connection.
    private static func listen(_ port: Int, _ random: inout SplitMix) throws(EngineError) -> Kind {
        let connection = try ServerConnection(port: port)
        for _ in 0...random.below(4) {
            try connection.post("/v1/audio/speech", json: body(&random, 1_500))
            let head = try connection.head()
            var bytes = 0
            try connection.body(head) { part in
                bytes += part.count
                return true
            }
            guard head.status == 200, bytes > 0 else {
                throw ServerConnection.failure("status \(head.status), \(bytes) bytes", 0)
            }
        }
        return \.whole
    }

    /// Leaves in the middle, or before anything is heard.
    private static func leave(_ port: Int, _ random: inout SplitMix) throws(EngineError) -> Kind {
        let connection = try ServerConnection(port: port, receiveBuffer: 16 << 10)
        if random.below(2) == 0 { connection.resetAtEnd() }
        let path = random.below(4) == 0 ? "/api/tts" : "/v1/audio/speech"
        try connection.post(path, json: body(&random, 20_000))
        if path == "/v1/audio/speech", random.below(4) > 0 {
            let head = try connection.head()
            var rest = random.below(200_000)
            try connection.body(head) { part in
                rest -= part.count
                return rest > 0
            }
        }
        return \.left
    }

    /// Talks over a socket, cancelling and leaving.
    private static func talk(_ port: Int, _ random: inout SplitMix) throws(EngineError) -> Kind {
        let talk = try ServerTalk(port: port)
        for _ in 0...random.below(4) {
            if random.below(2) == 0 {
                _ = try talk.bargeIn(
                    BenchListener.prose(3_000, Int(random.next() >> 33)),
                    after: random.below(40_000))
            } else {
                _ = try talk.listen(
                    to: BenchListener.prose(20 + random.below(400), Int(random.next() >> 33)))
            }
        }
        if random.below(3) == 0 {
            talk.resetAtEnd()
            try talk.say(#"{"type":"text","text":"Nobody will hear this."}"#)
        }
        return \.cancelled
    }

    /// Sends what is wrong.
    private static func misbehave(
        _ port: Int, _ random: inout SplitMix
    ) throws(EngineError) -> Kind {
        let connection = try ServerConnection(port: port)
        let wrong = [
            "NONSENSE\r\n\r\n", "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                + "\r\nContent-Length: 99999999999\r\n\r\n{",
            "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                + "\r\nContent-Length: 8\r\n\r\n{\"a\":1,}",
            "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain"
                + "\r\nContent-Length: 2\r\n\r\nhi",
            "GET /v1/audio/speech/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\n\r\n",
        ]
        try connection.send(wrong[random.below(wrong.count)])
        let head = try connection.head()
        guard (400..<500).contains(head.status) else {
            throw ServerConnection.failure("status \(head.status) for a bad request", 0)
        }
        return \.refused
    }

    /// Has a text kept as a file, fetches it, and removes it; sometimes before it is done.
    private static func keep(_ port: Int, _ random: inout SplitMix) throws(EngineError) -> Kind {
        let connection = try ServerConnection(port: port)
        let text = BenchListener.prose(200 + random.below(20_000), Int(random.next() >> 33))
        try connection.post(
            "/v1/jobs",
            json: #"{"voice":"flite/slt","response_format":"opus","input":"\#(BenchListener.escaped(text))"}"#)
        let made = try answer(connection)
        guard (200..<300).contains(made.status), let start = made.text.firstRange(of: "\"job_")
        else { throw ServerConnection.failure("a job: status \(made.status) \(made.text)", 0) }
        let rest = made.text[made.text.index(after: start.lowerBound)...]
        let id = String(rest.prefix { $0 != "\"" })
        let patience = random.below(3) == 0 ? 2 : 600
        for _ in 0..<patience {
            try connection.send("GET /v1/jobs/\(id) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let state = try answer(connection).text
            if state.contains(#""status":"completed""#) {
                try connection.send(
                    "GET /v1/jobs/\(id)/audio HTTP/1.1\r\nHost: localhost\r\nRange: bytes=10-\r\n\r\n")
                let audio = try answer(connection)
                guard audio.status == 206 else {
                    throw ServerConnection.failure("a job's audio: status \(audio.status)", 0)
                }
                break
            }
            if state.contains(#""status":"failed""#) {
                throw ServerConnection.failure("a job failed: \(state)", 0)
            }
            usleep(100_000)
        }
        try connection.send("DELETE /v1/jobs/\(id) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let removed = try answer(connection)
        guard (200..<300).contains(removed.status) else {
            throw ServerConnection.failure("removing a job: status \(removed.status)", 0)
        }
        return \.jobs
    }

    private static func answer(
        _ connection: ServerConnection
    ) throws(EngineError) -> (status: Int, text: String) {
        let head = try connection.head()
        var bytes: [UInt8] = []
        try connection.body(head) { part in
            if bytes.count < 1 << 20 { bytes += part }
            return true
        }
        return (head.status, String(decoding: bytes, as: UTF8.self))
    }
}
