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
    var listeners = 16

    @Option(help: "How often each pattern is repeated; the figures are medians.")
    var rounds = 5

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        let figures = try await Self.measure(listeners: listeners, rounds: rounds)
        try BenchReport(figures).print(json: options.json)
    }

    static func measure(listeners: Int, rounds: Int = 5) async throws -> [BenchFigure] {
        let engine = try SpeechEngine()
        let requests = (0..<max(2, min(listeners, 64))).map { index in
            // A short clause to begin with, as answers have it and as `bench first-audio` does.
            let opening = ["Hello, ", "Well, ", "Of course, ", "Good, "][index % 4]
            let prose = BenchTextSource.prose(bytes: 600, seed: UInt64(index + 1))
            var request = SpeechRequest(text: Array(opening.utf8) + prose, profile: .fast)
            request.seed = UInt64(index)
            request.voice = "flite/slt"
            return request
        }
        try await engine.warmUp(voice: "flite/slt")
        var crowd = Crowd(engine: engine, requests: requests)
        try await crowd.hearAlone()
        var instants: [CrowdRound] = []
        var scattered: [CrowdRound] = []
        for round in 0..<max(1, min(rounds, 100)) {
            let instant = try await crowd.hear(startingAt: requests.map { _ in .zero })
            // Everybody begins while others are still being spoken for.
            var random = SplitMix(state: UInt64(round))
            let window = instant.seconds * 0.8
            let starts = requests.map { _ in
                Duration.seconds(Double.random(in: 0...window, using: &random))
            }
            instants.append(instant)
            scattered.append(try await crowd.hear(startingAt: starts))
        }
        let rounds = instants + scattered
        let single = Spread(crowd.alone.map(\.first)).median
        let same = rounds.map(\.identical).min() ?? 0
        let together = Self.middle(instants) { $0.firsts.p95 }
        let random = Self.middle(scattered) { $0.firsts.p95 }
        return [
            .atLeast(
                Double(requests.count), "listeners", "identical to alone", Double(same),
                "of \(requests.count)"),
            figure("first audio alone, p50", single * 1_000, "ms"),
            figure("in one instant, p50", Self.middle(instants) { $0.firsts.median } * 1_000, "ms"),
            .atMost(60, "listeners", "in one instant, p95", together * 1_000, "ms"),
            figure(
                "in others' speech, p50", Self.middle(scattered) { $0.firsts.median } * 1_000, "ms"),
            figure("in others' speech, p95", random * 1_000, "ms"),
            .atMost(2, "listeners", "the same, by p50 alone", random / single, "×"),
            .atMost(
                0, "listeners", "underruns at 1 ×, in one instant",
                Double(instants.map(\.underruns).max() ?? 0), ""),
            .atMost(
                0, "listeners", "underruns at 1 ×, in others' speech",
                Double(scattered.map(\.underruns).max() ?? 0), ""),
            figure("largest gap", (rounds.map(\.gap).max() ?? 0) * 1_000, "ms"),
        ]
    }

    private static func figure(_ what: String, _ value: Double, _ unit: String) -> BenchFigure {
        BenchFigure(bench: "listeners", what: what, value: value, unit: unit)
    }

    private static func middle(
        _ rounds: [CrowdRound], _ value: (CrowdRound) -> Double
    ) -> Double {
        Spread(rounds.map(value)).median
    }
}

/// What came of several listeners at once.
struct CrowdRound {
    /// Seconds until each had its first block.
    var firsts: Spread
    /// How many heard what they hear alone.
    var identical: Int
    /// How many would have run out of audio while it is played.
    var underruns: Int
    /// The longest that a player would have had nothing to play, in seconds.
    var gap: Double
    /// From the first start to the last end.
    var seconds: Double
}

/// Several listeners of one engine.
struct Crowd {
    /// What one of them heard.
    struct Heard: Sendable {
        var samples: [Float] = []
        var first = 0.0
        /// The longest that a player which begins when the profile's pre-buffer is there has
        /// nothing to play, in seconds.
        var gap = 0.0
    }

    let engine: SpeechEngine
    let requests: [SpeechRequest]
    private(set) var alone: [Heard] = []

    init(engine: SpeechEngine, requests: [SpeechRequest]) {
        self.engine = engine
        self.requests = requests
    }

    /// Lets one after the other listen, with nobody else there.
    mutating func hearAlone() async throws(EngineError) {
        for request in requests { alone.append(try await Self.hear(request, engine)) }
    }

    /// Lets all listen, each from its moment on.
    func hear(startingAt starts: [Duration]) async throws -> CrowdRound {
        let begin = ContinuousClock.now
        let heard = try await withThrowingTaskGroup(of: (Int, Heard).self) { group in
            for (index, request) in requests.enumerated() {
                let start = starts[index]
                group.addTask { [engine] in
                    if start > .zero { try await Task.sleep(until: begin + start) }
                    return (index, try await Self.hear(request, engine))
                }
            }
            var heard = [Heard](repeating: Heard(), count: requests.count)
            for try await (index, one) in group { heard[index] = one }
            return heard
        }
        return CrowdRound(
            firsts: Spread(heard.map(\.first)),
            identical: zip(alone, heard).count { $0.samples == $1.samples },
            underruns: heard.count { $0.gap > 0 },
            gap: heard.map(\.gap).max() ?? 0,
            seconds: (ContinuousClock.now - begin).seconds)
    }

    private static func hear(
        _ request: SpeechRequest, _ engine: SpeechEngine
    ) async throws(EngineError) -> Heard {
        let start = ContinuousClock.now
        var heard = Heard()
        var playing: Double?
        let preBuffer = request.profile.preBuffer.seconds
        for try await block in try engine.speak(request) {
            let now = (ContinuousClock.now - start).seconds
            if heard.samples.isEmpty { heard.first = now }
            let before = Double(heard.samples.count) / Double(block.rate.hertz)
            if let started = playing, now - started > before {
                heard.gap = max(heard.gap, now - started - before)
                playing = now - before
            }
            heard.samples += block.samples
            if playing == nil, before + block.duration.seconds >= preBuffer { playing = now }
        }
        return heard
    }
}
