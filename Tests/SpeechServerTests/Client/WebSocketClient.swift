@testable import SpeechServer

/// A frame as it stands on the wire.
struct Frame: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    var kind: Kind
    var payload: [UInt8]
    var isLast = true

    var text: String { String(decoding: payload, as: UTF8.self) }
    /// The code of a close frame.
    var code: Int? {
        guard kind == .close, payload.count >= 2 else { return nil }
        return Int(payload[0]) << 8 | Int(payload[1])
    }
}

/// WebSocket as a client speaks it.
extension Connection {
    /// Asks for the upgrade; the answer's status is 101 where it was granted.
    @discardableResult
    func upgrade(
        _ path: String, _ fields: [(String, String)] = [],
        key: String = "dGhlIHNhbXBsZSBub25jZQ=="
    ) throws -> AnswerHead {
        try request(
            "GET", path,
            [
                ("Connection", "Upgrade"), ("Upgrade", "websocket"),
                ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", key),
            ] + fields)
        return try head()
    }

    /// Sends a frame, whether it makes sense or not.
    func send(
        _ kind: UInt8, _ payload: [UInt8], isLast: Bool = true, isMasked: Bool = true,
        reserved: UInt8 = 0
    ) throws {
        try send(
            Self.frame(
                kind, payload, isLast: isLast, isMasked: isMasked, reserved: reserved))
    }

    func send(_ frame: Frame) throws {
        try send(frame.kind.rawValue, frame.payload, isLast: frame.isLast)
    }

    /// Sends a message of text.
    func say(_ text: String) throws { try send(1, Array(text.utf8)) }

    /// The bytes of a frame.
    static func frame(
        _ kind: UInt8, _ payload: [UInt8], isLast: Bool = true, isMasked: Bool = true,
        reserved: UInt8 = 0
    ) -> [UInt8] {
        var bytes = [(isLast ? 0x80 : 0) | reserved << 4 | kind]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ...125: bytes.append(mask | UInt8(payload.count))
        case ...0xFFFF:
            bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            bytes.append(mask | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard isMasked else { return bytes + payload }
        let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        bytes += key
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index % 4]) }
        return bytes
    }

    /// Reads the next frame; nil where the connection has ended.
    func frame() throws -> Frame? {
        guard try fill(2) else { return nil }
        let head = try take(2)
        guard head[0] & 0x70 == 0, let kind = Frame.Kind(rawValue: head[0] & 0x0F) else {
            throw ClientError.malformed("first byte of a frame: \(head[0])")
        }
        guard head[1] & 0x80 == 0 else { throw ClientError.malformed("a server masks nothing") }
        var length = Int(head[1])
        if length == 126 { length = try take(2).reduce(0) { $0 << 8 | Int($1) } }
        if length == 127 { length = try take(8).reduce(0) { $0 << 8 | Int($1) } }
        return Frame(kind: kind, payload: try take(length), isLast: head[0] & 0x80 != 0)
    }

    /// Reads the next message as JSON, answering pings; what comes as audio before is added
    /// to it.
    func message(audio: inout [[UInt8]]) throws -> JSON {
        while let frame = try frame() {
            switch frame.kind {
            case .text: return try JSON.parse(frame.payload)
            case .binary: audio.append(frame.payload)
            case .ping: try send(10, frame.payload)
            case .pong, .continuation: break
            case .close: throw ClientError.malformed("closed with \(frame.code ?? 0)")
            }
        }
        throw ClientError.ended
    }

    /// Reads to the close frame; returns its code, nil where the connection ended without.
    func closeCode() throws -> Int? {
        while let frame = try frame() {
            if frame.kind == .close { return frame.code }
        }
        return nil
    }
}

extension JSON {
    /// A value of an object.
    subscript(name: String) -> JSON? {
        if case .object(let object) = self { object[name] } else { nil }
    }
    var string: String? { if case .text(let value) = self { value } else { nil } }
    var number: Double? { if case .number(let value) = self { value } else { nil } }
    var items: [JSON]? { if case .list(let value) = self { value } else { nil } }
    /// The kind of a message of ours.
    var type: String? { self["type"]?.string }
}
