import NIOCore
import Testing

@testable import SpeechServer

@Suite("Events of Wyoming in bytes")
struct WyomingParserTests {
    private func events(_ bytes: [UInt8], pieces: Int = .max) throws -> [WyomingEvent] {
        var parser = WyomingParser()
        var buffer = ByteBuffer()
        var events: [WyomingEvent] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            buffer.writeBytes(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while let event = try parser.next(&buffer) { events.append(event) }
        }
        return events
    }

    private let sample = Array(
        (#"{"type": "ping", "data": {"a": 1, "text": "old"}, "data_length": 15}"# + "\n"
            + #"{"text": "new"}"# + #"{"type":"audio","payload_length":3}"# + "\n" + "abc"
            + #"{"type":"describe","data":null,"version":"1.5"}"# + "\n").utf8)

    @Test func `data that follows is merged over data in the header`() throws {
        let expected = [
            WyomingEvent(type: "ping", data: ["a": .number(1), "text": .text("new")]),
            WyomingEvent(type: "audio", payload: Array("abc".utf8)),
            WyomingEvent(type: "describe"),
        ]
        #expect(try events(sample) == expected)
        for pieces in 1...7 { #expect(try events(sample, pieces: pieces) == expected) }
    }

    @Test func `what is written can be read`() throws {
        let event = WyomingEvent(
            type: "audio-chunk", data: ["rate": .number(16_000), "text": .text("é\n\"")],
            payload: [0, 10, 255])
        #expect(try events(Array(event.bytes.readableBytesView)) == [event])
    }

    @Test(arguments: [
        "no JSON\n", "[]\n", "{}\n", "\n", #"{"type":1}"# + "\n",
        #"{"type":"a","data":[]}"# + "\n", #"{"type":"a","data_length":-1}"# + "\n",
        #"{"type":"a","payload_length":-5}"# + "\n", #"{"type":"a","data_length":1.5}"# + "\n",
        #"{"type":"a","data_length":1e300}"# + "\n", #"{"type":"a","data_length":"2"}"# + "\n",
        #"{"type":"a","payload_length":1048577}"# + "\n",
        #"{"type":"a","data_length":2}"# + "\n[]", #"{"type":"\ud800"}"# + "\n",
    ])
    func `what is none ends it`(text: String) {
        #expect(throws: WyomingEvent.Malformed.self) { try events(Array(text.utf8)) }
    }

    @Test func `a line without end ends it`() {
        #expect(throws: WyomingEvent.Malformed.self) {
            try events(Array(repeating: 0x20, count: 65_537), pieces: 1_000)
        }
    }
}
