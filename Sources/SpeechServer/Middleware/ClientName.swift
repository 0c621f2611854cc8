import NIOCore

/// Names clients for limits and statistics, by a digest that is new in every process and
/// can't be turned back.
enum ClientName {
    private static let salt = UInt64.random(in: 0 ... .max)

    /// The client of a request: its key where that is one of the server's, else its address.
    /// Whoever could name himself would have as many shares as he has names.
    static func of(_ key: String?, _ keys: AccessKeys, _ channel: any Channel) -> String {
        if let key, keys.isKnown(key) { return digest("key " + key) }
        return of(channel)
    }

    /// The client of a connection.
    static func of(_ channel: any Channel) -> String {
        digest("address " + (channel.remoteAddress?.ipAddress ?? "local"))
    }

    private static func digest(_ text: String) -> String {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(text)
        return String(UInt32(truncatingIfNeeded: hasher.finalize()), radix: 16)
    }
}
