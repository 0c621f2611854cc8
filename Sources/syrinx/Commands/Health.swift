import ArgumentParser
import Glibc
import SpeechEngine

/// `syrinx health`: whether the server of this machine is ready; for containers, which
/// then need no program such as curl.
struct Health: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the server on this machine whether it is ready.",
        discussion: """
            It asks for /ready where the settings say that the server listens; where the \
            server speaks TLS, only whether it takes connections. Ends with 0 where it is \
            ready, with 1 where it is not.
            """)

    @OptionGroup var settingsOptions: SettingsOptions

    func run() throws {
        let settings = try settingsOptions.load().settings.server
        let answer = Self.answer(of: settings)
        try Console.print(answer.words)
        if !answer.isReady { throw ExitCode(1) }
    }

    private static func answer(of settings: ServerSettings) -> (isReady: Bool, words: String) {
        // A server that listens on every address is asked on this machine's own.
        let host: String
        switch settings.host {
        case "0.0.0.0": host = "127.0.0.1"
        case "::": host = "::1"
        default: host = settings.host
        }
        guard let connection = connection(host, settings.port) else {
            return (false, "nothing listens on \(host) port \(settings.port)")
        }
        defer { close(connection) }
        guard settings.tlsCertificate == nil else { return (true, "listening, with TLS") }
        // The name of a machine of one's own, which every server here takes.
        let request = "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        guard send(connection, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else {
            return (false, "the server takes no request")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < 64 << 10 {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        let answer = String(decoding: bytes, as: UTF8.self)
        guard answer.hasPrefix("HTTP/1.1 ") else { return (false, "the server gives no answer") }
        let body = answer.split(separator: "\r\n").last.map(String.init) ?? ""
        return (answer.hasPrefix("HTTP/1.1 200 "), body)
    }

    /// A connection that waits three seconds at most for each of its steps.
    private static func connection(_ host: String, _ port: Int) -> Int32? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var next: UnsafeMutablePointer<addrinfo>? = found
        while let address = next?.pointee {
            next = address.ai_next
            let connection = socket(
                address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard connection >= 0 else { continue }
            var patience = timeval(tv_sec: 3, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
            if connect(connection, address.ai_addr, address.ai_addrlen) == 0 { return connection }
            close(connection)
        }
        return nil
    }
}
