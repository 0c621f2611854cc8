import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// Requests that are wrong, enormous or oddly sent.
@Suite(.timeLimit(.minutes(5))) struct HostileRequestTests {
    /// What comes back for bytes, and whether the server still serves others.
    private func answer(
        to bytes: [UInt8], _ live: LiveServer, thenEnds: Bool = false
    ) async throws -> Answer {
        let answer = try await onThread {
            let connection = try Connection(port: live.port)
            // The server may have answered and closed before all of it was sent.
            try? connection.send(bytes)
            if thenEnds { connection.endSending() }
            return try connection.answer()
        }
        #expect(try await fetch(live.port, "/health").status == 200)
        return answer
    }

    @Test(arguments: [
        "NONSENSE\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nA B: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nA\u{0}: c\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked"
            + "\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "a", count: 200_000)
            + "\r\n\r\n",
        "GET /" + String(repeating: "a", count: 200_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n"
            + (0..<20_000).map { "X-\($0): 1\r\n" }.joined() + "\r\n",
    ])
    func `what is no HTTP is refused, and the next client served`(text: String) async throws {
        try await LiveServer.with { live in
            let answer = try await answer(to: Array(text.utf8), live)
            #expect(answer.status == 400 || answer.status == 431)
        }
    }

    @Test(arguments: ["zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "5\r\nab\r\n0\r\n\r\n"])
    func `chunks that are none are the client's fault`(chunks: String) async throws {
        try await LiveServer.with { live in
            let head = """
                POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: \
                application/json\r\nTransfer-Encoding: chunked\r\n\r\n
                """
            let answer = try await answer(
                to: Array((head + chunks).utf8), live, thenEnds: true)
            #expect(answer.status == 400)
        }
    }

    @Test func `a body that is declared too large is refused before it comes`() async throws {
        try await LiveServer.with(changing: { $0.server.maximumBody = 4_096 }) { live in
            let head = """
                POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: \
                application/json\r\nContent-Length: 99999999999\r\n\r\n{
                """
            let answer = try await answer(to: Array(head.utf8), live)
            #expect(answer.status == 413)
            #expect(answer.error("code") == "body_too_large")
        }
    }

    @Test func `a body that grows too large is refused while it comes`() async throws {
        try await LiveServer.with(changing: { $0.server.maximumBody = 4_096 }) { live in
            var bytes = Array(
                """
                POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: \
                application/json\r\nTransfer-Encoding: chunked\r\n\r\n
                """.utf8)
            for _ in 0..<64 {
                bytes += Array(("100\r\n" + String(repeating: "x", count: 256) + "\r\n").utf8)
            }
            let answer = try await answer(to: bytes, live)
            #expect(answer.status == 413)
        }
    }

    @Test(arguments: [
        nil, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonx", "*/*",
    ])
    func `a content type that a page could send unasked is refused`(type: String?) async throws {
        try await LiveServer.with { live in
            for path in ["/v1/audio/speech", "/v1/audio/speech/batch", "/api/tts"] {
                let answer = try await fetch(
                    live.port, path, method: "POST", type.map { [("Content-Type", $0)] } ?? [],
                    body: Array(LiveServer.body("Hello.").utf8))
                #expect(answer.status == 415)
                #expect(answer.error("code") == "unsupported_media_type")
            }
        }
    }

    @Test(arguments: ["application/json; charset=utf-8", "Application/JSON", "application/x+json"])
    func `JSON by any of its names is taken`(type: String) async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(
                live.port, "/v1/audio/speech", method: "POST", [("Content-Type", type)],
                body: Array(LiveServer.body("Hello.").utf8))
            #expect(answer.status == 200)
        }
    }

    @Test func `requests sent at once are answered one after the other`() async throws {
        try await LiveServer.with { live in
            let alone = try await live.speak("One of five.").body
            let answers = try await onThread {
                let connection = try Connection(port: live.port)
                for _ in 0..<5 {
                    try connection.post("/v1/audio/speech", json: LiveServer.body("One of five."))
                    try connection.request("GET", "/health")
                }
                return try (0..<10).map { _ in try connection.answer() }
            }
            for index in stride(from: 0, to: 10, by: 2) {
                #expect(answers[index].body == alone)
                #expect(answers[index + 1].text.contains("ok"))
            }
        }
    }

    @Test func `a connection serves request after request`() async throws {
        try await LiveServer.with { live in
            let alone = try await live.speak("Again and again.").body
            let bodies = try await onThread {
                let connection = try Connection(port: live.port)
                return try (0..<20).map { _ in
                    try connection.post(
                        "/v1/audio/speech", json: LiveServer.body("Again and again."))
                    return try connection.answer().body
                }
            }
            #expect(bodies.allSatisfy { $0 == alone })
        }
    }

    @Test func `a body in pieces of one byte is a body`() async throws {
        try await LiveServer.with { live in
            let body = LiveServer.body("Byte by byte.")
            let answer = try await onThread {
                let connection = try Connection(port: live.port)
                try connection.send(
                    """
                    POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\nContent-Type: \
                    application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n
                    """)
                for byte in body.utf8 { try connection.send([byte]) }
                return try connection.answer()
            }
            #expect(answer.status == 200)
            #expect(try await live.speak("Byte by byte.").body == answer.body)
        }
    }

    @Test func `four million characters begin to sound, and end with their listener`() async throws
    {
        let tones = ToneFamily()
        try await LiveServer.with([tones.entry()]) { live in
            let text = String(repeating: "A sentence of some words. ", count: 160_000)
            let body = LiveServer.body(text)
            let first = try await onThread {
                let connection = try Connection(port: live.port)
                try connection.post("/v1/audio/speech", json: body)
                let head = try connection.head()
                var trailers: [(name: String, value: String)] = []
                let chunk = try connection.chunk(trailers: &trailers)
                connection.resetAtEnd()
                return (head.status, chunk?.count ?? 0)
            }
            #expect(first.0 == 200 && first.1 > 0)
            try await eventually("the voices rest") { tones.record.running == 0 }
            #expect(try await live.speak("Next.").status == 200)
        }
    }

    @Test func `a text beyond the limit is told with the limit`() async throws {
        try await LiveServer.with(changing: { $0.maximumText = 1_000 }) { live in
            let answer = try await live.speak(String(repeating: "word ", count: 300))
            #expect(answer.status == 413)
            #expect(answer.error("code") == "text_too_large")
            #expect(answer.error("param") == "input")
        }
    }

    @Test func `hundreds of unknown fields fit in the headers`() async throws {
        try await LiveServer.with { live in
            let fields = (0..<2_000).map { #""unknown\#($0)":\#($0)"# }.joined(separator: ",")
            let odd = #""\r\nSet-Cookie: a=b":1,"日本語":2,"#
            let answer = try await live.speak("Hello.", odd + fields)
            #expect(answer.status == 200)
            #expect(answer["set-cookie"] == nil)
            let warnings = answer.head.fields.filter { $0.name == "x-syrinx-warning" }
            #expect(!warnings.isEmpty)
            #expect(warnings.reduce(0) { $0 + $1.value.utf8.count } < 2_000)
            #expect(warnings.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
        }
    }

    @Test(arguments: ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
    func `other methods are told so`(method: String) async throws {
        try await LiveServer.with { live in
            let answer = try await fetch(live.port, "/v1/audio/speech", method: method)
            #expect([404, 405].contains(answer.status))
            #expect(answer.error("message")?.isEmpty == false)
        }
    }

    @Test(arguments: [
        "/app/../../etc/passwd", "/app/%2e%2e/%2e%2e/etc/passwd", "/app/..%2f..%2fetc%2fpasswd",
        "//etc/passwd", "/app/\u{0}", "/%00", "/v1/models/%00",
        "/v1/models/" + String(repeating: "a", count: 4_000),
        "/v1/models/%ff%fe", "*", "http://evil.example/health?x",
    ])
    func `odd paths lead nowhere`(path: String) async throws {
        try await LiveServer.with { live in
            let answer = try await answer(
                to: Array(
                    "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8),
                live)
            #expect([400, 403, 404].contains(answer.status) || path.contains("health"))
            #expect(!answer.text.contains("root:"))
        }
    }
}
