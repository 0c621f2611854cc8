import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechPlan

/// `syrinx bench first-audio`: how soon something is heard.
struct BenchFirstAudio: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "first-audio",
        abstract: "From process start to the first sample of one sentence, and the same within a "
            + "running process.")

    @Option(help: "Runs of each kind.")
    var runs = 21

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(runs: runs)).print(json: options.json)
    }

    static func measure(runs: Int) async throws(EngineError) -> [BenchFigure] {
        let times = try await times(voice: "flite/slt", runs: runs)
        let (cold, warm) = (Spread(times.cold), Spread(times.warm))
        return [
            .atMost(60, "first-audio", "process start, p50", cold.median, "ms"),
            BenchFigure(
                bench: "first-audio", what: "process start, p95", value: cold.p95, unit: "ms"),
            .atMost(10, "first-audio", "warm, p50", warm.median, "ms"),
            BenchFigure(bench: "first-audio", what: "warm, p95", value: warm.p95, unit: "ms"),
        ]
    }

    /// Milliseconds to the first sample, from the start of a process and within a running one.
    ///
    /// - Parameter voice: nil: the default one.
    static func times(
        voice: String?, in language: BenchLanguage = .en, runs: Int
    ) async throws(EngineError) -> (cold: [Double], warm: [Double]) {
        let sentence = language.sentence
        let runs = max(1, min(runs, 1_000))
        var cold: [Double] = []
        for _ in 0..<runs {
            let run = try ChildRun.run(
                ["say", "--format", "pcm", "-o", "-"] + (voice.map { ["--voice", $0] } ?? [])
                    + [sentence])
            if let first = run.firstByte { cold.append(first * 1_000) }
        }
        let engine = try SpeechEngine()
        var warm: [Double] = []
        for index in 0...runs {
            var request = SpeechRequest(sentence, profile: .fast)
            request.voice = voice
            let start = ContinuousClock.now
            let session = try engine.speak(request)
            var blocks = session.makeAsyncIterator()
            _ = try await blocks.next()
            // The first run loads the voice.
            if index > 0 { warm.append((ContinuousClock.now - start).seconds * 1_000) }
            // To the end, so that nothing of this run is left when the next begins.
            while try await blocks.next() != nil {}
        }
        return (cold, warm)
    }
}
