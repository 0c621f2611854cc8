import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechPlan
import Synchronization

/// `syrinx bench prebuffer`: how much must be gathered before playing starts.
struct BenchPreBuffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prebuffer",
        abstract: "Underruns at 1 × playback with pre-buffers of 100, 200 and 240 ms, every core "
            + "busy.")

    @Option(help: "Seconds of playback for each.")
    var seconds = 15

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(seconds: seconds)).print(json: options.json)
    }

    static func measure(seconds: Int) async throws(EngineError) -> [BenchFigure] {
        let engine = try SpeechEngine()
        let isOver = LoadSwitch()
        for _ in 0..<Processors.count { BackgroundThread.start { isOver.spin() } }
        defer { isOver.end() }
        var figures: [BenchFigure] = []
        for milliseconds in [100, 200, 240] {
            let clock = try await play(
                engine, preBuffer: .milliseconds(milliseconds), seconds: Double(max(1, seconds)))
            figures.append(
                .atMost(
                    0, "prebuffer", "underruns at \(milliseconds) ms", Double(clock.underruns), ""))
            figures.append(
                BenchFigure(
                    bench: "prebuffer", what: "playing starts at \(milliseconds) ms",
                    value: (clock.start?.seconds ?? .nan) * 1_000, unit: "ms"))
        }
        return figures
    }

    /// Plays as a device does that holds no more than the pre-buffer: it takes the
    /// next block when what it holds has gone below that.
    private static func play(
        _ engine: SpeechEngine, preBuffer: Duration, seconds: Double
    ) async throws(EngineError) -> PlaybackClock {
        let start = ContinuousClock.now
        var clock = PlaybackClock(preBuffer: preBuffer)
        let text = BenchTextSource.prose(bytes: Int(seconds * 15) + 200)
        let session = try engine.speak(SpeechRequest(text: text, profile: .fast))
        for try await block in session {
            clock.handOver(block.duration, at: ContinuousClock.now - start)
            if clock.handedOver.seconds >= seconds { break }
            if let dryAt = clock.dryAt {
                let wait = dryAt - preBuffer - (ContinuousClock.now - start)
                if wait > .zero { try? await Task.sleep(for: wait) }
            }
        }
        session.cancel()
        return clock
    }
}

/// Keeps cores busy until told to end.
private final class LoadSwitch: Sendable {
    private let isOver = Atomic<Bool>(false)

    func spin() {
        var number: UInt64 = 1
        while !isOver.load(ordering: .relaxed) {
            for _ in 0..<10_000 { number = number &* 6_364_136_223_846_793_005 &+ 1 }
        }
        // Read, so that the loop is not thought useless.
        if number == 0 { isOver.store(true, ordering: .relaxed) }
    }

    func end() { isOver.store(true, ordering: .relaxed) }
}
