import HTTPTypes
import Logging
import NIOCore

/// A path at which a WebSocket is served.
struct SocketRoute: Sendable {
    /// The path; a part in braces stands for any one part.
    let pattern: String
    /// Serves a socket to its end.
    let serve: @Sendable (WebSocket, SocketRequest) async -> Void

    /// The parts that stand at the braces, by name; nil where the path is another.
    func match(_ path: String) -> [String: String]? {
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard wanted.count == given.count else { return nil }
        var values: [String: String] = [:]
        for (want, give) in zip(wanted, given) {
            if want.first == "{", want.last == "}" {
                guard !give.isEmpty else { return nil }
                values[String(want.dropFirst().dropLast())] = PercentCoding.decoded(give)
            } else if want != give {
                return nil
            }
        }
        return values
    }
}

/// The request that became a WebSocket.
struct SocketRequest: Sendable {
    /// The request's ID: the client's own where it is a sound one.
    var id: String
    /// The route's pattern.
    var route: String
    /// Who asks: a short digest.
    var client: String
    /// The parts of the path that have names.
    var parameters: [String: String]
    /// The query; of a name that is there twice the first counts.
    var query: [String: String]
    /// Whether the client has yet to show a key, in its first message.
    var needsKey: Bool
    var logger: Logger

    /// Where an utterance comes from; the first one has the request's own ID.
    func origin(utterance number: Int) -> RequestOrigin {
        RequestOrigin(id: number == 0 ? id : "\(id)_\(number)", route: route, client: client)
    }
}

/// A WebSocket as the one who serves it sees it.
struct WebSocket: Sendable {
    let messages: NIOAsyncChannelInboundStream<WebSocketMessage>
    let output: NIOAsyncChannelOutboundWriter<WebSocketOutput>
    let channel: any Channel

    /// Sends a message; returns when there is room for more.
    func send(_ message: WebSocketOutput) async throws { try await output.write(message) }

    /// Ends the socket whatever else is being sent.
    func close(_ closure: WebSocketClosure) {
        channel.writeAndFlush(WebSocketOutput.close(closure), promise: nil)
    }
}

/// `%41` and its like.
enum PercentCoding {
    /// A part of a path or query without its coding; as it is where the coding is wrong.
    static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(0x25) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) else {
                return String(text)
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self) ?? String(text)
    }

    /// The names and values of a query.
    static func query(_ text: Substring) -> [String: String] {
        var values: [String: String] = [:]
        for field in text.split(separator: "&").prefix(64) {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = decoded(parts[0])
            if values[name] == nil { values[name] = parts.count > 1 ? decoded(parts[1]) : "" }
        }
        return values
    }
}
