import ArgumentParser
import AudioSignal
import FoundationEssentials
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechText

/// `syrinx bench soak`: a process that speaks for many listeners for a long time must
/// not grow.
struct BenchSoak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "One process speaks for minutes: voices, lengths and profiles by chance, "
            + "listeners that leave early; memory and open files at the end beside the start.")

    @Option(help: "How long.")
    var minutes = 10

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(minutes: minutes)).print(json: options.json)
    }

    /// What was done so far.
    private struct Count {
        var requests = 0
        var left = 0
        var failed = 0
        var seconds = 0.0

        mutating func add(_ other: Count) {
            requests += other.requests
            left += other.left
            failed += other.failed
            seconds += other.seconds
        }
    }

    /// A sample of what the process holds.
    private struct Holding {
        let bytes: Double
        let files: Double
    }

    private static let listeners = 4

    static func measure(minutes: Int) async throws(EngineError) -> [BenchFigure] {
        let engine = try SpeechEngine()
        let installed = try engine.voices().voices.map { "\($0.id)" }
        let voices = ["flite/slt", "flite/rms", "flite/kal16", "espeak/en-us"]
            .filter(installed.contains)
        let end = ContinuousClock.now + .seconds(60 * max(1, min(minutes, 24 * 60)))
        async let sampled = sample(until: end)
        let done = await withTaskGroup(of: Count.self) { group in
            for index in 0..<listeners {
                group.addTask { await listen(to: engine, voices, seed: index, until: end) }
            }
            return await group.reduce(into: Count()) { $0.add($1) }
        }
        let taken = await sampled
        // The first tenth loads voices and fills caches.
        let steady = Array(taken.dropFirst(taken.count / 10))
        let part = max(1, steady.count / 5)
        let (first, last) = (steady.prefix(part), steady.suffix(part))
        let before = Spread(first.map(\.bytes)).median
        let after = Spread(last.map(\.bytes)).median
        let opened = Spread(last.map(\.files)).median - Spread(first.map(\.files)).median
        return [
            figure("requests", Double(done.requests), ""),
            figure("of them left early", Double(done.left), ""),
            .atMost(0, "soak", "of them failed", Double(done.failed), ""),
            figure("speech", done.seconds / 60, "min"),
            figure("memory at the start", before / 1e6, "MB"),
            figure("memory at the end", after / 1e6, "MB"),
            .atMost(1.05, "soak", "end to start", after / before, "×"),
            .atMost(2, "soak", "more open files", opened, ""),
        ]
    }

    private static func figure(_ what: String, _ value: Double, _ unit: String) -> BenchFigure {
        BenchFigure(bench: "soak", what: what, value: value, unit: unit)
    }

    /// Request after request, each heard to its end or to a place where its listener leaves.
    private static func listen(
        to engine: SpeechEngine, _ voices: [String], seed: Int,
        until end: ContinuousClock.Instant
    ) async -> Count {
        var random = SplitMix(state: UInt64(seed))
        let profiles = [Profile.fast, .cinematic, .audiobook]
        var count = Count()
        while ContinuousClock.now < end {
            var request = SpeechRequest(
                text: BenchTextSource.prose(bytes: 20 + random.below(2_000), seed: random.next()),
                profile: profiles[random.below(profiles.count)])
            request.voice = voices[random.below(voices.count)]
            request.seed = random.next()
            let leavesAfter = random.below(4) == 0 ? 1 + random.below(40) : Int.max
            var blocks = 0
            do throws(EngineError) {
                for try await block in try engine.speak(request) {
                    blocks += 1
                    count.seconds += block.duration.seconds
                    if blocks >= leavesAfter { break }
                }
            } catch {
                count.failed += 1
            }
            count.requests += 1
            if blocks >= leavesAfter { count.left += 1 }
        }
        return count
    }

    /// What the process holds, twice a second.
    private static func sample(until end: ContinuousClock.Instant) async -> [Holding] {
        var samples: [Holding] = []
        while ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(500))
            if let holding { samples.append(holding) }
        }
        return samples
    }

    private static var holding: Holding? {
        guard let bytes = ProcessMemory.current() else { return nil }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return Holding(bytes: Double(bytes), files: Double(files.count))
    }
}
