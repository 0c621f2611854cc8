import ArgumentParser
import SpeechEngine

/// `syrinx bench`: speed and memory on this machine.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure speed and memory on this machine.",
        subcommands: [
            BenchAll.self, BenchText.self, BenchEngine.self, BenchFirstAudio.self,
            BenchMemory.self, BenchListeners.self, BenchPreBuffer.self, BenchBatch.self,
            BenchPeers.self, BenchServer.self, BenchSoak.self, BenchRuntime.self,
            BenchVoice.self, BenchConversion.self,
        ])
}

/// One figure of a benchmark.
struct BenchFigure: Encodable, Sendable {
    /// The benchmark, as it is called on the command line.
    let bench: String
    /// What was measured.
    let what: String
    let value: Double
    let unit: String
    /// What it should be, such as `≤ 60`; nil where nothing is asked.
    var target: String?
    /// Whether it is so.
    var isMet: Bool?

    /// A figure that should not be larger than a limit.
    static func atMost(
        _ limit: Double, _ bench: String, _ what: String, _ value: Double, _ unit: String
    ) -> BenchFigure {
        BenchFigure(
            bench: bench, what: what, value: value, unit: unit, target: "≤ \(short(limit))",
            isMet: value <= limit)
    }

    /// A figure that should not be smaller than a limit.
    static func atLeast(
        _ limit: Double, _ bench: String, _ what: String, _ value: Double, _ unit: String
    ) -> BenchFigure {
        BenchFigure(
            bench: bench, what: what, value: value, unit: unit, target: "≥ \(short(limit))",
            isMet: value >= limit)
    }

    /// A number with three significant digits or so.
    static func short(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        let magnitude = abs(value)
        let factor: Double =
            magnitude >= 100 ? 1 : magnitude >= 10 ? 10 : magnitude >= 1 ? 100 : 1e4
        let rounded = (value * factor).rounded() / factor
        return rounded == rounded.rounded() && magnitude < 1e15
            ? String(Int(rounded)) : String(rounded)
    }
}

/// Figures with the machine that they are from.
struct BenchReport: Encodable {
    let machine: String
    let date: String
    let version: String
    let figures: [BenchFigure]

    init(_ figures: [BenchFigure]) {
        machine = Machine.name
        date = Machine.date
        version = syrinxVersion
        self.figures = figures
    }

    /// Prints the figures, as a table or as JSON.
    func print(json: Bool) throws(EngineError) {
        if json { return try Console.print(JSONOutput.text(self)) }
        try Console.print("\(machine), \(date), syrinx \(version)")
        let width = figures.map { $0.bench.count + $0.what.count + 2 }.max() ?? 0
        for figure in figures {
            var line = (figure.bench + ": " + figure.what).padded(to: width) + "  "
            line += (BenchFigure.short(figure.value) + " " + figure.unit).padded(to: 16)
            if let target = figure.target {
                line += "  \(target)  \(figure.isMet == true ? "reached" : "MISSED")"
            }
            try Console.print(line)
        }
    }
}

/// The options that all benchmarks share.
struct BenchOptions: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false
}

/// `syrinx bench all`: every benchmark, one after the other.
struct BenchAll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Run every benchmark; takes some minutes.")

    @OptionGroup var options: BenchOptions

    @Flag(help: "Shorter texts and fewer runs, for a first look.")
    var quick = false

    mutating func run() async throws {
        var figures: [BenchFigure] = []
        let quick = quick
        let parts: [(String, () async throws -> [BenchFigure])] = [
            ("text", { try BenchText.measure(megabytes: quick ? 2 : 8) }),
            ("engine", { try await BenchEngine.measure(minutes: quick ? 5 : 30) }),
            ("first-audio", { try await BenchFirstAudio.measure(runs: quick ? 7 : 21) }),
            ("memory", { try await BenchMemory.measure(longMinutes: quick ? 30 : 120) }),
            (
                "voice",
                {
                    try await BenchVoice.measure(
                        voice: nil, runs: quick ? 7 : 21, longMinutes: quick ? 30 : 120)
                }
            ),
            ("listeners", { try await BenchListeners.measure(listeners: 16) }),
            ("batch", { try await BenchBatch.measure(voice: nil, largest: quick ? 8 : 32) }),
            ("peers", { try BenchPeers.measure(runs: quick ? 3 : 9, minutes: quick ? 2 : 10) }),
            (
                "server",
                {
                    try await BenchServer.measure(
                        runs: quick ? 7 : 21, listeners: 16, idle: 200)
                }
            ),
            ("soak", { try await BenchSoak.measure(minutes: quick ? 1 : 6) }),
            ("runtime", { try BenchRuntime.measure(runs: quick ? 3 : 9, threads: 2) }),
            ("prebuffer", { try await BenchPreBuffer.measure(seconds: quick ? 5 : 15) }),
        ]
        for (name, measure) in parts {
            if Console.showsProgress { Console.printError("measuring \(name) …") }
            figures += try await measure()
        }
        try BenchReport(figures).print(json: options.json)
    }
}
