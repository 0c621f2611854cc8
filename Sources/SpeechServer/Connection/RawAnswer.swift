import HTTPTypes
import NIOCore
import NIOHTTP1

/// An error's answer as it is written below the router, where there is no request yet, or
/// none that can be understood. The connection ends with it.
struct RawAnswer {
    let head: HTTPResponseHead
    let body: ByteBuffer

    init(_ error: APIError) {
        let bytes = (try? JSONBody.bytes(error.body)) ?? []
        var headers = HTTPHeaders([
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", "\(bytes.count)"), ("Connection", "close"),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
            ("X-Request-Id", RequestIdentity.fresh()), ("Server", "syrinx"),
        ])
        if let wait = error.retryAfter { headers.add(name: "Retry-After", value: "\(wait)") }
        head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(
                statusCode: error.status.code, reasonPhrase: error.status.reasonPhrase),
            headers: headers)
        body = ByteBuffer(bytes: bytes)
    }

    /// The same for a client that nobody has listened to.
    var bytes: ByteBuffer {
        var text = "HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n"
        for (name, value) in head.headers { text += "\(name): \(value)\r\n" }
        var buffer = ByteBuffer(string: text + "\r\n")
        buffer.writeImmutableBuffer(body)
        return buffer
    }
}

extension APIError {
    /// What a client is told whose bytes are no HTTP.
    static func malformed(_ error: any Error) -> APIError {
        if case HTTPParserError.headerOverflow = error {
            return .invalid(
                nil,
                "the head of the request is too large; a field may have 16 KiB, all of them 64",
                code: "head_too_large", status: .requestHeaderFieldsTooLarge)
        }
        return .invalid(nil, "the request is not valid HTTP/1.1", code: "malformed_request")
    }

    /// A request that didn't come in time.
    static func late(_ part: String, setting: String) -> APIError {
        .invalid(
            nil, "the \(part) of the request didn't come in time; server.\(setting) is the limit",
            code: "request_timeout", status: .requestTimeout)
    }
}
