import HTTPTypes
import Hummingbird
import NIOCore

/// Names clients for limits and statistics, by a digest that is new in every process and
/// can't be turned back.
enum ClientName {
    private static let salt = UInt64.random(in: 0 ... .max)

    /// The client of a request: its key, else its address.
    static func of(_ request: Request, _ channel: any Channel) -> String {
        if let key = KeyGuard.key(of: request.headers) { return digest("key " + key) }
        return of(channel)
    }

    /// The client of a connection.
    static func of(_ channel: any Channel) -> String {
        digest("address " + (channel.remoteAddress?.ipAddress ?? "local"))
    }

    static func digest(_ text: String) -> String {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(text)
        return String(UInt32(truncatingIfNeeded: hasher.finalize()), radix: 16)
    }
}
