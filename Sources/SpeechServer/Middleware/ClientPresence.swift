import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension Router<ServerContext> {
    /// Answers requests whose work nobody wants once their client has gone.
    func speech(
        _ path: RouterPath,
        _ answer:
            @escaping @Sendable @concurrent (Request, ServerContext) async throws -> Response
    ) {
        post(path) { request, context in
            try await context.whileClientWaits { try await answer(request, context) }
        }
    }
}

extension ServerContext {
    /// Does something for a client, and cancels it when the client goes before it is done,
    /// waiting for a place included.
    ///
    /// A client that ends its side of the connection is taken for gone: nothing tells it
    /// from one that still listens, and a text nobody waits for would be spoken to its end.
    /// Once an answer has begun, sending it tells.
    fileprivate func whileClientWaits<Value: Sendable>(
        _ work: @escaping @Sendable @concurrent () async throws -> Value
    ) async throws -> Value {
        let presence = try await ClientPresence.of(channel)
        do {
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask { try await work() }
                group.addTask {
                    await presence.end()
                    return nil
                }
                defer { group.cancelAll() }
                for try await value in group {
                    if let value { return value }
                    // Gone; the work notices that it is cancelled, and is waited for.
                    group.cancelAll()
                }
                throw CancellationError()
            }
        } catch let end where presence.hasGone && Self.isEndOfWork(end) {
            throw APIError.deserted
        }
    }

    /// Whether an error tells no more than that work was cancelled.
    private static func isEndOfWork(_ error: any Error) -> Bool {
        error is CancellationError || (error as? APIError)?.status == .serviceUnavailable
    }
}

extension APIError {
    /// For the log: nobody is there to be told. The status is nginx's.
    fileprivate static let deserted = APIError.invalid(
        nil, "the client has gone", code: "client_gone",
        status: HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request"))
}

/// Whether the client of a connection is still there.
///
/// Stands in the connection from its beginning: who asks and goes at once has gone before
/// anybody could begin to look.
final class ClientPresence: ChannelInboundHandler, Sendable {
    typealias InboundIn = Any
    typealias InboundOut = Any

    private struct State {
        var isGone = false
        var next = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// The one of a connection.
    ///
    /// - Throws: ``APIError/deserted`` where the connection has ended.
    fileprivate static func of(_ channel: any Channel) async throws -> ClientPresence {
        let presence = try await channel.eventLoop.submit {
            try? channel.pipeline.syncOperations.handler(type: ClientPresence.self)
        }.get()
        guard let presence else { throw APIError.deserted }
        return presence
    }

    fileprivate var hasGone: Bool { state.withLock { $0.isGone } }

    /// Returns when the client has gone, or the task is cancelled.
    fileprivate func end() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    if state.isGone || Task.isCancelled { return true }
                    state.waiters[number] = waiter
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { isGone() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isGone()
        context.fireChannelInactive()
    }

    private func isGone() {
        let waiters = state.withLock { state in
            state.isGone = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }
}
