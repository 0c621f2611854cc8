import NIOCore

/// What a client says through a WebSocket.
enum WebSocketMessage: Sendable, Equatable {
    case text(ByteBuffer)
    case binary(ByteBuffer)
}

/// What goes to a client through a WebSocket.
enum WebSocketOutput: Sendable, Equatable {
    case text(ByteBuffer)
    case binary(ByteBuffer)
    /// The end; nothing goes after it.
    case close(WebSocketClosure)
}

/// Why a WebSocket is closed, with the codes of RFC 6455, 7.4.1.
struct WebSocketClosure: Error, Sendable, Equatable {
    var code: UInt16
    /// In words; at most 123 bytes go out.
    var reason: String

    static let normal = WebSocketClosure(code: 1000, reason: "")
    static let ending = WebSocketClosure(code: 1001, reason: "the server is ending")
    static let silent = WebSocketClosure(code: 1001, reason: "no answer to pings")
    static let notText = WebSocketClosure(code: 1007, reason: "the text is not UTF-8")
    static func malformed(_ reason: String) -> WebSocketClosure {
        WebSocketClosure(code: 1002, reason: reason)
    }
    static func refused(_ reason: String) -> WebSocketClosure {
        WebSocketClosure(code: 1008, reason: reason)
    }
    static func tooLarge(_ limit: Int) -> WebSocketClosure {
        WebSocketClosure(code: 1009, reason: "a message may have \(limit) bytes")
    }
    static func failed(_ reason: String) -> WebSocketClosure {
        WebSocketClosure(code: 1011, reason: reason)
    }

    /// The frame's payload; whole characters only.
    var payload: ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeInteger(code)
        var bytes = 0
        for scalar in reason.unicodeScalars {
            bytes += String(scalar).utf8.count
            if bytes > 123 { break }
            buffer.writeString(String(scalar))
        }
        return buffer
    }
}
