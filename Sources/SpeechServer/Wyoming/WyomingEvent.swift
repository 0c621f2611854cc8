import FoundationEssentials
import NIOCore

/// One event of Wyoming: a line of JSON, more JSON, bytes.
///
/// https://github.com/OHF-Voice/wyoming, as the Python package `wyoming` 1.10 reads and
/// writes it.
struct WyomingEvent: Sendable, Equatable {
    var type: String
    var data: [String: JSON] = [:]
    var payload: [UInt8] = []

    /// What ends a connection.
    struct Malformed: Error, Equatable, CustomStringConvertible {
        var description: String

        init(_ description: String) { self.description = description }
    }

    /// Bytes that the parts of an event may have.
    enum Limit {
        static let header = 64 << 10
        static let data = 1 << 20
        static let payload = 1 << 20
    }

    private struct Header: Encodable {
        var type: String
        var version = "1.10.0"
        var dataLength: Int?
        var payloadLength: Int?

        private enum CodingKeys: String, CodingKey {
            case type, version
            case dataLength = "data_length"
            case payloadLength = "payload_length"
        }
    }

    /// The event as it goes out.
    var bytes: ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = data.isEmpty ? Data() : (try? encoder.encode(JSON.object(data))) ?? Data()
        let header = Header(
            type: type, dataLength: data.isEmpty ? nil : data.count,
            payloadLength: payload.isEmpty ? nil : payload.count)
        var buffer = ByteBuffer()
        buffer.writeBytes((try? encoder.encode(header)) ?? Data())
        buffer.writeInteger(UInt8(ascii: "\n"))
        buffer.writeBytes(data)
        buffer.writeBytes(payload)
        return buffer
    }
}

/// Finds events in bytes. A value; after an error nothing more can be found.
struct WyomingParser {
    private struct Rest {
        var event: WyomingEvent
        var data: Int
        var payload: Int
    }

    private var rest: Rest?
    /// How far the end of the header was looked for.
    private var searched = 0

    /// Takes the next event, if all of it is there.
    mutating func next(_ buffer: inout ByteBuffer) throws(WyomingEvent.Malformed) -> WyomingEvent? {
        if rest == nil { rest = try header(&buffer) }
        guard var rest else { return nil }
        guard buffer.readableBytes >= rest.data + rest.payload else { return nil }
        if rest.data > 0, let bytes = buffer.readBytes(length: rest.data) {
            rest.event.data.merge(try Self.object(bytes, "data")) { _, new in new }
        }
        if rest.payload > 0, let bytes = buffer.readBytes(length: rest.payload) {
            rest.event.payload = bytes
        }
        self.rest = nil
        return rest.event
    }

    private mutating func header(
        _ buffer: inout ByteBuffer
    ) throws(WyomingEvent.Malformed) -> Rest? {
        let view = buffer.readableBytesView
        let end = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n"))
        let length = (end ?? view.endIndex) - view.startIndex
        guard length <= WyomingEvent.Limit.header else {
            throw .init("a header has more than \(WyomingEvent.Limit.header) bytes")
        }
        guard end != nil, let line = buffer.readBytes(length: length) else {
            searched = length
            return nil
        }
        searched = 0
        buffer.moveReaderIndex(forwardBy: 1)
        let object = try Self.object(line, "header")
        guard case .text(let type) = object["type"], type.utf8.count <= 256 else {
            throw .init("a header has no type")
        }
        var data: [String: JSON] = [:]
        if let given = object["data"], given != .null {
            guard case .object(let values) = given else { throw .init("data is no object") }
            data = values
        }
        return Rest(
            event: WyomingEvent(type: type, data: data),
            data: try Self.length(object, "data_length", most: WyomingEvent.Limit.data),
            payload: try Self.length(object, "payload_length", most: WyomingEvent.Limit.payload))
    }

    private static func length(
        _ header: [String: JSON], _ name: String, most: Int
    ) throws(WyomingEvent.Malformed) -> Int {
        guard let value = header[name], value != .null else { return 0 }
        guard case .number(let number) = value, let length = Int(exactly: number),
            (0...most).contains(length)
        else { throw .init("\(name) is no number from 0 to \(most)") }
        return length
    }

    private static func object(
        _ bytes: [UInt8], _ part: String
    ) throws(WyomingEvent.Malformed) -> [String: JSON] {
        guard let value = try? JSON.parse(bytes), case .object(let object) = value else {
            throw .init("a \(part) is no JSON object")
        }
        return object
    }
}

/// Bytes to events on a connection.
final class WyomingDecoder: ByteToMessageDecoder {
    typealias InboundOut = WyomingEvent

    private var parser = WyomingParser()

    func decode(
        context: ChannelHandlerContext, buffer: inout ByteBuffer
    ) throws -> DecodingState {
        guard let event = try parser.next(&buffer) else { return .needMoreData }
        context.fireChannelRead(Self.wrapInboundOut(event))
        return .continue
    }

    func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        while case .continue = try decode(context: context, buffer: &buffer) {}
        return .needMoreData
    }
}
