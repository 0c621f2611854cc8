import ArgumentParser
import AudioFile
import AudioSignal
import SpeechEngine
import SpeechEvaluation
import TensorRuntime

/// `syrinx evaluate naturalness`: what listeners would say, as DNSMOS foretells it.
struct EvaluateNaturalness: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "naturalness",
        abstract: "Foretell listeners' opinion of recordings by DNSMOS (P.835 and P.808).",
        discussion: """
            Figures go from 1 (bad) to 5 (excellent). The models are those of Microsoft's DNS \
            Challenge: sig_bak_ovr.onnx and model_v8.onnx in one folder. Recordings are WAV, \
            FLAC, Opus in Ogg or MP3 of any length.
            """)

    @Argument(help: ArgumentHelp("Recordings; - means standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("Folder with DNSMOS' two models.", valueName: "folder"))
    var dnsmos: String

    @OptionGroup var level: ActiveLevelOption

    @Option(help: ArgumentHelp("Only this channel, from 1; otherwise their mean.", valueName: "n"))
    var channel: Int?

    @OptionGroup var executor: ExecutorOptions

    @Flag(help: "Print JSON.")
    var json = false

    private struct Row: Encodable {
        let file: String
        let seconds: Double
        let score: DNSMOSScore
    }

    private struct Result: Encodable {
        let files: [Row]
        /// Nil where no file could be judged.
        let mean: DNSMOSScore?
    }

    mutating func validate() throws {
        if level.level != nil, files.contains("-") {
            throw ValidationError(
                "--level reads a recording twice, and standard input is there only once; name files"
            )
        }
        if let channel, !(1...255).contains(channel) {
            throw ValidationError("--channel \(channel): channels are counted from 1")
        }
    }

    mutating func run() throws {
        let choice = try executor.choice(for: "dnsmos")
        let judge = try DNSMOS(
            p835: "\(dnsmos)/sig_bak_ovr.onnx", p808: "\(dnsmos)/model_v8.onnx",
            executor: choice.executor, choice.options)
        var rows: [Row] = []
        var failure: (any ReportedError)?
        let width = files.map(\.count).max() ?? 0
        for file in files {
            do {
                let row = try row(file, channel.map { .only($0 - 1) } ?? .mixed, judge)
                rows.append(row)
                if !json { try Self.print(file, row.score, width: width) }
            } catch let error as EvaluationError {
                Console.report("\(file): \(error)")
                failure = failure ?? error
            } catch let error as AudioFileError {
                Console.report(error.description)
                failure = failure ?? error
            }
        }
        let mean = DNSMOSScore.mean(rows.map(\.score))
        if json {
            try Console.print(JSONOutput.text(Result(files: rows, mean: mean)))
        } else if let mean, files.count > 1 {
            try Self.print("mean of \(rows.count)", mean, width: width)
        }
        // All that can be judged is; what can't be was told.
        if let failure { throw ExitCode(failure.exitStatus) }
    }

    private func row(
        _ file: String, _ channels: ChannelChoice, _ judge: DNSMOS
    ) throws -> Row {
        let gain = try level.gain(of: file, channels)
        let reader = try AudioReader(path: file, channels: channels)
        let stream = DNSMOSStream(judge, rate: reader.rate)
        while let block = try reader.read() {
            var samples = block.samples
            gain.apply(to: &samples)
            try stream.process(samples)
        }
        let score = try stream.finish()
        return Row(
            file: file, seconds: reader.rate.duration(of: reader.position).seconds, score: score)
    }

    private static func print(
        _ name: String, _ score: DNSMOSScore, width: Int
    ) throws(EngineError) {
        func text(_ figure: Double) -> String {
            let hundredths = Int((figure * 100).rounded())
            let fraction = abs(hundredths % 100)
            return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
        }
        try Console.print(
            name.visible.padded(to: width) + "  signal \(text(score.signal))"
                + "  background \(text(score.background))  overall \(text(score.overall))"
                + "  P.808 \(text(score.p808))")
    }
}
