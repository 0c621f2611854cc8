import ArgumentParser
import SpeechEngine

/// `syrinx bench memory`: memory must not grow with the text.
struct BenchMemory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory",
        abstract: "Peak memory for ten minutes and for two hours of speech, written to a file.")

    @Option(help: "Minutes of the long text.")
    var longMinutes = 120

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(longMinutes: longMinutes)).print(json: options.json)
    }

    static func measure(longMinutes: Int) async throws(EngineError) -> [BenchFigure] {
        let short = try SayOutcome.of(minutes: 10, voice: "flite/slt")
        let long = try SayOutcome.of(minutes: max(11, longMinutes), voice: "flite/slt")
        let ratio = Double(long.peakRssBytes) / Double(short.peakRssBytes)
        return [
            BenchFigure(
                bench: "memory", what: "peak for \(Int(short.audioSeconds / 60)) min",
                value: Double(short.peakRssBytes) / 1e6, unit: "MB"),
            .atMost(
                120, "memory", "peak for \(Int(long.audioSeconds / 60)) min",
                Double(long.peakRssBytes) / 1e6, "MB"),
            BenchFigure(
                bench: "memory", what: "long to short", value: ratio, unit: "×",
                target: "0.9 to 1.1", isMet: (0.9...1.1).contains(ratio)),
            BenchFigure(bench: "memory", what: "real-time factor", value: long.rtf, unit: ""),
        ]
    }
}
