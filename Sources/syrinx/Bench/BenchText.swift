import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechPlan
import SpeechText

/// `syrinx bench text`: from letters to chunks.
struct BenchText: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Speed of text and plan, in MB of English prose a second.")

    @Option(help: "Megabytes of text.")
    var megabytes = 8

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try BenchReport(Self.measure(megabytes: megabytes)).print(json: options.json)
    }

    static func measure(megabytes: Int) throws(EngineError) -> [BenchFigure] {
        let bytes = BenchTextSource.prose(bytes: max(1, min(megabytes, 60)) << 20)
        let size = Double(bytes.count) / 1e6
        let document: Document
        do {
            document = try Document(bytes)
        } catch {
            throw .text(error)
        }
        let planner = Planner(profile: .fast, words: .dictionary)
        var start = ContinuousClock.now
        var chunks = 0
        for _ in planner.chunks(of: document.sentences) { chunks += 1 }
        let both = (ContinuousClock.now - start).seconds
        // Planning alone, over sentences that are there already.
        let part = Array(document.sentences.prefix(20_000))
        let covered = Double(part.last?.source.upperBound ?? 0) / 1e6
        start = ContinuousClock.now
        for _ in planner.chunks(of: part) { chunks += 1 }
        let plan = (ContinuousClock.now - start).seconds
        guard chunks > 0 else { throw .nothingToSay(reason: "the benchmark's text") }
        return [
            .atLeast(2, "text", "text and plan", size / both, "MB/s"),
            .atLeast(20, "text", "plan alone", covered / plan, "MB/s"),
        ]
    }
}
