import CoreMetrics
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// HTTP/1.1 on one connection, which becomes a WebSocket where the first request asks for
/// it at a path that has one.
struct UpgradingChannel: HTTPChannelHandler {
    /// What became of a connection.
    enum Outcome: Sendable {
        case requests(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        case socket(
            NIOAsyncChannel<WebSocketMessage, WebSocketOutput>, SocketRoute, SocketRequest)
    }

    /// A connection, and what will become of it; nil where there is no place for it.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let outcome: EventLoopFuture<Outcome>?
    }

    let responder: Responder
    let door: SocketDoor
    let limits: ConnectionLimits
    let maximumBody: Int
    let connections: OpenConnections
    /// Counts those that became sockets.
    let sockets: Meter
    /// Whether TLS stands before.
    var isSecure = false

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            switch connections.take(channel) {
            case .served:
                return Value(channel: channel, outcome: try serve(channel, logger))
            case .refused:
                try channel.pipeline.syncOperations.addHandler(
                    RefusingHandler(.noPlace(limits.connections)))
                return Value(channel: channel, outcome: nil)
            case .dropped:
                channel.close(promise: nil)
                return Value(channel: channel, outcome: nil)
            }
        }
    }

    @concurrent
    func handle(value: Value, logger: Logger) async {
        guard let outcome = value.outcome else {
            try? await value.channel.closeFuture.get()
            return
        }
        do {
            let outcome = try await withTaskCancellationHandler {
                try await outcome.get()
            } onCancel: {
                value.channel.close(promise: nil)
            }
            switch outcome {
            case .requests(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .socket(let channel, let route, let request):
                sockets.increment()
                defer { sockets.decrement() }
                try await channel.executeThenClose { messages, output in
                    let socket = WebSocket(
                        messages: messages, output: output, channel: channel.channel)
                    await route.serve(socket, request)
                    // Nothing where it is closed already.
                    socket.close(.normal)
                    try await channel.channel.closeFuture.get()
                    request.logger.info("socket ended")
                }
            }
        } catch {
            // Nobody is left to be told.
            logger.debug("connection ended", metadata: ["reason": "\(error)"])
            value.channel.close(promise: nil)
        }
    }

    // MARK: Pipelines

    private func serve(
        _ channel: any Channel, _ logger: Logger
    ) throws -> EventLoopFuture<Outcome> {
        try SocketOptions.setForAnswers(on: channel)
        let encoder = HTTPResponseEncoder()
        let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(
                leftOverBytesStrategy: .forwardBytes, limitConfiguration: ConnectionLimits.decoder))
        let admitted = Admitted()
        let guarding = ConnectionGuard(limits, maximumBody: maximumBody, logger: logger) { head in
            admitted.take(door.admit(head, channel))
        }
        let upgrader = NIOTypedHTTPServerUpgradeHandler(
            httpEncoder: encoder,
            // The guard goes first: what the parser has left are bytes of frames.
            extraHTTPHandlers: [guarding, decoder],
            upgradeConfiguration: NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [upgrader(admitted)],
                notUpgradingCompletionHandler: { requests($0) }))
        let pipeline = channel.pipeline.syncOperations
        // Before TLS too: what is asked for is whether the socket's other side is there.
        try pipeline.addHandler(ClientPresence(), position: .first)
        try pipeline.addHandlers([encoder, decoder, guarding, upgrader])
        return upgrader.upgradeResultFuture
    }

    private func requests(_ channel: any Channel) -> EventLoopFuture<Outcome> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                HTTP1ToHTTPServerCodec(secure: isSecure))
            return .requests(
                try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)))
        }
    }

    /// One upgrader serves one connection.
    private func upgrader(_ admitted: Admitted) -> NIOTypedWebSocketServerUpgrader<Outcome> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: SocketLimits.message, enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in
                channel.eventLoop.makeSucceededFuture(
                    admitted.value.map { (_, request) in
                        HTTPHeaders([("X-Request-Id", request.id), ("Server", "syrinx")])
                    })
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    guard let (route, request) = admitted.value else {
                        throw ChannelError.inappropriateOperationForState
                    }
                    try SocketOptions.set(on: channel)
                    try channel.pipeline.syncOperations.addHandler(
                        WebSocketHandler(
                            WebSocketHandler.Timing(write: limits.write),
                            limit: SocketLimits.message, logger: request.logger))
                    return .socket(
                        try NIOAsyncChannel(wrappingChannelSynchronously: channel), route, request)
                }
            })
    }
}
