import Glibc
import Logging
import SpeechEngine
import Testing

@testable import SpeechServer

@Suite struct LogTests {
    private static func line(_ fields: [(String, Logger.MetadataValue)]) -> LogLine {
        LogLine(
            seconds: 1_795_248_000, milliseconds: 7, level: .info, message: "answered",
            fields: fields.map { (name: $0.0, value: $0.1) })
    }

    @Test func `a line for people`() {
        let line = Self.line([("status", "200"), ("reason", "no voice 'x'"), ("empty", "")])
        #expect(
            line.text(.text)
                == "2026-11-21T08:00:00.007Z info answered status=200 reason=\"no voice 'x'\" "
                + "empty=\"\"")
    }

    @Test func `a line of JSON, with numbers as numbers`() {
        let line = Self.line([
            ("status", "200"), ("seconds", "0.25"), ("request", "007"), ("id", "1e5"),
            ("list", .array(["a", "1"])),
        ])
        #expect(
            line.text(.json)
                == #"{"time":"2026-11-21T08:00:00.007Z","level":"info","message":"answered","#
                + #""status":200,"seconds":0.25,"request":"007","id":"1e5","list":["a",1]}"#)
    }

    @Test(arguments: ["a\nforged", "a\r\u{1B}[2J", "a\u{85}b", "a\u{2028}b", "tab\tb", "\u{0}"])
    func `no value makes a second line or reaches a terminal`(text: String) throws {
        let line = Self.line([("request", "\(text)")])
        for format in ServerSettings.LogFormat.allCases {
            let written = line.text(format)
            #expect(
                written.unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x2028
                })
        }
        #expect(try JSON.parse(Array(line.text(.json).utf8))["request"]?.string == text)
    }

    @Test func `what is logged arrives, without the framework's own number`() throws {
        let pipe = try Pipe()
        let sink = LogSink(descriptor: pipe.writing)
        var logger = Logger(label: "a") { _ in
            ServerLogHandler(level: .info, format: .json, sink: sink)
        }
        logger[metadataKey: "hb.request.id"] = "1"
        logger[metadataKey: "request"] = "req_1"
        logger.debug("not this")
        logger.info("this", metadata: ["status": "200", "client": "c"])
        #expect(sink.flush(within: 60_000))
        let text = pipe.readAvailable()
        #expect(text.hasSuffix(#","request":"req_1","client":"c","status":200}"# + "\n"))
        #expect(!text.contains("hb.") && !text.contains("not this"))
    }

    @Test func `a stream that nobody reads never holds who logs`() throws {
        let pipe = try Pipe()
        let sink = LogSink(descriptor: pipe.writing, capacity: 64 << 10)
        let line = String(repeating: "x", count: 1_000)
        // Far more than the pipe and the buffer hold.
        for _ in 0..<2_000 { sink.write(line) }
        #expect(sink.lost > 1_000)
        var text = ""
        while !sink.flush(within: 5) { text += pipe.readAvailable() }
        sink.write("later")
        while !sink.flush(within: 5) {}
        text += pipe.readAvailable()
        // Each loss is told once, where it happened.
        let told = text.matches(of: /\((\d+) lines lost\)/).compactMap { Int($0.1) }
        #expect(told.reduce(0, +) == sink.lost)
        let kept = text.split(separator: "\n").count { $0 == line }
        #expect(kept + sink.lost == 2_000)
        #expect(text.hasSuffix("\nlater\n"))
    }

    @Test func `a stream that was closed costs lines and nothing else`() throws {
        let pipe = try Pipe()
        let sink = LogSink(descriptor: pipe.writing)
        pipe.closeReading()
        sink.write("to nobody")
        #expect(sink.flush(within: 60_000))
        #expect(sink.lost == 1)
    }
}

/// A pipe of the system.
private final class Pipe {
    private let reading: Int32
    let writing: Int32
    private var isReading = true

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ClientError.system("pipe", errno) }
        (reading, writing) = (ends[0], ends[1])
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        if isReading { close(reading) }
        close(writing)
    }

    func closeReading() {
        close(reading)
        isReading = false
    }

    func readAvailable() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
