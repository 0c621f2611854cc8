import CoreMetrics
import NIOCore
import Synchronization

/// Counts the connections of a server, and says which are too many.
final class OpenConnections: Sendable {
    /// What a new connection gets.
    enum Place: Sendable {
        case served
        /// An answer that says that there is no place.
        case refused
        /// Nothing: even those who are refused are too many.
        case dropped
    }

    /// How many are told at the same time that there is no place.
    private static let mostRefused = 128

    private let limit: Int
    private let meter: Meter
    private let count = Mutex(0)

    /// - Parameter meter: Told how many are open, of all servers that share it.
    init(limit: Int, meter: Meter) {
        self.limit = limit
        self.meter = meter
    }

    /// Counts a connection until it ends.
    func take(_ channel: any Channel) -> Place {
        let number = count.withLock { count in
            count += 1
            return count
        }
        meter.increment()
        channel.closeFuture.whenComplete { [self] _ in
            count.withLock { $0 -= 1 }
            meter.decrement()
        }
        if number <= limit { return .served }
        return number <= limit + Self.mostRefused ? .refused : .dropped
    }
}

/// Answers the first bytes of a connection that there is no place for it, whatever they ask.
///
/// To leave it waiting would look like a server that hangs, to close it like one that isn't
/// there.
final class RefusingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let patience = TimeAmount.seconds(5)
    private let error: APIError
    private var hasAnswered = false

    init(_ error: APIError) { self.error = error }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let end = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in end.cancel() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasAnswered else { return }
        hasAnswered = true
        let bytes = RawAnswer(error).bytes
        context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
        context.close(mode: .output, promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent, ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension APIError {
    /// More connections than the server takes.
    static func noPlace(_ limit: Int) -> APIError {
        .busy("\(limit) connections are open; try again later", retryAfter: 5)
    }
}
