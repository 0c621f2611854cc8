import AudioFile
import AudioSignal
import Glibc
import Testing

@testable import SpeechServer

extension Connection {
    /// Opens a socket of conversion.
    static func conversionSocket(_ port: Int) throws -> Connection {
        let connection = try Connection(port: port)
        let head = try connection.upgrade("/v1/audio/convert/stream", [])
        guard head.status == 101 else { throw ClientError.malformed("status \(head.status)") }
        return connection
    }

    /// Reads to a message of one of these kinds.
    func heard(until types: Set<String>) throws -> HeardUtterance {
        var heard = HeardUtterance()
        while true {
            let message = try message(audio: &heard.audio)
            heard.messages.append(message)
            if let type = message.type, types.contains(type) { return heard }
        }
    }
}

/// `WS /v1/audio/convert/stream`; docs/websocket.md.
@Suite(.timeLimit(.minutes(5))) struct ConversionSocketTests {
    private typealias Fixture = ConversionFixture

    private static func samples(_ bytes: [UInt8]) -> [Float] {
        stride(from: 0, to: bytes.count - 1, by: 2).map {
            Float(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)) / 32_768
        }
    }

    /// Sends a recording as fast as it goes, in pieces.
    private func recorded(
        _ live: LiveServer, _ bytes: [UInt8], piece: Int, _ more: String = ""
    ) async throws -> HeardUtterance {
        try await onThread { [port = live.port] in
            let socket = try Connection.conversionSocket(port)
            try socket.say(#"{"type":"start","to":"buzz","live":false\#(more)}"#)
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try socket.send(2, Array(bytes[start..<min(start + piece, bytes.count)]))
            }
            try socket.say(#"{"type":"finish"}"#)
            return try socket.heard(until: ["finished", "error"])
        }
    }

    @Test func `pieces don't matter, not even odd ones, and nothing is lost`() async throws {
        try await Fixture.server { live in
            let speech = Fixture.speech(seconds: 1.2)
            let bytes = Fixture.bytes(speech)
            let whole = try await recorded(live, bytes, piece: bytes.count)
            #expect(whole.messages.first?.type == "started" && whole.last?.type == "finished")
            #expect(whole.messages.first?["sample_rate"]?.number == 16_000)
            #expect(whole.messages.first?["algorithmic_ms"]?.number == 60)
            #expect(whole.last?["concealed_frames"]?.number == 0)
            // As many whole frames as there is sound.
            #expect(whole.bytes.count == bytes.count)
            #expect(whole.bytes.contains { $0 != 0 })
            let odd = try await recorded(live, bytes, piece: 977)
            #expect(odd.bytes.count == bytes.count)
            let pairs = zip(Self.samples(whole.bytes), Self.samples(odd.bytes))
            #expect(pairs.allSatisfy { abs($0 - $1) <= 2.0 / 32_768 })
            #expect(!odd.all("meters").isEmpty)
        }
    }

    @Test(arguments: [8_000, 44_100, 48_000])
    func `what goes back has the rate of what comes`(rate: Int) async throws {
        try await Fixture.server { live in
            let bytes = Fixture.bytes(Fixture.speech(seconds: 0.5, rate: rate))
            let heard = try await recorded(live, bytes, piece: 4_000, #","sample_rate":\#(rate)"#)
            #expect(heard.last?.type == "finished")
            let seconds = Double(heard.bytes.count) / 2 / Double(rate)
            #expect(abs(seconds - 0.5) < 0.021, "\(seconds)")
            #expect((heard.messages.first?["resampling_ms"]?.number ?? 9) < 5)
        }
    }

    @Test func `bypassed, speech comes back as it was, later by the look-ahead`() async throws {
        try await Fixture.server { live in
            let speech = Fixture.speech(seconds: 0.5)
            let heard = try await recorded(
                live, Fixture.bytes(speech), piece: 640, #","bypass":true"#)
            let made = Self.samples(heard.bytes)
            #expect(zip(made, speech).allSatisfy { abs($0 - $1) < 1e-3 })
        }
    }

    @Test func `settings change while somebody speaks, and errors don't end it`() async throws {
        try await Fixture.server { live in
            let speech = Fixture.bytes(Fixture.speech(seconds: 1))
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.conversionSocket(port)
                try socket.say(#"{"type":"start","to":"buzz","live":false,"gate":-60}"#)
                try socket.send(2, Array(speech.prefix(20_000)))
                try socket.say(#"{"type":"update","pitch":5,"gate":null}"#)
                try socket.say(#"{"type":"update","to":"nobody-at-all"}"#)
                try socket.say(#"{"type":"update","pitch":500}"#)
                try socket.say(#"{"type":"start","to":"buzz"}"#)
                try socket.say(#"{"type":"ping","id":7}"#)
                try socket.send(2, Array(speech.dropFirst(20_000)))
                try socket.say(#"{"type":"finish"}"#)
                return try socket.heard(until: ["finished"])
            }
            #expect(heard.bytes.count == speech.count)
            let errors = heard.all("error")
            #expect(errors.count == 3)
            #expect(errors.allSatisfy { $0["conversion_over"] == .flag(false) })
            #expect(heard.all("pong").first?["id"]?.number == 7)
        }
    }

    @Test func `one conversion after the other, and what can't begin`() async throws {
        try await Fixture.server { live in
            let (first, second) = try await onThread { [port = live.port] in
                let socket = try Connection.conversionSocket(port)
                try socket.send(2, [0, 0])
                try socket.say(#"{"type":"start"}"#)
                try socket.say(#"{"type":"start","to":"nobody-at-all"}"#)
                try socket.send(2, [0, 0, 0, 0])
                try socket.say(#"{"type":"cancel"}"#)
                let first = try socket.heard(until: ["cancelled"])
                try socket.say(#"{"type":"start","to":"buzz","live":false}"#)
                try socket.send(2, [UInt8](repeating: 0, count: 6_400))
                try socket.say(#"{"type":"finish"}"#)
                return (first, try socket.heard(until: ["finished", "error"]))
            }
            let codes = first.all("error").compactMap { $0["error"]?["code"]?.string }
            #expect(codes == ["nothing_started", "missing_required_parameter", "voice_not_found"])
            #expect(second.last?.type == "finished" && second.bytes.count == 6_400)
        }
    }

    @Test func `who speaks live faster than the clock isn't read from, and loses nothing`()
        async throws
    {
        try await Fixture.server { live in
            // Two seconds at once: one of them is ahead of what the clock allows.
            let bytes = Fixture.bytes(Fixture.speech(seconds: 2))
            let heard = try await onThread { [port = live.port] in
                let socket = try Connection.conversionSocket(port)
                try socket.say(#"{"type":"start","to":"buzz"}"#)
                for start in stride(from: 0, to: bytes.count, by: 640) {
                    try socket.send(2, Array(bytes[start..<min(start + 640, bytes.count)]))
                }
                try socket.say(#"{"type":"finish"}"#)
                return try socket.heard(until: ["finished", "error"])
            }
            #expect(heard.last?.type == "finished")
            // With the look-ahead behind it.
            #expect(heard.bytes.count == bytes.count + 2 * 640)
        }
    }
}
