import AudioSignal
import SpeechEngine

/// A WebSocket to a benchmark's server, which speaks while it gets text.
final class ServerTalk {
    /// What comes from the server.
    enum Event {
        case audio(ArraySlice<UInt8>)
        case message(String)
        /// The server has closed it.
        case closed
    }

    private let connection: ServerConnection

    init(port: Int) throws(EngineError) {
        connection = try ServerConnection(port: port)
        try connection.send(
            "GET /v1/audio/speech/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        guard try connection.head().status == 101 else {
            throw ServerConnection.failure("the server refuses the WebSocket", 0)
        }
    }

    /// Sends a message.
    func say(_ text: String) throws(EngineError) { try send(1, Array(text.utf8)) }

    /// Makes the end of the connection a reset, as that of a client that crashes.
    func resetAtEnd() { connection.resetAtEnd() }

    private func send(_ kind: UInt8, _ payload: [UInt8]) throws(EngineError) {
        var frame: [UInt8] = [0x80 | kind]
        if payload.count < 126 {
            frame.append(0x80 | UInt8(payload.count))
        } else if payload.count < 1 << 16 {
            frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        } else {
            frame.append(0x80 | 127)
            frame += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        // A mask of zeros is a mask.
        try connection.send(frame + [0, 0, 0, 0] + payload)
    }

    /// What comes next; pings are answered.
    func next() throws(EngineError) -> Event {
        while true {
            let head = Array(try connection.take(2))
            var length = Int(head[1] & 0x7F)
            if length >= 126 {
                let bytes = try connection.take(length == 126 ? 2 : 8)
                length = bytes.reduce(0) { $0 << 8 | Int($1) }
            }
            let payload = length > 0 ? try connection.take(length) : []
            switch head[0] & 0x0F {
            case 1: return .message(String(decoding: payload, as: UTF8.self))
            case 2: return .audio(payload)
            case 8: return .closed
            case 9: try send(10, Array(payload))
            default: break
            }
        }
    }

    /// Says a whole text and listens to its end.
    func listen(
        to text: String, profile: String = "fast"
    ) throws(EngineError) -> HeardSpeech {
        var heard = HeardSpeech()
        let start = ContinuousClock.now
        try say(
            #"{"type":"start","voice":"flite/slt","profile":"\#(profile)","response_format":"pcm"}"#
        )
        try say(#"{"type":"text","text":"\#(BenchListener.escaped(text))"}"#)
        try say(#"{"type":"finish"}"#)
        while true {
            switch try next() {
            case .audio(let part): heard.note(part, after: ContinuousClock.now - start)
            case .message(let message):
                if message.contains(#""type":"done""#) { return heard }
                if message.contains(#""type":"error""#) {
                    throw ServerConnection.failure(message, 0)
                }
            case .closed: throw ServerConnection.failure("the server closed the WebSocket", 0)
            }
        }
    }

    /// Begins a long text, cancels it after some audio, and waits for the server's word.
    ///
    /// - Returns: Milliseconds from the cancellation sent to the server's word that it is
    ///   cancelled, and how many frames of audio came after that word.
    func bargeIn(_ text: String, after bytes: Int) throws(EngineError) -> (Double, late: Int) {
        try say(#"{"type":"start","voice":"flite/slt","response_format":"pcm"}"#)
        try say(#"{"type":"text","text":"\#(BenchListener.escaped(text))"}"#)
        try say(#"{"type":"finish"}"#)
        var heard = 0
        while heard < bytes {
            switch try next() {
            case .audio(let part): heard += part.count
            case .message(let message):
                guard !message.contains(#""type":"error""#) else {
                    throw ServerConnection.failure(message, 0)
                }
            case .closed: throw ServerConnection.failure("the server closed the WebSocket", 0)
            }
        }
        let start = ContinuousClock.now
        try say(#"{"type":"cancel"}"#)
        while true {
            if case .message(let message) = try next(), message.contains(#""type":"cancelled""#) {
                break
            }
        }
        let silent = (ContinuousClock.now - start).seconds * 1_000
        // Whatever comes before the answer to this came after the word.
        try say(#"{"type":"ping","id":1}"#)
        var late = 0
        while true {
            switch try next() {
            case .audio: late += 1
            case .message(let message):
                if message.contains(#""type":"pong""#) { return (silent, late) }
            case .closed: throw ServerConnection.failure("the server closed the WebSocket", 0)
            }
        }
    }
}
