import Logging
import SpeechEngine
import SpeechModel
import SpeechTesting
import Synchronization

@testable import SpeechServer

/// A server in this process on a free port, with voices that hum.
final class LiveServer: Sendable {
    let port: Int
    let server: SpeechServer
    let engine: SpeechEngine
    private let running: Task<Void, any Error>

    private init(
        port: Int, server: SpeechServer, engine: SpeechEngine, running: Task<Void, any Error>
    ) {
        self.port = port
        self.server = server
        self.engine = engine
        self.running = running
    }

    /// Runs a server while something uses it.
    ///
    /// - Parameters:
    ///   - families: The voices; by default one family of tones.
    ///   - change: Changes the settings.
    static func with<Value: Sendable>(
        _ families: [FamilyEntry] = [ToneFamily("tone").entry()],
        _ change: (inout Settings) -> Void = { _ in },
        use: (LiveServer) async throws -> Value
    ) async throws -> Value {
        var settings = Settings()
        settings.server.port = 0
        settings.server.jobWorkers = 0
        change(&settings)
        let engine = try SpeechEngine(settings, families: families)
        var logger = Logger(label: "syrinx") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let server = try SpeechServer(engine, version: "0", logger: logger)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let running = Task {
            defer { port.finish() }
            try await server.run { port.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        guard let number = await iterator.next() else {
            try await running.value
            throw ClientError.ended
        }
        let live = LiveServer(port: number, server: server, engine: engine, running: running)
        let result: Result<Value, any Error>
        do {
            result = .success(try await use(live))
        } catch {
            result = .failure(error)
        }
        await live.end()
        return try result.get()
    }

    /// Ends the server; returns when it has ended.
    func end() async {
        server.end()
        running.cancel()
        _ = try? await running.value
        await engine.shutdown()
    }

    /// Lets it end in good order; returns when it has.
    func drain() async throws {
        server.end()
        try await running.value
    }
}
