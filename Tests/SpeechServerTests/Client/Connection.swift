import Glibc

/// What went wrong at a client's end.
enum ClientError: Error {
    case system(String, Int32)
    /// Nothing came for longer than any test waits.
    case silence
    /// The server ended the connection before what was expected had come.
    case ended
    case malformed(String)
}

/// A blocking TCP connection to a server of this machine, able to misbehave. Use it on a
/// thread of its own; see `onThread`.
final class Connection {
    private let socket: Int32
    private var received: [UInt8] = []

    /// - Parameters:
    ///   - receiveBuffer: How many bytes the kernel may hold for a client that doesn't read.
    init(port: Int, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw ClientError.system("socket", errno) }
        // What never comes fails a test instead of holding it.
        var patience = timeval(tv_sec: 180, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var noDelay: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, 4)
        if var receiveBuffer {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw ClientError.system("connect", errno) }
    }

    deinit { Glibc.close(socket) }

    /// Sends all of it.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw ClientError.system("send", errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends as much as fits without waiting; returns how many bytes that was.
    func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
        let count = bytes.withUnsafeBytes {
            Glibc.send(
                socket, $0.baseAddress, $0.count,
                Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        return max(0, count)
    }

    /// Sends nothing more; what comes can still be read.
    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Makes the end of the connection a reset.
    func resetAtEnd() {
        var value = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    }

    /// Waits until there are at least so many bytes that were not taken yet.
    ///
    /// - Returns: false where the server ended the connection before.
    func fill(_ count: Int) throws -> Bool {
        while received.count < count {
            guard try receive() else { return false }
        }
        return true
    }

    /// Takes exactly so many bytes.
    func take(_ count: Int) throws -> [UInt8] {
        guard try fill(count) else { throw ClientError.ended }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Takes bytes up to a mark, which is taken too but not returned.
    func take(upTo mark: [UInt8]) throws -> [UInt8] {
        var start = 0
        while true {
            if let range = received[start...].firstRange(of: mark) {
                defer { received.removeFirst(range.upperBound) }
                return Array(received[..<range.lowerBound])
            }
            start = max(0, received.count - mark.count + 1)
            guard try receive() else { throw ClientError.ended }
        }
    }

    /// Takes everything until the server ends the connection.
    func takeAll() throws -> [UInt8] {
        while try receive() {}
        defer { received = [] }
        return received
    }

    /// Reads and drops until the server ends the connection, however it does so.
    func waitForEnd() {
        while (try? receive()) == true { received = [] }
    }

    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                received += buffer[..<count]
                return true
            }
            if count == 0 { return false }
            switch errno {
            case EINTR: continue
            case EAGAIN: throw ClientError.silence
            case ECONNRESET: return false
            default: throw ClientError.system("recv", errno)
            }
        }
    }
}
