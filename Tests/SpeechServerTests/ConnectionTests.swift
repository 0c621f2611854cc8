import Glibc
import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// Clients that are slow, wrong or many.
@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
    private func code(_ answer: Answer) throws -> String? {
        try JSON.parse(answer.body)["error"]?["code"]?.string
    }

    @Test(arguments: [
        "\u{16}\u{3}\u{1}\u{2}\0 hello", "GET\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "POST /api/tts HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /api/tts HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ])
    func `what is no HTTP is answered as such`(bytes: String) async throws {
        try await LiveServer.with { live in
            let answer = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                try connection.send(bytes)
                let answer = try connection.answer()
                connection.waitForEnd()
                return answer
            }
            #expect(answer.status == 400)
            #expect(try code(answer) == "malformed_request")
            #expect(answer["x-request-id"]?.isEmpty == false)
            #expect(answer["connection"] == "close")
        }
    }

    @Test func `a head without end is refused`() async throws {
        try await LiveServer.with { live in
            let answer = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                try connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n")
                for number in 0..<10_000 {
                    let line = "X-\(number): \(String(repeating: "a", count: 1_000))\r\n"
                    do { try connection.send(line) } catch { break }
                }
                return try connection.answer()
            }
            #expect(answer.status == 431)
            #expect(try code(answer) == "head_too_large")
        }
    }

    @Test func `a head that drips in is cut off`() async throws {
        try await LiveServer.with {
            $0.server.headerTimeout = .seconds(2)
        } use: { live in
            let (silent, late) = try await onThread { [port = live.port] in
                let silent = try Connection(port: port)
                let silence = try silent.takeAll()
                let dripping = try Connection(port: port)
                try dripping.send("GET /health HTT")
                return (silence, try dripping.answer())
            }
            #expect(silent.isEmpty, "who asked nothing is answered nothing")
            #expect(late.status == 408)
            #expect(try code(late) == "request_timeout")
        }
    }

    @Test func `a body that doesn't come is cut off`() async throws {
        try await LiveServer.with {
            $0.server.bodyTimeout = .milliseconds(200)
        } use: { live in
            let answer = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                try connection.request(
                    "POST", "/api/tts",
                    [("Content-Type", "application/json"), ("Content-Length", "100")])
                try connection.send("{\"text\":")
                return try connection.answer()
            }
            #expect(answer.status == 408)
            #expect(try code(answer) == "request_timeout")
        }
    }

    @Test func `a connection is kept, until it is idle too long`() async throws {
        try await LiveServer.with {
            $0.server.idleTimeout = .seconds(2)
        } use: { live in
            let answers = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                var answers: [Answer] = []
                for _ in 0..<3 {
                    try connection.request("GET", "/health")
                    answers.append(try connection.answer())
                }
                #expect(try connection.takeAll().isEmpty)
                return answers
            }
            #expect(answers.map(\.status) == [200, 200, 200])
        }
    }

    @Test func `requests that come together are answered in order`() async throws {
        try await LiveServer.with { live in
            let answers = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                let heads = ["/health", "/nowhere", "/v1/models"].map {
                    "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n"
                }
                try connection.send(heads.joined())
                return try [connection.answer(), connection.answer(), connection.answer()]
            }
            #expect(answers.map(\.status) == [200, 404, 200])
        }
    }

    @Test func `who sends nothing more still gets all of an answer that has begun`() async throws {
        try await LiveServer.with { live in
            let text = String(repeating: "Much text. ", count: 500)
            let json = #"{"text":"\#(text)","format":"pcm","stream":true}"#
            let whole = try await fetch(live.port, "/api/tts", json: json)
            let half = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                try connection.post("/api/tts", json: json)
                _ = try connection.head()
                connection.endSending()
                var bytes: [UInt8] = []
                var trailers: [(name: String, value: String)] = []
                while let chunk = try connection.chunk(trailers: &trailers) { bytes += chunk }
                connection.waitForEnd()
                return bytes
            }
            #expect(whole.status == 200 && whole.body.count > 1_000_000)
            #expect(half == whole.body)
        }
    }

    @Test func `a huge body is refused before it has come`() async throws {
        try await LiveServer.with {
            $0.server.maximumBody = 10_000
        } use: { live in
            let answers = try await onThread { [port = live.port] in
                let told = try Connection(port: port)
                try told.request(
                    "POST", "/api/tts",
                    [("Content-Type", "application/json"), ("Content-Length", "1000000000")])
                let endless = try Connection(port: port)
                try endless.request(
                    "POST", "/api/tts",
                    [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
                for _ in 0..<100 {
                    let chunk = "3e8\r\n\(String(repeating: " ", count: 1_000))\r\n"
                    do { try endless.send(chunk) } catch { break }
                }
                return [try told.answer(), try endless.answer()]
            }
            #expect(answers.map(\.status) == [413, 413])
            #expect(answers.allSatisfy { $0["connection"] == "close" })
        }
    }

    @Test func `a client that asks before it sends is told to go ahead`() async throws {
        try await LiveServer.with { live in
            let (first, answer) = try await onThread { [port = live.port] in
                let body = Array(#"{"text":"Hello."}"#.utf8)
                let connection = try Connection(port: port)
                try connection.request(
                    "POST", "/api/tts",
                    [
                        ("Content-Type", "application/json"), ("Expect", "100-continue"),
                        ("Content-Length", "\(body.count)"),
                    ])
                let first = try connection.take(upTo: Array("\r\n\r\n".utf8))
                try connection.send(body)
                return (String(decoding: first, as: UTF8.self), try connection.answer())
            }
            #expect(first.hasPrefix("HTTP/1.1 100"))
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: ["", "Connection: close\r\n"])
    func `a whole answer is sent to its end, however slowly it is taken`(
        _ field: String
    ) async throws {
        try await LiveServer.with {
            $0.server.writeTimeout = .seconds(3)
        } use: { live in
            let text = String(repeating: "A sentence that goes on and on. ", count: 500)
            let body = #"{"text":"\#(text)","voice":"tone/low","format":"pcm"}"#
            let (length, count) = try await onThread { [port = live.port] in
                let connection = try Connection(port: port, receiveBuffer: 64 << 10)
                try connection.send(
                    "POST /api/tts HTTP/1.1\r\nHost: localhost\r\n" + field
                        + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
                        + body)
                let length = try connection.head()["content-length"].flatMap { Int($0) } ?? 0
                var count = 0
                while count < length {
                    // All of it takes longer than what takes nothing may.
                    usleep(400_000)
                    count += try connection.take(min(length / 12 + 1, length - count)).count
                }
                return (length, count)
            }
            #expect(length > 8 << 20)
            #expect(count == length)
        }
    }

    @Test func `a question after the head is answered without a body`() async throws {
        try await LiveServer.with { live in
            let (heads, last) = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                let heads = try ["/health", "/nowhere", "/v1/models"].map { path in
                    try connection.request("HEAD", path)
                    return try connection.head()
                }
                try connection.request("GET", "/health")
                return (heads, try connection.answer())
            }
            #expect(heads.map(\.status) == [200, 404, 200])
            #expect(heads.allSatisfy { Int($0["content-length"] ?? "") ?? 0 > 0 })
            #expect(last.status == 200)
        }
    }

    /// All that a stream is answered with over HTTP/1.0, whose clients know no chunks.
    private func oldAnswer(_ live: LiveServer, _ field: String = "") async throws -> [UInt8] {
        try await onThread { [port = live.port] in
            let body = #"{"text":"Hello.","stream":true,"format":"pcm"}"#
            let connection = try Connection(port: port)
            try connection.send(
                "POST /api/tts HTTP/1.0\r\nHost: localhost\r\n" + field
                    + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
                    + body)
            return try connection.takeAll()
        }
    }

    @Test func `a client that knows no chunks finds the end of a stream`() async throws {
        try await LiveServer.with { live in
            let bytes = try await oldAnswer(live, "Connection: keep-alive\r\n")
            #expect(bytes.count > 1_000)
        }
    }

    @Test func `a client that knows no chunks gets none`() async throws {
        try await LiveServer.with { live in
            let bytes = try await oldAnswer(live)
            let text = String(decoding: bytes, as: Unicode.ASCII.self).lowercased()
            #expect(text.hasPrefix("http/1.0 200"))
            #expect(!text.contains("transfer-encoding"))
            #expect(bytes.count > 1_000)
        }
    }

    @Test func `one connection too many is told so`() async throws {
        try await LiveServer.with {
            $0.server.maximumConnections = 2
        } use: { live in
            let (refused, later) = try await onThread { [port = live.port] in
                let first = try Connection(port: port)
                try first.request("GET", "/health")
                _ = try first.answer()
                var second: Connection? = try Connection(port: port)
                try second?.request("GET", "/health")
                _ = try second?.answer()
                let third = try Connection(port: port)
                try third.request("GET", "/health")
                let refused = try third.answer()
                third.waitForEnd()
                second = nil
                // The server hears of the end when it does.
                while true {
                    let fourth = try Connection(port: port)
                    try fourth.request("GET", "/health", [("Connection", "close")])
                    let answer = try fourth.answer()
                    if answer.status == 200 { return (refused, answer) }
                }
            }
            #expect(refused.status == 503)
            #expect(refused["retry-after"] != nil)
            #expect(later.status == 200)
        }
    }

    @Test func `an upgrade where there is none is a normal request`() async throws {
        try await LiveServer.with { live in
            let statuses = try await onThread { [port = live.port] in
                var statuses: [Int] = []
                for path in ["/nowhere", "/health"] {
                    let connection = try Connection(port: port)
                    statuses.append(try connection.upgrade(path).status)
                    connection.waitForEnd()
                }
                return statuses
            }
            #expect(statuses == [404, 200])
        }
    }
}
