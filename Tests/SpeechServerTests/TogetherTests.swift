import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import SpeechServer

@Suite(.timeLimit(.minutes(5))) struct TogetherTests {
    /// Ends when another one has been told to.
    private struct Waiting: Service {
        let told: AsyncStream<Void>.Continuation
        let other: AsyncStream<Void>

        func run() async throws {
            await withGracefulShutdownHandler {
                for await _ in other { break }
            } onGracefulShutdown: {
                told.yield()
            }
        }
    }

    @Test func `who ends late keeps nobody else from being told`() async throws {
        let (first, tellFirst) = AsyncStream<Void>.makeStream()
        let (second, tellSecond) = AsyncStream<Void>.makeStream()
        let together = Together(services: [
            Waiting(told: tellFirst, other: second), Waiting(told: tellSecond, other: first),
        ])
        let group = ServiceGroup(
            services: [together], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = group.run()
        await group.triggerGracefulShutdown()
        try await running
    }
}
