import NIOCore

/// Puts a client's frames together to messages, and finds what breaks the protocol
/// (RFC 6455). A value: it is given frames, and says what to do.
struct MessageAssembler {
    /// A frame as the parser has it.
    struct Frame {
        var kind: UInt8
        var payload: ByteBuffer
        var isLast = true
        var isMasked = true
        var hasReservedBits = false
    }

    /// What a frame leads to.
    enum Action: Equatable {
        /// Nothing yet.
        case wait
        case deliver(WebSocketMessage)
        /// Answer a ping.
        case pong(ByteBuffer)
        /// A pong came.
        case alive
        /// The client closes; say the same and end.
        case closed(WebSocketClosure)
        /// The client breaks the rules; say which and end.
        case fail(WebSocketClosure)
    }

    private let limit: Int
    private var kind: UInt8?
    private var buffer = ByteBuffer()

    /// - Parameter limit: Bytes that a message may have.
    init(limit: Int) { self.limit = limit }

    mutating func take(_ frame: Frame) -> Action {
        guard frame.isMasked else { return .fail(.malformed("clients have to mask frames")) }
        guard !frame.hasReservedBits else { return .fail(.malformed("reserved bits are set")) }
        switch frame.kind {
        case 0, 1, 2: return data(frame)
        case 8: return close(frame.payload)
        case 9: return .pong(frame.payload)
        case 10: return .alive
        default: return .fail(.malformed("unknown kind of frame"))
        }
    }

    private mutating func data(_ frame: Frame) -> Action {
        if frame.kind == 0 {
            guard kind != nil else { return .fail(.malformed("nothing to continue")) }
        } else {
            guard kind == nil else { return .fail(.malformed("a message is not complete")) }
            kind = frame.kind
        }
        guard buffer.readableBytes + frame.payload.readableBytes <= limit else {
            return .fail(.tooLarge(limit))
        }
        if buffer.readableBytes == 0 {
            buffer = frame.payload
        } else {
            buffer.writeImmutableBuffer(frame.payload)
        }
        guard frame.isLast else { return .wait }
        defer {
            kind = nil
            buffer = ByteBuffer()
        }
        guard kind == 1 else { return .deliver(.binary(buffer)) }
        return Self.isText(buffer) ? .deliver(.text(buffer)) : .fail(.notText)
    }

    private func close(_ payload: ByteBuffer) -> Action {
        var payload = payload
        guard payload.readableBytes > 0 else { return .closed(.normal) }
        guard let code = payload.readInteger(as: UInt16.self) else {
            return .fail(.malformed("a code has two bytes"))
        }
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: return .fail(.malformed("\(code) is no code"))
        }
        guard Self.isText(payload) else { return .fail(.notText) }
        return .closed(WebSocketClosure(code: code, reason: ""))
    }

    private static func isText(_ buffer: ByteBuffer) -> Bool {
        buffer.readableBytesView.withContiguousStorageIfAvailable {
            String(validating: $0, as: UTF8.self) != nil
        } ?? false
    }
}
