import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import SpeechEngine

/// Wyoming over TCP: Home Assistant's protocol for voices. It knows no keys, so it is off
/// unless asked for, and for this machine only unless `server.insecure` is set.
struct WyomingServer: Service, CustomStringConvertible {
    /// Connections at the same time; Home Assistant needs a few.
    static let connections = 64

    /// For logs, which keys have no place in.
    let description = "Wyoming"
    private let settings: ServerSettings
    private let session: WyomingSession.Setting
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// - Parameter onListening: Told the port when connections are taken.
    init(
        _ service: SpeechService, _ settings: ServerSettings, version: String, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
        session = WyomingSession.Setting(
            service: service, version: version, idle: TimeAmount(settings.idleTimeout),
            write: TimeAmount(settings.writeTimeout), logger: logger)
    }

    /// - Throws: ``ServerError`` where it would be open to other machines unasked.
    static func check(_ settings: ServerSettings) throws(ServerError) {
        guard settings.wyoming, !settings.isInsecure, !OriginRules.isLocal(settings.wyomingHost)
        else { return }
        throw .settings(
            name: "server.wyoming_host",
            reason: "'\(settings.wyomingHost)' can be reached by other machines, and Wyoming "
                + "knows no key; say --insecure")
    }

    /// Serves until the server ends; what is being spoken then goes on to its end.
    func run() async throws {
        let listener = try await bind()
        onListening(listener.channel.localAddress?.port ?? 0)
        logger.info("wyoming", metadata: ["port": "\(listener.channel.localAddress?.port ?? 0)"])
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await serve(listener)
            } onGracefulShutdown: {
                listener.channel.close(promise: nil)
            }
        } onCancel: {
            listener.channel.close(promise: nil)
        }
        // A service that returns unasked ends the others.
        try? await gracefulShutdown()
    }

    private typealias Client = NIOAsyncChannel<WyomingEvent, ByteBuffer>

    private func bind() async throws -> NIOAsyncChannel<Client, Never> {
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(host: settings.wyomingHost, port: settings.wyomingPort) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try SocketOptions.set(on: channel)
                        try channel.pipeline.syncOperations.addHandler(
                            ByteToMessageHandler(WyomingDecoder()))
                        return try Client(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw ServerError.address(
                host: settings.wyomingHost, port: settings.wyomingPort,
                reason: String(cString: strerror(error.errnoCode)))
        }
    }

    private func serve(_ listener: NIOAsyncChannel<Client, Never>) async {
        let open = OpenConnections(
            limit: Self.connections, meter: session.service.ledger.metrics.connections)
        await withDiscardingTaskGroup { group in
            do {
                try await listener.executeThenClose { clients in
                    for try await client in clients {
                        let isServed = open.take(client.channel) == .served
                        group.addTask { await serve(client, isServed: isServed) }
                    }
                }
            } catch {
                logger.error("wyoming takes no more", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func serve(_ client: Client, isServed: Bool) async {
        do {
            try await client.executeThenClose { events, output in
                guard isServed else { return }
                await WyomingSession(client.channel, output, session).run(events)
            }
        } catch {
            logger.debug("wyoming connection ended", metadata: ["reason": "\(error)"])
        }
    }
}
