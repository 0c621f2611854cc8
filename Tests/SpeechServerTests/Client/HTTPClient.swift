/// The head of an answer.
struct AnswerHead: Sendable {
    var status: Int
    /// Names in lower case.
    var fields: [(name: String, value: String)]

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// A whole answer.
struct Answer: Sendable {
    var head: AnswerHead
    var body: [UInt8]
    var trailers: [(name: String, value: String)] = []

    var status: Int { head.status }
    var text: String { String(decoding: body, as: UTF8.self) }
    subscript(name: String) -> String? { head[name] }
}

/// HTTP/1.1 as a client speaks it.
extension Connection {
    /// Sends a request.
    ///
    /// - Parameters:
    ///   - fields: Beside `Host` and, where there is a body, `Content-Length`.
    func request(
        _ method: String, _ path: String, _ fields: [(String, String)] = [], body: [UInt8]? = nil
    ) throws {
        var text = "\(method) \(path) HTTP/1.1\r\n"
        if !fields.contains(where: { $0.0.lowercased() == "host" }) {
            text += "Host: localhost\r\n"
        }
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        try send(Array((text + "\r\n").utf8) + (body ?? []))
    }

    /// Sends a request with a JSON body.
    func post(_ path: String, _ fields: [(String, String)] = [], json: String) throws {
        try request(
            "POST", path, [("Content-Type", "application/json")] + fields, body: Array(json.utf8))
    }

    /// Reads the head of the next answer that is not a mere continuation.
    func head() throws -> AnswerHead {
        while true {
            let lines = String(decoding: try take(upTo: Array("\r\n\r\n".utf8)), as: UTF8.self)
                .split(separator: "\r\n", omittingEmptySubsequences: false)
            let words = lines[0].split(separator: " ", maxSplits: 2)
            guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
                throw ClientError.malformed("status line: \(lines[0])")
            }
            if status == 100 { continue }
            return AnswerHead(status: status, fields: Self.fields(lines.dropFirst()))
        }
    }

    /// Reads the next part of a chunked body; nil after the last, whose trailers are read then.
    func chunk(trailers: inout [(name: String, value: String)]) throws -> [UInt8]? {
        let line = String(decoding: try take(upTo: Array("\r\n".utf8)), as: UTF8.self)
        guard let count = Int(line.prefix { $0 != ";" }, radix: 16) else {
            throw ClientError.malformed("length of a chunk: \(line)")
        }
        guard count > 0 else {
            var lines: [Substring] = []
            while true {
                let line = String(decoding: try take(upTo: Array("\r\n".utf8)), as: UTF8.self)
                if line.isEmpty { break }
                lines.append(line[...])
            }
            trailers = Self.fields(lines[...])
            return nil
        }
        let bytes = try take(count)
        guard try take(2) == [13, 10] else { throw ClientError.malformed("end of a chunk") }
        return bytes
    }

    /// Reads a whole answer.
    func answer(toHead isHead: Bool = false) throws -> Answer {
        let head = try head()
        var answer = Answer(head: head, body: [])
        if isHead || head.status == 204 || head.status == 304 { return answer }
        if head["transfer-encoding"] == "chunked" {
            while let chunk = try chunk(trailers: &answer.trailers) { answer.body += chunk }
        } else if let length = head["content-length"].flatMap({ Int($0) }) {
            answer.body = try take(length)
        } else {
            answer.body = try takeAll()
        }
        return answer
    }

    private static func fields(_ lines: ArraySlice<Substring>) -> [(name: String, value: String)] {
        lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (
                line[..<colon].lowercased(),
                String(line[line.index(after: colon)...].drop { $0 == " " })
            )
        }
    }
}

/// One request on a connection of its own.
func fetch(
    _ port: Int, _ path: String, method: String = "GET", _ fields: [(String, String)] = [],
    body: [UInt8]? = nil
) async throws -> Answer {
    try await onThread {
        let connection = try Connection(port: port)
        try connection.request(method, path, fields + [("Connection", "close")], body: body)
        return try connection.answer(toHead: method == "HEAD")
    }
}

/// One request with a JSON body on a connection of its own.
func fetch(
    _ port: Int, _ path: String, method: String = "POST", _ fields: [(String, String)] = [],
    json: String
) async throws -> Answer {
    try await fetch(
        port, path, method: method, [("Content-Type", "application/json")] + fields,
        body: Array(json.utf8))
}
