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

/// How much may be on its way to a client.
///
/// What waits in the buffers of a socket can't be taken back: it stands before the answer to
/// a cancel. So there is little of it, yet enough for the fastest format on a slow way (64 KiB
/// in flight are 640 KB/s at a round trip of 100 ms; speech as PCM has 48).
enum SocketOptions {
    static let sendBuffer = 64 << 10
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 8 << 10, high: 16 << 10)

    /// Bytes of an answer over HTTP that the system may hold before they are sent. By itself
    /// it holds some megabytes, and says that it takes more when a third of them has gone: who
    /// hears MP3 as it plays, 8 KB/s, would seem to take nothing for minutes.
    static let unsentAnswer = 128 << 10
    /// TCP_NOTSENT_LOWAT of tcp(7).
    private static let unsentLowWater = NIOBSDSocket.Option(rawValue: 25)

    /// Sets what an answer over HTTP needs.
    static func setForAnswers(on channel: any Channel) throws {
        try channel.syncOptions?.setOption(
            .tcpOption(unsentLowWater), value: SocketOptionValue(unsentAnswer))
    }

    /// Sets what a socket needs.
    static func set(on channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.writeBufferWaterMark, value: waterMark)
        try options.setOption(
            .socketOption(.so_sndbuf), value: SocketOptionValue(sendBuffer))
    }
}
