import Glibc
import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// What every WebSocket here keeps to: who gets one, frames, pings, the end.
@Suite(.timeLimit(.minutes(5))) struct SocketRuleTests {
    /// Sees that the server closes with a code after a client did something.
    private func expect(
        _ code: Int, _ port: Int, source: SourceLocation = #_sourceLocation,
        after misbehave: @escaping @Sendable (Connection) throws -> Void
    ) async throws {
        let closed = try await onThread {
            let socket = try Connection.speechSocket(port)
            try misbehave(socket)
            return try socket.closeCode()
        }
        #expect(closed == code, sourceLocation: source)
    }

    @Test func `frames that break the protocol end the socket with a code`() async throws {
        try await LiveServer.with { live in
            let port = live.port
            let text = Array(#"{"type":"ping"}"#.utf8)
            try await expect(1002, port) { try $0.send(1, text, isMasked: false) }
            try await expect(1002, port) { try $0.send(1, text, reserved: 4) }
            try await expect(1002, port) { try $0.send(3, text) }
            try await expect(1002, port) { try $0.send(0, text) }
            try await expect(1002, port) { try $0.send(9, [], isLast: false) }
            try await expect(1002, port) { try $0.send(9, Array(repeating: 0, count: 126)) }
            try await expect(1007, port) { try $0.send(1, [0xFF, 0xFE]) }
            try await expect(1009, port) {
                try $0.send(1, Array(repeating: 0x20, count: (1 << 20) + 1))
            }
            try await expect(1009, port) {
                let part = [UInt8](repeating: 0x20, count: 400_000)
                for number in 0..<3 { try $0.send(number == 0 ? 1 : 0, part, isLast: false) }
            }
            // A length of nearly two to the 64th.
            try await expect(1009, port) {
                try $0.send([0x81, 0xFF] + Array(repeating: 0xFF, count: 8))
            }
            try await expect(1000, port) { try $0.send(8, []) }
            try await expect(4000, port) { try $0.send(8, [0x0F, 0xA0]) }
        }
    }

    @Test func `messages may come in fragments with pings between`() async throws {
        try await LiveServer.with { live in
            let frames = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                let text = Array(#"{"type":"ping","id":"é"}"#.utf8)
                for (index, byte) in text.enumerated() {
                    try socket.send(index == 0 ? 1 : 0, [byte], isLast: index == text.count - 1)
                    if index == 3 { try socket.send(9, [1, 2, 3]) }
                }
                return try [socket.frame(), socket.frame()]
            }
            #expect(frames[0] == Frame(kind: .pong, payload: [1, 2, 3]))
            #expect(frames[1]?.text == #"{"id":"é","type":"pong"}"#)
        }
    }

    @Test func `frames that come with the handshake are not lost`() async throws {
        try await LiveServer.with { live in
            let frame = try await onThread { [port = live.port] in
                let connection = try Connection(port: port)
                let head = [
                    "GET \(Connection.speech) HTTP/1.1", "Host: localhost",
                    "Connection: keep-alive, Upgrade", "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                ].joined(separator: "\r\n")
                try connection.send(
                    Array((head + "\r\n\r\n").utf8)
                        + Connection.frame(1, Array(#"{"type":"ping","id":7}"#.utf8)))
                let answer = try connection.head()
                #expect(answer.status == 101)
                #expect(answer["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                return try connection.frame()
            }
            #expect(frame?.text == #"{"id":7,"type":"pong"}"#)
        }
    }

    @Test func `a handshake that is none is answered over HTTP`() async throws {
        let sound = [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        var attempts = [[], sound + [("Content-Length", "3")]]
        for missing in sound.indices {
            var fields = sound
            fields.remove(at: missing)
            attempts.append(fields)
        }
        for (index, wrong) in [(2, "8"), (3, "c2hvcnQ="), (3, "no base64"), (1, "h2c")] {
            var fields = sound
            fields[index].1 = wrong
            attempts.append(fields)
        }
        try await LiveServer.with { [attempts] live in
            for fields in attempts {
                let answer = try await onThread { [port = live.port] in
                    let connection = try Connection(port: port)
                    try connection.request("GET", Connection.speech, fields)
                    return try connection.answer()
                }
                #expect(answer.status == 426, "\(fields)")
            }
        }
    }

    @Test func `pages of other origins get no socket`() async throws {
        try await LiveServer.with {
            $0.server.corsOrigins = ["https://friend.example"]
        } use: { live in
            let statuses = try await onThread { [port = live.port] in
                try [
                    [("Origin", "https://stranger.example")],
                    [("Origin", "https://friend.example")],
                    [("Origin", "http://localhost:\(port)"), ("Host", "localhost:\(port)")],
                    [("Host", "rebound.example")],
                ].map { fields in
                    try Connection(port: port).upgrade(Connection.speech, fields).status
                }
            }
            #expect(statuses == [403, 101, 101, 403])
        }
    }

    @Test func `a key opens the socket, as a field or in the first message`() async throws {
        try await LiveServer.with {
            $0.server.apiKeys = ["secret"]
        } use: { live in
            try await onThread { [port = live.port] in
                for field in [("Authorization", "Bearer secret"), ("X-Api-Key", "secret")] {
                    let socket = try Connection.speechSocket(port, [field])
                    #expect(try socket.speak("One.").last?.type == "done")
                }
                let wrong = try Connection(port: port)
                let status = try wrong.upgrade(
                    Connection.speech, [("Authorization", "Bearer wrong")]
                ).status
                #expect(status == 401)
                let later = try Connection.speechSocket(port)
                #expect(try later.speak("One.", #""api_key":"secret""#).last?.type == "done")
                #expect(try later.speak("Two.").last?.type == "done", "once is enough")
                for message in [
                    #"{"type":"start","api_key":"wrong"}"#, #"{"type":"text","text":"Let me in."}"#,
                    #"{"type":"ping"}"#, #"{"type":"start"}"#,
                ] {
                    let socket = try Connection.speechSocket(port)
                    try socket.say(message)
                    let refused = try socket.utterance()
                    #expect(
                        refused.last?["error"]?["type"]?.string == "authentication_error")
                    #expect(try socket.closeCode() == 1008)
                }
            }
        }
    }

    @Test func `a client may begin only so many`() async throws {
        try await LiveServer.with {
            $0.server.clientRate = 1
        } use: { live in
            try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port)
                #expect(try socket.speak("One.").last?.type == "done")
                let second = try socket.speak("Two.")
                #expect(second.last?["error"]?["code"]?.string == "rate_limit_exceeded")
                #expect(try Connection(port: port).upgrade(Connection.speech).status == 429)
            }
        }
    }

    @Test func `a client that takes nothing is cut off in the end`() async throws {
        try await LiveServer.with {
            $0.server.writeTimeout = .milliseconds(300)
        } use: { live in
            let stats = try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port, receiveBuffer: 4_096)
                let long = String(repeating: "A sentence of a long story. ", count: 5_000)
                try socket.say(#"{"type":"text","text":"\#(long)"}"#)
                while true {
                    let connection = try Connection(port: port)
                    try connection.request("GET", "/api/tts/stats", [("Connection", "close")])
                    let stats = try JSON.parse(connection.answer().body)
                    if stats["totals"]?["cancelled"]?.number == 1 { return stats }
                }
            }
            #expect(stats["running"]?.items?.isEmpty == true)
        }
    }

    @Test func `a client that takes little is not cut off`() async throws {
        try await LiveServer.with {
            $0.server.writeTimeout = .seconds(8)
        } use: { live in
            try await onThread { [port = live.port] in
                let socket = try Connection.speechSocket(port, receiveBuffer: 4_096)
                let long = String(repeating: "A sentence of a long story. ", count: 5_000)
                try socket.say(#"{"type":"text","text":"\#(long)"}"#)
                // Far less than the third of its buffer that a socket waits for, for longer than
                // a client may take nothing.
                for _ in 0..<50 {
                    usleep(200_000)
                    _ = try socket.take(4_096)
                }
                _ = try socket.take(1 << 20)
            }
        }
    }

    @Test func `a server that ends closes sockets, after what is being said`() async throws {
        let gate = Gate(open: true)
        var family = ToneFamily("tone")
        family.gate = gate
        try await LiveServer.with([family.entry()]) { live in
            while try await fetch(live.port, "/ready").status != 200 {}
            gate.close()
            let before = gate.arrivals
            let (ends, ended) = AsyncStream<Void>.makeStream()
            let idle = Task {
                try await onThread { [port = live.port] in
                    let socket = try Connection.speechSocket(port)
                    try socket.say(#"{"type":"ping"}"#)
                    _ = try socket.frame()
                    ended.yield()
                    return try socket.closeCode()
                }
            }
            let speaking = Task {
                try await onThread { [port = live.port] in
                    let socket = try Connection.speechSocket(port)
                    try socket.say(#"{"type":"text","text":"To the end."}"#)
                    try socket.say(#"{"type":"finish"}"#)
                    let heard = try socket.utterance()
                    return (heard, try socket.closeCode())
                }
            }
            for await _ in ends { break }
            await gate.arrived(before + 1)
            live.server.end()
            #expect(try await idle.value == 1001)
            gate.open()
            let (heard, code) = try await speaking.value
            #expect(heard.last?.type == "done")
            #expect(code == 1001)
            try await live.drain()
        }
    }
}
