import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechPlan

/// `syrinx bench engine`: what the engine itself costs.
struct BenchEngine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Processor time of the engine itself for a second of audio, voice and encoder "
            + "excluded.")

    @Option(help: "Minutes of speech.")
    var minutes = 30

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(minutes: minutes)).print(json: options.json)
    }

    static func measure(minutes: Int) async throws(EngineError) -> [BenchFigure] {
        let text = BenchTextSource.prose(minutes: max(1, minutes))
        var figures: [BenchFigure] = []
        for (profile, name) in [
            (Profile.fast, "at the voice's rate"), (.cinematic, "with rate conversion"),
        ] {
            let engine = try SpeechEngine(Settings(), families: [ToneVoice.entry])
            let before = Machine.processorSeconds
            let session = try engine.speak(SpeechRequest(text: text, profile: profile))
            var audio = 0.0
            for try await block in session { audio += block.duration.seconds }
            let spent = Machine.processorSeconds - before
            figures.append(.atMost(2, "engine", name, spent * 1_000 / audio, "ms CPU per s"))
        }
        return figures
    }
}
