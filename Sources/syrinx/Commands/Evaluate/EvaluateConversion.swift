import ArgumentParser
import AudioFile
import AudioSignal
import ConversionEngine
import Glibc
import ModelBlocks
import SpeechEngine
import SpeechEvaluation
import SpeechRecognition
import VoiceConversion

/// `syrinx evaluate conversion`: what a voice converter keeps, and whom it sounds like.
struct EvaluateConversion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversion",
        abstract: "Convert each speaker into each other and measure what comes of it.",
        discussion: """
            Recordings belong to speakers by LibriSpeech's names or by their folders. Half of \
            each speaker's recordings (or of the one that there is) tell who they are, the others \
            are converted into every other speaker.

            Likeness: whose statistics of cepstra are nearest (`evaluate speech` tells what that \
            can do); first by real recordings, then by converted ones. Pitch: correlation of its \
            logarithm with the source's where both are voiced. Level, treble (power above 4 kHz) \
            and roughness (its envelope at 50 to 150 Hz) beside the source's. Words, where texts \
            are known: errors by PocketSphinx, and how many times as many as in the sources.
            """)

    @Argument(help: ArgumentHelp("Recordings of several speakers.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("What is said in recordings, one a line.", valueName: "file"))
    var texts: String?

    @Option(help: ArgumentHelp("Sources of each pair of speakers.", valueName: "n"))
    var sources = 1

    @Option(help: ArgumentHelp("Folder for the converted recordings.", valueName: "folder"))
    var save: String?

    @Flag(help: "Leave the tone as the network makes it.")
    var plainTone = false

    @OptionGroup var converter: ConverterOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    func validate() throws {
        guard (1...100).contains(sources) else {
            throw ValidationError("--sources \(sources): 1 to 100")
        }
    }

    private struct Result: Encodable {
        let speakers: [String]
        let pairs: Int
        let realFound: Double
        let targetNearest: Double
        let sourceNearest: Double
        /// Medians over pairs.
        let distanceToTarget: Double?
        let distanceToSource: Double?
        let pitchCorrelation: Double?
        let levelRatio: [Double]
        let treble: Double
        let roughness: Double
        let sourceWordErrors: Double?
        let convertedWordErrors: Double?
        let realTimeFactor: Double
    }

    mutating func run() async throws {
        let speakers = try ConversionSpeaker.all(of: recordings(), most: sources)
        guard speakers.count > 1 else {
            throw EngineError.invalid(
                field: "file", value: "one speaker", expected: "recordings of two or more")
        }
        let engine = try self.converter.engine()
        let judge = AudioJudge(dnsmos: nil)
        var line = ProgressLine(isQuiet: quiet || json)
        defer { line.clear() }
        do {
            let converter = try engine.load().converter
            let voices = try speakers.map { try Self.voice(of: $0, by: converter) }
            let known = try speakers.map {
                ReferenceVoice(name: $0.name, statistics: try judge.voice(of: $0.target))
            }
            var tally = Tally()
            for speaker in speakers {
                let own = try speaker.sources.map { try judge.voice(of: $0.audio) }
                    .reduce(VoiceStatistics(), +)
                tally.real(Self.nearest(own, among: known) == speaker.name)
            }
            if let save, mkdir(save, 0o777) != 0, errno != EEXIST {
                throw EngineError.output(
                    path: save, reason: String(cString: strerror(errno)), remedy: "")
            }
            var heard: [(name: String, audio: AudioBuffer, text: String)] = []
            let all = speakers.count * (speakers.count - 1)
            for (index, source) in speakers.enumerated() {
                for (other, target) in speakers.enumerated() where other != index {
                    var sum = VoiceStatistics()
                    for clip in source.sources {
                        let start = ContinuousClock.now
                        let made = try converter.converted(
                            clip.audio, to: voices[other], matchingTone: !plainTone)
                        tally.spent += (ContinuousClock.now - start) / .seconds(1)
                        tally.add(
                            try ConversionComparison(made, with: clip.audio),
                            seconds: made.duration.seconds)
                        sum = sum + (try judge.voice(of: made))
                        let name = "\(clip.name)-to-\(target.name)"
                        if let text = clip.text { heard.append((name, made, text)) }
                        if let save {
                            try Self.write(made, to: save.appendingPath("\(name).wav"))
                        }
                    }
                    tally.pair(
                        nearest: Self.nearest(sum, among: known), source: source.name,
                        target: target.name)
                    tally.distance(of: sum, to: known[other], known[index])
                    line.show { _ in "pair \(tally.pairs) of \(all)" }
                }
            }
            line.clear()
            let originals = speakers.flatMap(\.sources)
                .compactMap { clip in clip.text.map { (clip.name, clip.audio, $0) } }
            let (before, after) = (
                try await Self.wordErrors(originals), try await Self.wordErrors(heard)
            )
            try tell(tally, speakers, before, after)
        } catch let error as ConversionError {
            throw engine.reported(error)
        }
    }

    private func recordings() throws -> [(path: String, text: String?)] {
        guard let texts else { return files.map { ($0, nil) } }
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(texts, limit: 64 << 20) } catch {
            throw EngineError.unreadable(path: texts, reason: error.reason)
        }
        let transcripts = try Transcripts(bytes, path: texts)
        return files.map { ($0, try? transcripts.text(for: $0)) }
    }

    private func tell(
        _ tally: Tally, _ speakers: [ConversionSpeaker], _ before: Double?, _ after: Double?
    ) throws {
        let result = Result(
            speakers: speakers.map(\.name), pairs: tally.pairs,
            realFound: tally.part(tally.realFound, of: speakers.count),
            targetNearest: tally.part(tally.targetNearest, of: tally.pairs),
            sourceNearest: tally.part(tally.sourceNearest, of: tally.pairs),
            distanceToTarget: Tally.median(tally.distances.map(\.target)),
            distanceToSource: Tally.median(tally.distances.map(\.source)),
            pitchCorrelation: Tally.median(tally.correlations),
            levelRatio: [0.05, 0.5, 0.95].map { Tally.quantile(tally.levels, $0) },
            treble: Tally.median(tally.trebles) ?? 0,
            roughness: Tally.median(tally.roughnesses) ?? 0, sourceWordErrors: before,
            convertedWordErrors: after,
            realTimeFactor: tally.spent / max(tally.seconds, 1e-9))
        if json { return try Console.print(JSONOutput.text(result)) }
        func percent(_ part: Double) -> String { "\((part * 1000).rounded() / 10) %" }
        func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
        var lines = [
            "\(result.speakers.count) speakers, \(result.pairs) pairs",
            "nearest of real recordings: the speaker \(percent(result.realFound))",
            "nearest of converted ones: the target \(percent(result.targetNearest)), the source "
                + percent(result.sourceNearest),
            "distance to the target \(result.distanceToTarget.map(short) ?? "-"), to the source "
                + (result.distanceToSource.map(short) ?? "-"),
            "pitch correlation \(result.pitchCorrelation.map(short) ?? "-")",
            "level \(result.levelRatio.map(short).joined(separator: " · ")) (5, 50, 95 %)",
            "treble \(short(result.treble)) dB, roughness \(short(result.roughness)) dB",
        ]
        if let before, let after {
            lines.append(
                "word errors \(percent(after)), of the sources \(percent(before)): "
                    + "\(short(after / max(before, 1e-9))) times as many")
        }
        lines.append("RTF \((result.realTimeFactor * 1000).rounded() / 1000)")
        for line in lines { try Console.print(line) }
    }
}

extension EvaluateConversion {
    /// What pairs add up to.
    private struct Tally {
        var pairs = 0
        var realFound = 0
        var targetNearest = 0
        var sourceNearest = 0
        var distances: [(target: Double, source: Double)] = []
        var correlations: [Double] = []
        var levels: [Double] = []
        var trebles: [Double] = []
        var roughnesses: [Double] = []
        var seconds = 0.0
        var spent = 0.0

        mutating func real(_ isFound: Bool) { realFound += isFound ? 1 : 0 }

        mutating func add(_ comparison: ConversionComparison, seconds: Double) {
            if let correlation = comparison.pitchCorrelation { correlations.append(correlation) }
            levels.append(comparison.levelRatio)
            trebles.append(comparison.treble)
            roughnesses.append(comparison.roughness)
            self.seconds += seconds
        }

        mutating func pair(nearest: String?, source: String, target: String) {
            pairs += 1
            targetNearest += nearest == target ? 1 : 0
            sourceNearest += nearest == source ? 1 : 0
        }

        mutating func distance(
            of voice: VoiceStatistics, to target: ReferenceVoice, _ source: ReferenceVoice
        ) {
            guard let near = VoiceDistance.between(voice, target.statistics),
                let far = VoiceDistance.between(voice, source.statistics)
            else { return }
            distances.append((near, far))
        }

        func part(_ count: Int, of all: Int) -> Double { Double(count) / Double(max(all, 1)) }

        static func median(_ values: [Double]) -> Double? {
            values.isEmpty ? nil : quantile(values, 0.5)
        }

        static func quantile(_ values: [Double], _ part: Double) -> Double {
            let sorted = values.sorted()
            guard !sorted.isEmpty else { return 0 }
            return sorted[Int((Double(sorted.count - 1) * part).rounded())]
        }
    }

    private static func voice(
        of speaker: ConversionSpeaker, by converter: LoadedConverter
    ) throws -> TargetVoice {
        let analysis = try converter.analysis()
        try analysis.process(speaker.target.samples)
        guard let voice = try analysis.finish() else {
            throw EngineError.unreadable(path: speaker.name, reason: "nobody speaks in it")
        }
        return voice
    }

    private static func nearest(
        _ voice: VoiceStatistics, among known: [ReferenceVoice]
    ) -> String? {
        known.compactMap { other in
            VoiceDistance.between(voice, other.statistics).map { (other.name, $0) }
        }.min { $0.1 < $1.1 }?.0
    }

    private static func write(_ audio: AudioBuffer, to path: String) throws(EngineError) {
        do throws(AudioFileError) {
            let writer = try AudioWriter(path: path, rate: audio.rate)
            try writer.write(audio)
            try writer.finish()
        } catch {
            throw .audio(error)
        }
    }

    /// Word errors of recordings; nil without any.
    private static func wordErrors(
        _ clips: [(name: String, audio: AudioBuffer, text: String)]
    ) async throws -> Double? {
        guard !clips.isEmpty else { return nil }
        let recognizer = try PocketSphinx(model: PocketSphinx.defaultModel)
        let heard = await WordEvaluation.hypotheses(
            count: clips.count, jobs: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            by: recognizer,
            audio: { index in
                var audio = RecognitionAudio(rate: clips[index].audio.rate, for: recognizer)
                try audio.append(clips[index].audio.samples)
                return try audio.finish()
            })
        var scores: [WordScore] = []
        for (clip, result) in zip(clips, heard) {
            scores.append(
                try WordScore(
                    name: clip.name, reference: WordScore.reference(clip.text, of: clip.name),
                    hypothesis: result.get()))
        }
        return WordEvaluation(scores).total.errorRate
    }
}
