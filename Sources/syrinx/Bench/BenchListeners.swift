import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechPlan

/// `syrinx bench listeners`: several listeners at once.
struct BenchListeners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listeners",
        abstract: "Several listeners at once: the same samples as alone, and how long each waits.")

    @Option(help: "How many listen.")
    var listeners = 8

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(listeners: listeners)).print(json: options.json)
    }

    private struct Heard: Sendable {
        var samples: [Float] = []
        var first: Double?
    }

    static func measure(listeners: Int) async throws(EngineError) -> [BenchFigure] {
        let engine = try SpeechEngine()
        let requests = (0..<max(1, min(listeners, 64))).map { index in
            var request = SpeechRequest(
                text: BenchTextSource.prose(bytes: 600, seed: UInt64(index + 1)), profile: .fast)
            request.seed = UInt64(index)
            return request
        }
        _ = try await hear(requests[0], engine)
        var alone: [Heard] = []
        for request in requests { alone.append(try await hear(request, engine)) }
        let together: [Heard]
        do {
            together = try await withThrowingTaskGroup(of: (Int, Heard).self) { group in
                for (index, request) in requests.enumerated() {
                    group.addTask { (index, try await hear(request, engine)) }
                }
                var heard = [Heard](repeating: Heard(), count: requests.count)
                for try await (index, one) in group { heard[index] = one }
                return heard
            }
        } catch let error as EngineError {
            throw error
        } catch {
            throw .cancelled
        }
        let same = zip(alone, together).filter { $0.samples == $1.samples }.count
        let waits = Spread(together.compactMap { $0.first.map { $0 * 1_000 } })
        let count = Double(requests.count)
        return [
            .atLeast(
                count, "listeners", "identical to alone", Double(same), "of \(requests.count)"),
            BenchFigure(
                bench: "listeners", what: "first audio, p50", value: waits.median, unit: "ms"),
            BenchFigure(bench: "listeners", what: "first audio, p95", value: waits.p95, unit: "ms"),
        ]
    }

    private static func hear(
        _ request: SpeechRequest, _ engine: SpeechEngine
    ) async throws(EngineError) -> Heard {
        let start = ContinuousClock.now
        var heard = Heard()
        for try await block in try engine.speak(request) {
            if heard.first == nil { heard.first = (ContinuousClock.now - start).seconds }
            heard.samples += block.samples
        }
        return heard
    }
}
