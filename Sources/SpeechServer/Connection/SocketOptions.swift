import NIOCore
import Synchronization

/// The route and the request that a handshake was admitted to.
final class Admitted: Sendable {
    private let admission = Mutex<(SocketRoute, SocketRequest)?>(nil)

    var value: (SocketRoute, SocketRequest)? { admission.withLock { $0 } }

    /// Keeps it; whether there is one.
    func take(_ admission: (route: SocketRoute, request: SocketRequest)?) -> Bool {
        self.admission.withLock { $0 = admission }
        return admission != nil
    }
}

/// How much may be on its way to a client of a socket.
///
/// What waits in buffers can't be taken back: it stands before the answer to a cancel. So
/// there is little of it, yet enough for the fastest format on a slow way (64 KiB in flight
/// are 640 KB/s at a round trip of 100 ms; speech as PCM has 48).
enum SocketOptions {
    static let sendBuffer = 64 << 10
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 8 << 10, high: 16 << 10)

    static func set(on channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.writeBufferWaterMark, value: waterMark)
        try options.setOption(
            .socketOption(.so_sndbuf), value: SocketOptionValue(sendBuffer))
    }
}
