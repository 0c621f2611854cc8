import ArgumentParser
import Glibc
import SpeechEngine

/// `syrinx bench voice`: what a neural voice costs, from one sentence to a book.
struct BenchVoice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice",
        abstract: "First sound, speed on one core and on all, and memory of a voice.")

    @Option(help: ArgumentHelp("Voice; the default one otherwise.", valueName: "id"))
    var voice: String?

    @Option(help: "The text's language: en, ja or zh.")
    var language = BenchLanguage.en

    @Option(help: "Runs for the first sound.")
    var runs = 21

    @Option(help: "Minutes of the long text.")
    var longMinutes = 120

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(
            Self.measure(voice: voice, in: language, runs: runs, longMinutes: longMinutes)
        ).print(json: options.json)
    }

    static func measure(
        voice: String?, in language: BenchLanguage = .en, runs: Int, longMinutes: Int
    ) async throws(EngineError) -> [BenchFigure] {
        func speak(minutes: Int, workers: Int?) throws(EngineError) -> SayOutcome {
            if let workers { setenv("SYRINX_WORKERS", "\(workers)", 1) }
            defer { if workers != nil { unsetenv("SYRINX_WORKERS") } }
            return try .of(
                minutes: minutes, ["--profile", "cinematic"], voice: voice, in: language)
        }
        let first = try await BenchFirstAudio.times(voice: voice, in: language, runs: runs)
        let (cold, warm) = (Spread(first.cold), Spread(first.warm))
        let alone = try speak(minutes: 10, workers: 1)
        let together = try speak(minutes: 10, workers: 2)
        let book = try speak(minutes: max(11, longMinutes), workers: nil)
        let sentence = try SayOutcome.of([language.sentence], voice: voice)
        return [
            .atMost(250, "voice", "process start → first sample, p50", cold.median, "ms"),
            BenchFigure(
                bench: "voice", what: "process start → first sample, p95", value: cold.p95,
                unit: "ms"),
            .atMost(15, "voice", "warm process, fast → first sample, p50", warm.median, "ms"),
            .atMost(30, "voice", "warm process, fast → first sample, p95", warm.p95, "ms"),
            .atMost(0.012, "voice", "real-time factor, one worker", alone.rtf, ""),
            .atMost(0.005, "voice", "real-time factor, two workers", together.rtf, ""),
            BenchFigure(
                bench: "voice", what: "\(Int(book.audioSeconds / 60)) min, all cores",
                value: book.rtf * book.audioSeconds, unit: "s"),
            .atMost(
                250, "voice", "peak memory, one sentence", Double(sentence.peakRssBytes) / 1e6,
                "MB"),
            .atMost(
                250, "voice", "peak memory, \(Int(book.audioSeconds / 60)) min",
                Double(book.peakRssBytes) / 1e6, "MB"),
        ]
    }
}
