@testable import SpeechServer

/// What came of one utterance on our own socket.
struct HeardUtterance: Sendable {
    var messages: [JSON] = []
    var audio: [[UInt8]] = []

    var bytes: [UInt8] { audio.flatMap(\.self) }
    var types: [String] { messages.compactMap(\.type) }
    var last: JSON? { messages.last }

    func all(_ type: String) -> [JSON] { messages.filter { $0.type == type } }
}

extension Connection {
    static let speech = "/v1/audio/speech/stream"

    /// Opens our socket.
    static func speechSocket(
        _ port: Int, _ fields: [(String, String)] = [], receiveBuffer: Int32? = nil
    ) throws -> Connection {
        let connection = try Connection(port: port, receiveBuffer: receiveBuffer)
        let head = try connection.upgrade(speech, fields)
        guard head.status == 101 else { throw ClientError.malformed("status \(head.status)") }
        return connection
    }

    /// Reads to the end of an utterance.
    func utterance() throws -> HeardUtterance {
        var heard = HeardUtterance()
        while true {
            let message = try message(audio: &heard.audio)
            heard.messages.append(message)
            switch message.type {
            case "done", "cancelled", "error": return heard
            default: break
            }
        }
    }

    /// Says a text as a whole, and hears it.
    func speak(_ text: String, _ start: String = "") throws -> HeardUtterance {
        try say(#"{"type":"start"\#(start.isEmpty ? "" : ",")\#(start)}"#)
        try say(#"{"type":"text","text":"\#(text)"}"#)
        try say(#"{"type":"finish"}"#)
        return try utterance()
    }
}
