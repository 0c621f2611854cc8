import Glibc
import SpeechEngine

/// The kinds of client of a server's mixed load.
enum SoakClient: String, CaseIterable, Sendable {
    case listener = "connections that heard their texts to the end"
    case leaver = "listeners who left early"
    case talker = "sockets that talked, interrupted and left"
    case wrongdoer = "bad requests"
    case keeper = "jobs"

    /// Does once what this kind does.
    ///
    /// - Throws: Where the server does anything but what it should.
    func act(_ port: Int, _ random: inout SplitMix) throws(EngineError) {
        switch self {
        case .listener: try Self.listen(port, &random)
        case .leaver: try Self.leave(port, &random)
        case .talker: try Self.talk(port, &random)
        case .wrongdoer: try Self.misbehave(port, &random)
        case .keeper: try Self.keep(port, &random)
        }
    }

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
    private static func listen(_ port: Int, _ random: inout SplitMix) throws(EngineError) {
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
    }

    /// Leaves in the middle, or before anything is heard.
    private static func leave(_ port: Int, _ random: inout SplitMix) throws(EngineError) {
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
    }

    /// Talks over a socket, cancelling and leaving.
    private static func talk(_ port: Int, _ random: inout SplitMix) throws(EngineError) {
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
    }

    /// Sends what is wrong.
    private static func misbehave(
        _ port: Int, _ random: inout SplitMix
    ) throws(EngineError) {
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
    }

    /// Has a text kept as a file, fetches it, and removes it; sometimes before it is done.
    private static func keep(_ port: Int, _ random: inout SplitMix) throws(EngineError) {
        let connection = try ServerConnection(port: port)
        let text = BenchListener.prose(200 + random.below(20_000), Int(random.next() >> 33))
        try connection.post(
            "/v1/jobs",
            json:
                #"{"voice":"flite/slt","response_format":"opus","input":"\#(BenchListener.escaped(text))"}"#
        )
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
                    "GET /v1/jobs/\(id)/audio HTTP/1.1\r\nHost: localhost\r\nRange: bytes=10-\r\n\r\n"
                )
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
