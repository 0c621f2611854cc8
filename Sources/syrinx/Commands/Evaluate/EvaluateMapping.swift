import ArgumentParser
import AudioSignal
import ConversionEngine
import Glibc
import ModelBlocks
import SpeechEngine
import SpeechEvaluation
import SpeechModel
import SpeechPlan
import VoiceConversion

/// `syrinx evaluate mapping`: conversions beside the same words by their target.
struct EvaluateMapping: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Convert two speaking voices into each other and compare with what both say.",
        discussion: """
            Both voices say all sentences of the list, so that it is known what each one's should \
            become. The last quarter of them tells who is who, the others are converted and, warped \
            in time, compared with the same words by the target and by the source: a conversion \
            should be nearer to its target's.
            """)

    @Argument(help: ArgumentHelp("The sentences; - means standard input.", valueName: "list"))
    var list: String

    @Option(
        name: .customLong("voice"),
        help: ArgumentHelp("The two voices, given twice.", valueName: "id"))
    var voices: [String] = []

    @OptionGroup var converter: ConverterOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    /// The largest list, in bytes.
    private static let mostListBytes = 1 << 20

    func validate() throws {
        guard voices.count == 2, voices[0] != voices[1] else {
            throw ValidationError(
                "--voice: give two voices, as --voice flite/slt --voice flite/rms")
        }
    }

    private struct Direction: Encodable {
        let source: String
        let target: String
        let sentences: Int
        /// How many are nearer to the target's words than to the source's.
        let nearer: Int
        /// Means over sentences.
        let distanceToTarget: Double
        let distanceToSource: Double
    }

    mutating func run() async throws {
        let sentences = try sentences()
        let engine = try SpeechEngine(try converter.settings())
        let conversions = try converter.engine()
        do {
            let result = try await directions(sentences, engine, conversions)
            await engine.shutdown()
            try tell(result)
        } catch let error as ConversionError {
            throw conversions.reported(error)
        }
    }

    private func sentences() throws -> [String] {
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(list, limit: Self.mostListBytes) } catch {
            throw EngineError.unreadable(path: list, reason: error.reason)
        }
        let texts = try SentenceList(bytes, path: list).sentences.map(\.text)
        guard texts.count >= 8 else {
            throw EngineError.invalid(
                field: "list", value: "\(texts.count) sentences", expected: "8 or more")
        }
        return texts
    }

    private func directions(
        _ sentences: [String], _ engine: SpeechEngine, _ conversions: ConversionEngine
    ) async throws -> [Direction] {
        var line = ProgressLine(isQuiet: quiet || json)
        defer { line.clear() }
        let loaded = try conversions.load().converter
        let rate = SampleRate(ConversionModel.rate)
        let kept = sentences.count * 3 / 4
        var spoken: [[AudioBuffer]] = []
        var targets: [TargetVoice] = []
        for name in voices {
            let voice = try engine.voice(named: name)
            var clips: [AudioBuffer] = []
            for (index, text) in sentences.enumerated() {
                let sentence = try await SpokenSentence(text, by: voice, of: engine)
                clips.append(Resampler.convert(sentence.audio, to: rate))
                line.show { _ in "\(name): sentence \(index + 1) of \(sentences.count)" }
            }
            let analysis = try loaded.analysis()
            for clip in clips[kept...] { try analysis.process(clip.samples) }
            guard let target = try analysis.finish() else {
                throw EngineError.invalid(
                    field: "voice", value: name, expected: "a voice that can be heard")
            }
            spoken.append(clips)
            targets.append(target)
        }
        let apart = AlignedDistance()
        return try [(0, 1), (1, 0)].map { source, target in
            var (nearer, sums) = (0, (target: 0.0, source: 0.0))
            for index in 0..<kept {
                let made = try loaded.converted(spoken[source][index], to: targets[target])
                let distances = (
                    target: try apart(made, spoken[target][index]),
                    source: try apart(made, spoken[source][index])
                )
                nearer += distances.target < distances.source ? 1 : 0
                sums.target += distances.target
                sums.source += distances.source
                line.show { _ in "\(voices[source]): conversion \(index + 1) of \(kept)" }
            }
            return Direction(
                source: voices[source], target: voices[target], sentences: kept, nearer: nearer,
                distanceToTarget: sums.target / Double(kept),
                distanceToSource: sums.source / Double(kept))
        }
    }

    private func tell(_ directions: [Direction]) throws {
        if json { return try Console.print(JSONOutput.text(directions)) }
        func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
        for direction in directions {
            try Console.print(
                "\(direction.source) to \(direction.target): \(direction.nearer) of "
                    + "\(direction.sentences) nearer to the target's words, distance "
                    + "\(short(direction.distanceToTarget)), to the source's "
                    + short(direction.distanceToSource))
        }
    }
}
