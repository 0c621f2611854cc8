import ArgumentParser
import SpeechEngine
import TensorRuntime

/// `syrinx bench runtime`: networks with random weights on the executors of this machine.
struct BenchRuntime: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runtime",
        abstract: "Networks with random weights on each executor; runs of executors alternate.",
        discussion: """
            scripts/peers/runtimes measures the same networks in Python's onnxruntime in the \
            same minutes: it starts this command with --answer and asks in turns.
            """)

    @Option(help: "Runs of each executor.")
    var runs = 9

    @Option(help: "Threads.")
    var threads = 2

    @Flag(
        help: ArgumentHelp(
            "Answer requests instead: a line `WORK RUNS` gives a line of JSON with milliseconds.",
            visibility: .hidden))
    var answer = false

    @Option(
        help: ArgumentHelp(
            "Print the seconds from this file of weights to a first result instead.",
            visibility: .hidden))
    var load: String?

    @Flag(help: "Only several segments in one call of the native executor, and one by one.")
    var batches = false

    @OptionGroup var options: BenchOptions

    mutating func run() throws {
        if let load { return try Console.print("\(RuntimeLoad.seconds(from: load))") }
        if batches {
            return try BenchReport(RuntimeBatches.measure(runs: runs)).print(json: options.json)
        }
        if answer { return try Self.answerRequests(threads: threads) }
        try BenchReport(Self.measure(runs: runs, threads: threads)).print(json: options.json)
    }

    static func measure(runs: Int, threads: Int) throws -> [BenchFigure] {
        var figures: [BenchFigure] = []
        for work in RuntimeWork.allCases {
            let times = try TimedWork(work, threads: threads).milliseconds(runs: max(1, runs))
            for (variant, values) in times {
                figures.append(
                    BenchFigure(
                        bench: "runtime", what: "\(work.title), \(variant)",
                        value: Spread(values).median, unit: "ms"))
            }
        }
        return try figures + RuntimeLengths.measure(runs: runs, threads: threads)
            + RuntimeBatches.measure(runs: runs) + RuntimeLoad.measure(runs: runs)
    }

    private static func answerRequests(threads: Int) throws {
        var ready: [RuntimeWork: TimedWork] = [:]
        while let line = readLine() {
            let words = line.split(separator: " ")
            guard words.count == 2, let work = RuntimeWork(rawValue: String(words[0])),
                let runs = Int(words[1]), (1...10_000).contains(runs)
            else {
                throw ValidationError("\(line): a request is `WORK RUNS`")
            }
            let timed = try ready[work] ?? TimedWork(work, threads: threads)
            ready[work] = timed
            let times = try timed.milliseconds(runs: runs)
            try Console.print(
                JSONOutput.text(
                    Dictionary(times, uniquingKeysWith: { first, _ in first }), pretty: false))
        }
    }
}
