import AudioSignal
import Glibc
import SpeechEngine
import Synchronization

/// `syrinx bench server --soak`: a server that is used and misused for a long time must not
/// grow.
enum BenchServerSoak {
    /// What clients did.
    private struct Count: Sendable {
        var done: [SoakClient: Int] = [:]
        var unexpected = 0
    }

    /// A sample of what the server holds.
    private struct Holding: Sendable {
        let bytes: Double
        let files: Double
    }

    static func measure(minutes: Int) async throws(EngineError) -> [BenchFigure] {
        let server = try ServerProcess.start(["WARM": "flite/slt"])
        defer { server.end() }
        let end = ContinuousClock.now + .seconds(60 * max(1, min(minutes, 24 * 60)))
        let port = server.port
        let count = Mutex(Count())
        let kinds = SoakClient.allCases + [.listener]
        async let sampled = sample(server, until: end)
        _ = try await onThreads(kinds.count) { (index) throws(EngineError) in
            var random = SplitMix(state: UInt64(index + 1))
            while ContinuousClock.now < end {
                do throws(EngineError) {
                    try kinds[index].act(port, &random)
                    count.withLock { $0.done[kinds[index], default: 0] += 1 }
                } catch {
                    count.withLock { $0.unexpected += 1 }
                    Console.printError("soak: \(error)")
                    usleep(200_000)
                }
                usleep(UInt32(20_000 + random.below(200_000)))
            }
        }
        let taken = await sampled
        // The first tenth, a minute at the most, loads voices and fills caches.
        let steady = Array(taken.dropFirst(min(taken.count / 10, 120)))
        let part = max(1, steady.count / 5)
        let (first, last) = (steady.prefix(part), steady.suffix(part))
        let before = Spread(first.map(\.bytes)).median
        let after = Spread(last.map(\.bytes)).median
        let opened = Spread(last.map(\.files)).median - Spread(first.map(\.files)).median
        let done = count.withLock { $0 }
        let acts = SoakClient.allCases.map { figure($0.rawValue, Double(done.done[$0] ?? 0), "") }
        return acts + [
            figure("minutes", Double(minutes), ""),
            .atMost(0, "soak", "server, unexpected answers", Double(done.unexpected), ""),
            figure("memory at the start", before / 1e6, "MB"),
            figure("memory at the end", after / 1e6, "MB"),
            figure("most memory", (taken.map(\.bytes).max() ?? 0) / 1e6, "MB"),
            .atMost(1.05, "soak", "server, end to start", after / before, "×"),
            .atMost(4, "soak", "server, more open files", opened, ""),
        ]
    }

    private static func figure(_ what: String, _ value: Double, _ unit: String) -> BenchFigure {
        BenchFigure(bench: "soak", what: "server, " + what, value: value, unit: unit)
    }

    private static func sample(
        _ server: ServerProcess, until end: ContinuousClock.Instant
    ) async -> [Holding] {
        var samples: [Holding] = []
        while ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(500))
            samples.append(
                Holding(bytes: Double(server.residentBytes), files: Double(server.openFiles)))
        }
        return samples
    }
}
