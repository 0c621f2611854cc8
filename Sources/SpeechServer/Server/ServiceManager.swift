import Glibc
import Logging
import ServiceLifecycle

/// Tells systemd how the server is doing, where it asks for that (`Type=notify`).
///
/// Source: sd_notify(3): a datagram of `NAME=value` lines to the socket that
/// `NOTIFY_SOCKET` names.
struct ServiceManager: Sendable {
    private let path: String?

    /// - Parameter path: The socket; `@` begins an abstract name.
    init(path: String? = getenv("NOTIFY_SOCKET").map { String(cString: $0) }) {
        self.path = path.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The server takes connections.
    func ready(_ status: String) { tell("READY=1\nSTATUS=\(status)") }

    /// What the server is at, for people.
    func status(_ status: String) { tell("STATUS=\(status)") }

    /// The server lets running requests end.
    func stopping() { tell("STOPPING=1\nSTATUS=letting running requests end") }

    /// Sends a message; without anybody to take it, nothing happens.
    private func tell(_ message: String) {
        guard let path else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard name.count < capacity else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: name)
            if name[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        }
        let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + name.count }
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0, let length else { return }
        defer { close(descriptor) }
        let text = Array(message.utf8)
        _ = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(
                    descriptor, text, text.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT),
                    address, socklen_t(length))
            }
        }
    }
}

/// Tells the service manager when the server begins to end.
struct EndNotice: Service {
    let manager: ServiceManager

    func run() async throws {
        try? await gracefulShutdown()
        manager.stopping()
    }
}
