import NIOCore
import NIOHTTP1
import SpeechEngine

/// What a connection may do before it is cut.
struct ConnectionLimits: Sendable {
    /// From the connection, or the first byte of a later request, to the end of a head. Bytes
    /// that drip in don't prolong it.
    var head: TimeAmount
    /// How long nothing may come of a body that isn't complete.
    var body: TimeAmount
    /// How long a client may take nothing of what is to be sent.
    var write: TimeAmount
    /// How long nothing may happen between requests.
    var idle: TimeAmount
    /// How long a client may go on sending after the last answer on a connection. It is read
    /// and dropped, for to close at once would take the answer away from it.
    var linger = TimeAmount.seconds(2)
    /// How many connections may be open.
    var connections: Int

    init(_ settings: ServerSettings, connections: Int) {
        head = TimeAmount(settings.headerTimeout)
        body = TimeAmount(settings.bodyTimeout)
        write = TimeAmount(settings.writeTimeout)
        idle = TimeAmount(settings.idleTimeout)
        self.connections = connections
    }

    /// What the head of a request may hold.
    static var decoder: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 << 10
        limits.maxHeaderListSize = 64 << 10
        limits.maxHeaderFieldCount = 128
        return limits
    }
}
