import Glibc
import SpeechEngine

/// A blocking connection of a benchmark's client to a server of this machine, as bare as
/// can be, so that what is measured is the server.
final class ServerConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private var taken = 0

    /// - Parameter receiveBuffer: Bytes that the kernel may hold; nil: as it likes.
    init(port: Int, receiveBuffer: Int32? = nil) throws(EngineError) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure("socket") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Self.failure("connect") }
    }

    deinit { close(descriptor) }

    /// Makes the end of the connection a reset, as that of a client that crashes.
    func resetAtEnd() {
        var value = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    }

    func send(_ text: String) throws(EngineError) { try send(Array(text.utf8)) }

    /// Sends all of it.
    func send(_ bytes: [UInt8]) throws(EngineError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("send") }
            sent += count
        }
    }

    /// Takes what has come, at least one byte; nil where the server has ended the connection.
    func take() throws(EngineError) -> ArraySlice<UInt8>? {
        guard try fill(1) else { return nil }
        defer { taken = received.count }
        return received[taken...]
    }

    /// Takes exactly so many bytes.
    func take(_ count: Int) throws(EngineError) -> ArraySlice<UInt8> {
        guard try fill(count) else { throw Self.failure("the connection ended early", 0) }
        defer { taken += count }
        return received[taken..<taken + count]
    }

    /// Takes a line, without its end.
    func takeLine() throws(EngineError) -> String {
        var length = 0
        while true {
            guard try fill(length + 1) else { throw Self.failure("a line ended early", 0) }
            if received[taken + length] == 0x0A { break }
            length += 1
        }
        let line = try take(length + 1).dropLast()
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }

    private func fill(_ count: Int) throws(EngineError) -> Bool {
        guard received.count - taken < count else { return true }
        if taken > 0 {
            received.removeFirst(taken)
            taken = 0
        }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while received.count < count {
            let got = recv(descriptor, &buffer, buffer.count, 0)
            if got < 0, errno == EINTR { continue }
            if got < 0, errno != ECONNRESET { throw Self.failure("receive") }
            guard got > 0 else { return false }
            received += buffer[..<got]
        }
        return true
    }

    static func failure(_ what: String, _ code: Int32 = errno) -> EngineError {
        .output(
            path: "a connection to the server",
            reason: code == 0 ? what : what + ": " + String(cString: strerror(code)), remedy: "")
    }
}

/// HTTP as far as a benchmark needs it.
extension ServerConnection {
    /// The head of an answer.
    struct Head {
        let status: Int
        let isChunked: Bool
        let length: Int
    }

    /// Sends a request with a JSON body.
    func post(_ path: String, json: String) throws(EngineError) {
        try send(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(json.utf8.count)\r\n\r\n" + json)
    }

    /// Reads the head of an answer.
    func head() throws(EngineError) -> Head {
        let words = try takeLine().split(separator: " ")
        var (isChunked, length) = (false, 0)
        while true {
            let line = try takeLine().lowercased()
            if line.isEmpty { break }
            if line == "transfer-encoding: chunked" { isChunked = true }
            if line.hasPrefix("content-length: ") { length = Int(line.dropFirst(16)) ?? 0 }
        }
        return Head(
            status: words.count > 1 ? Int(words[1]) ?? 0 : 0, isChunked: isChunked,
            length: length)
    }

    /// Reads a body.
    ///
    /// - Parameter part: Gets each part as it comes; false ends the reading there, after
    ///   which the connection is good for nothing.
    /// - Returns: Whether it was read to its end.
    @discardableResult
    func body(
        _ head: Head, part: (ArraySlice<UInt8>) -> Bool = { _ in true }
    ) throws(EngineError) -> Bool {
        guard head.isChunked else {
            var rest = head.length
            while rest > 0 {
                let piece = try take(min(rest, 16 << 10))
                rest -= piece.count
                guard part(piece) else { return false }
            }
            return true
        }
        while true {
            let count = Int(try takeLine(), radix: 16) ?? 0
            if count == 0 { break }
            guard part(try take(count)) else { return false }
            _ = try take(2)
        }
        while try !takeLine().isEmpty {}
        return true
    }
}
