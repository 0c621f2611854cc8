import Logging
import NIOCore
import SpeechEngine
import SpeechModel
import SpeechTesting
import Testing

@testable import SpeechServer

/// Wyoming over a real socket.
@Suite(.timeLimit(.minutes(5))) struct WyomingServerTests {
    /// Runs a server while something talks to it on a thread of its own.
    private func talk<Value: Sendable>(
        _ family: ToneFamily = ToneFamily("tone"),
        change: (inout ServerSettings) -> Void = { _ in },
        use: @escaping @Sendable (Int) throws -> Value
    ) async throws -> Value {
        var settings = Settings()
        settings.server.wyoming = true
        settings.server.wyomingPort = 0
        change(&settings.server)
        let engine = try SpeechEngine(settings, families: [family.entry()])
        let service = SpeechService(
            engine: engine, admission: Admission(settings.server), ledger: RequestLedger())
        var logger = Logger(label: "syrinx") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = WyomingServer(
            service, settings.server, version: "1.2.3", logger: logger,
            onListening: { port.yield($0) })
        let running = Task { try await server.run() }
        var iterator = ports.makeAsyncIterator()
        let number = try #require(await iterator.next())
        let result: Result<Value, any Error>
        do {
            result = .success(try await onThread { try use(number) })
        } catch {
            result = .failure(error)
        }
        running.cancel()
        _ = try? await running.value
        await engine.shutdown()
        return try result.get()
    }

    /// Reads events up to one of a type.
    private static func events(
        _ connection: Connection, upTo last: String
    ) throws -> [WyomingEvent] {
        var events: [WyomingEvent] = []
        while events.last?.type != last {
            let header = try JSON.parse(try connection.take(upTo: [10]))
            var event = WyomingEvent(type: header.type ?? "")
            if let length = header["data_length"]?.number,
                case .object(let data) = try JSON.parse(connection.take(Int(length)))
            {
                event.data = data
            }
            if let length = header["payload_length"]?.number {
                event.payload = try connection.take(Int(length))
            }
            events.append(event)
        }
        return events
    }

    private static func audio(_ events: [WyomingEvent]) -> [UInt8] { events.flatMap(\.payload) }

    @Test func `voices and languages are told`() async throws {
        let info = try await talk { port in
            let connection = try Connection(port: port)
            try connection.send(#"{"type":"describe"}"# + "\n")
            return try #require(Self.events(connection, upTo: "info").last)
        }
        let program = info.data["tts"]?.items?.first
        #expect(program?["supports_synthesize_streaming"] == .flag(true))
        let voices = program?["voices"]?.items ?? []
        #expect(voices.map { $0["name"]?.string } == ["tone/low", "tone/high"])
        #expect(voices.first?["languages"]?.items?.isEmpty == false)
        #expect(voices.first?["installed"] == .flag(true))
        #expect(voices.first?["version"]?.string == "1.2.3")
        #expect(voices.first?["attribution"]?["name"]?.string == "tone")
        #expect(info.data["asr"] == .list([]))
    }

    @Test func `a whole text and one in pieces sound the same`() async throws {
        let (whole, stream) = try await talk { port in
            let connection = try Connection(port: port)
            let text = "Hello there. How are you today?"
            try connection.send(
                #"{"type":"synthesize","data":{"text":"\#(text)","voice":{"name":"tone/high"}}}"#
                    + "\n")
            let whole = try Self.events(connection, upTo: "audio-stop")
            try connection.send(
                #"{"type":"synthesize-start","data":{"voice":{"name":"tone/high"}}}"# + "\n")
            for word in text.split(separator: " ") {
                let space = word == "Hello" ? "" : " "
                try connection.send(
                    #"{"type":"synthesize-chunk","data":{"text":"\#(space)\#(word)"}}"# + "\n")
            }
            // For servers that know no streams; it must not be spoken a second time.
            try connection.send(#"{"type":"synthesize","data":{"text":"\#(text)"}}"# + "\n")
            try connection.send(#"{"type":"synthesize-stop"}"# + "\n")
            return (whole, try Self.events(connection, upTo: "synthesize-stopped"))
        }
        #expect(whole.first?.type == "audio-start")
        #expect(whole.first?.data["rate"] == .number(16_000))
        #expect(whole.first?.data["width"] == .number(2))
        #expect(whole.first?.data["channels"] == .number(1))
        let chunks = whole.filter { $0.type == "audio-chunk" }
        #expect(chunks.count > 10)
        #expect(chunks[1].data["timestamp"] == .number(25))
        #expect(Self.audio(whole) == Self.audio(stream))
        #expect(stream.filter { $0.type == "audio-start" }.count == 1)
        #expect(stream.suffix(2).map(\.type) == ["audio-stop", "synthesize-stopped"])
    }

    @Test func `sound comes while the text is still being written`() async throws {
        try await talk { port in
            let connection = try Connection(port: port)
            try connection.send(#"{"type":"synthesize-start","data":{}}"# + "\n")
            try connection.send(
                #"{"type":"synthesize-chunk","data":{"text":"One sentence. And "}}"# + "\n")
            _ = try Self.events(connection, upTo: "audio-chunk")
            try connection.send(#"{"type":"synthesize-chunk","data":{"text":"more."}}"# + "\n")
            try connection.send(#"{"type":"synthesize-stop"}"# + "\n")
            _ = try Self.events(connection, upTo: "synthesize-stopped")
        }
    }

    @Test func `a ping comes back, what is unknown is left alone`() async throws {
        let events = try await talk { port in
            let connection = try Connection(port: port)
            try connection.send(#"{"type":"select-program","data":{"name":"x"}}"# + "\n")
            try connection.send(#"{"type":"ping","data":{"text":"é"}}"# + "\n")
            connection.endSending()
            return try Self.events(connection, upTo: "pong")
        }
        #expect(events == [WyomingEvent(type: "pong", data: ["text": .text("é")])])
    }

    @Test func `errors are told, and the connection stays`() async throws {
        let events = try await talk { port in
            let connection = try Connection(port: port)
            for data in [
                #"{}"#, #"{"text":"Hi.","voice":{"name":"nobody"}}"#, #"{"text":"  "}"#,
                #"{"text":"Hi.","text_format":"html"}"#, #"{"text":7}"#,
            ] {
                try connection.send(#"{"type":"synthesize","data":\#(data)}"# + "\n")
            }
            try connection.send(#"{"type":"synthesize-stop"}"# + "\n")
            try connection.send(
                #"{"type":"synthesize-start","data":{"voice":{"name":"nobody"}}}"# + "\n")
            try connection.send(#"{"type":"synthesize-chunk","data":{"text":"Hi."}}"# + "\n")
            try connection.send(#"{"type":"synthesize-stop"}"# + "\n")
            return try Self.events(connection, upTo: "synthesize-stopped")
        }
        #expect(events.dropLast().allSatisfy { $0.type == "error" })
        #expect(events.count == 8)
        #expect(events[1].data["code"] == .text("voice_not_found"))
    }

    @Test func `garbage ends its own connection and no other`() async throws {
        try await talk { port in
            let witness = try Connection(port: port)
            for garbage in [
                "GET / HTTP/1.1\r\n\r\n", #"{"type":"a","data_length":-1}"# + "\n", "\0\0\0\n",
                String(repeating: "x", count: 100_000),
            ] {
                let connection = try Connection(port: port)
                try connection.send(garbage)
                connection.waitForEnd()
            }
            try witness.send(#"{"type":"ping"}"# + "\n")
            _ = try Self.events(witness, upTo: "pong")
        }
    }

    @Test func `a client that says nothing is not kept`() async throws {
        try await talk(change: { $0.idleTimeout = .milliseconds(200) }) { port in
            let silent = try Connection(port: port)
            let dripping = try Connection(port: port)
            try dripping.send(#"{"type":"#)
            silent.waitForEnd()
            dripping.waitForEnd()
        }
    }

    @Test func `other machines are let in only when that was asked for`() throws {
        var settings = ServerSettings()
        settings.wyomingHost = "0.0.0.0"
        try WyomingServer.check(settings)
        settings.wyoming = true
        #expect(throws: ServerError.self) { try WyomingServer.check(settings) }
        settings.isInsecure = true
        try WyomingServer.check(settings)
    }
}
