import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
public import SpeechEngine
import SpeechJobs
import Synchronization

/// The server: many listeners, one engine.
///
/// Everything it runs ends with ``run(onListening:)``, which returns after a graceful end:
/// no new connections, running requests go on for the time that the settings give them.
public final class SpeechServer: Sendable {
    let engine: SpeechEngine
    let settings: ServerSettings
    let keys: AccessKeys
    private let identity: TLSIdentity?
    let jobs: JobService?
    let conversion: ConversionService
    let version: String
    let logger: Logger
    /// How many connections there can be.
    private let connections: Int
    private let group = Mutex<ServiceGroup?>(nil)

    /// Makes a server; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - version: What the server says of itself.
    /// - Throws: ``ServerError`` where the settings contradict each other, or too few files
    ///   may be open.
    public init(
        _ engine: SpeechEngine, version: String, logger: Logger
    ) throws(ServerError) {
        self.engine = engine
        self.version = version
        self.logger = logger
        settings = engine.settings.server
        connections = try OpenFiles.connections(wanted: settings.maximumConnections)
        keys = try AccessKeys.of(settings)
        identity = try TLSIdentity.of(settings)
        try WyomingServer.check(settings)
        try WarmUp.check(engine)
        conversion = ConversionService(engine)
        jobs = try JobService.of(settings, engine, logger)
    }

    /// Serves until it is asked to end.
    ///
    /// - Parameter onListening: Told the port when connections are taken.
    /// - Throws: ``ServerError/address(host:port:reason:)`` where it can't listen.
    public func run(
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        defer { LogSink.standardError.flush() }
        let manager = ServiceManager()
        let readiness = Readiness()
        let ledger = RequestLedger(logger: logger, logsText: settings.logsText)
        let service = SpeechService(
            engine: engine, admission: Admission(settings), ledger: ledger)
        let door = door(service)
        let router = try routes(service, readiness, door)
        let application = Application(
            router: router,
            server: try secured(server(door, ledger.metrics)),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: "syrinx"),
            onServerRunning: { channel in
                manager.ready("listening; warming up")
                onListening(channel.localAddress?.port ?? 0)
            },
            logger: quietLogger)
        var services: [any Service] = [
            application,
            WarmUp(
                engine: engine, readiness: readiness, settings: settings, manager: manager,
                logger: logger),
            LedgerClock(ledger: ledger), EndNotice(manager: manager),
        ]
        if let jobs { services.append(jobs) }
        if settings.wyoming {
            services.append(WyomingServer(service, settings, version: version, logger: logger))
        }
        if let identity { services.append(TLSReload(identity: identity, logger: logger)) }
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: Together(services: services))], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = settings.drain
        let running = ServiceGroup(configuration: configuration)
        group.withLock { $0 = running }
        do {
            try await running.run()
        } catch let error as IOError {
            throw ServerError.address(
                host: settings.host, port: settings.port,
                reason: String(cString: strerror(error.errnoCode)))
        }
    }

    /// Asks the server to end in good order.
    public func end() {
        guard let group = group.withLock({ $0 }) else { return }
        Task { await group.triggerGracefulShutdown() }
    }

    /// With TLS before it, where the settings ask for that.
    private func secured(_ server: HTTPServerBuilder) throws -> HTTPServerBuilder {
        guard let identity else { return server }
        return try .tls(server, tlsConfiguration: identity.configuration)
    }

    /// For the web framework and its services: reports of their own doings are for their
    /// makers, and what they print of a service may hold settings, keys included.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    /// The sockets, and who is let in to them.
    func door(_ service: SpeechService) -> SocketDoor {
        let rates = RateBuckets(perMinute: settings.clientRate)
        return SocketDoor(
            routes: SocketService(
                service: service, conversion: conversion, keys: keys, rates: rates
            ).routes,
            origins: OriginRules(
                origins: settings.corsOrigins,
                isLocalOnly: OriginRules.isLocal(settings.host) && !keys.isNeeded),
            keys: keys, rates: rates, logger: logger)
    }

    /// HTTP and WebSockets on the connections that there is a place for.
    private func server(_ door: SocketDoor, _ metrics: ServerMetrics) -> HTTPServerBuilder {
        let limits = ConnectionLimits(settings, connections: connections)
        if limits.connections < settings.maximumConnections {
            logger.warning(
                "fewer connections than server.max_connections: too few files may be open",
                metadata: ["connections": "\(limits.connections)"])
        }
        let connections = OpenConnections(
            limit: limits.connections, meter: metrics.connections)
        return HTTPServerBuilder { [settings, isSecure = identity != nil] responder in
            UpgradingChannel(
                responder: responder, door: door, limits: limits,
                maximumBody: settings.maximumBody, connections: connections,
                sockets: metrics.sockets, isSecure: isSecure)
        }
    }
}
