import CGlibc
import NIOCore
import Synchronization

extension Channel {
    /// Bytes that the client's system has acknowledged since the connection began (TCP_INFO of
    /// Linux); 0 where the channel can't be asked, as one that is no TCP.
    ///
    /// That is finer than whether the channel is writable: a socket says that it takes more only
    /// after a third of its buffer is free, which can be a megabyte, minutes of a slow listener.
    func acknowledgedBytes() -> EventLoopFuture<UInt64> {
        guard let options = self as? any SocketOptionProvider else {
            return eventLoop.makeSucceededFuture(0)
        }
        let progress: EventLoopFuture<cglibc_tcp_progress> = options.unsafeGetSocketOption(
            level: .tcp, name: .tcp_info)
        return progress.map(\.acknowledged).flatMapErrorThrowing { _ in 0 }
    }
}

/// Closes a channel whose client takes nothing of what is being written: after one to two times
/// a limit, since it is asked once in each.
final class TakingWatch: Sendable {
    private let channel: any Channel
    private let limit: TimeAmount
    private let whenSilent: @Sendable () -> Void
    private let state = Mutex<(timer: Scheduled<Void>?, isOver: Bool)>((nil, false))

    /// Begins to watch.
    ///
    /// - Parameter whenSilent: Called on the channel's loop before it is closed.
    init(
        _ channel: any Channel, limit: TimeAmount, whenSilent: @escaping @Sendable () -> Void = {}
    ) {
        self.channel = channel
        self.limit = limit
        self.whenSilent = whenSilent
        wait(after: 0)
    }

    /// Watches no more.
    func end() {
        state.withLock { state in
            state.timer?.cancel()
            state = (nil, true)
        }
    }

    private func wait(after taken: UInt64) {
        state.withLock { state in
            guard !state.isOver else { return }
            state.timer = channel.eventLoop.scheduleTask(in: limit) { [self] in ask(taken) }
        }
    }

    private func ask(_ taken: UInt64) {
        channel.acknowledgedBytes().whenSuccess { [self] now in
            guard now <= taken else { return wait(after: now) }
            guard !state.withLock({ $0.isOver }) else { return }
            whenSilent()
            channel.close(promise: nil)
        }
    }
}
