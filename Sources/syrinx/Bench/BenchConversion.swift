import ArgumentParser
import ModelBlocks
import SpeechEngine
import SpeechSchedule
import TensorRuntime
import VoiceConversion

/// `syrinx bench conversion`: converters of the usual sizes with random weights, in steps of 20 ms.
struct BenchConversion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversion",
        abstract: "Voice conversion in steps of 20 ms on each executor, one thread; executors "
            + "alternate.",
        discussion: """
            Times are of whole steps: melody, pulses and the network. --soak runs one stream of \
            `lite` with a source-filter head for so many minutes of sound, as fast as it goes, and \
            tells whether steps become slower and memory grows. --live gives it a frame every 20 ms \
            instead, as a microphone would, and counts what comes late.
            """)

    @Option(help: "Seconds of sound for each executor.")
    var seconds = 20

    @Option(help: ArgumentHelp("Minutes of sound in one stream instead.", valueName: "n"))
    var soak: Int?

    @Option(help: ArgumentHelp("Minutes by the clock in one stream instead.", valueName: "n"))
    var live: Int?

    @Option(
        help: ArgumentHelp("Frames of the future that --live waits for: 1 or 2.", valueName: "n"))
    var lookAhead = 2

    @OptionGroup var options: BenchOptions

    func validate() throws {
        guard live == nil || soak == nil else {
            throw ValidationError("--live and --soak: one at a time")
        }
        if let live, !(1...1440).contains(live) {
            throw ValidationError("--live \(live): 1 to 1440 minutes")
        }
        guard (1...2).contains(lookAhead) else {
            throw ValidationError("--look-ahead \(lookAhead): 1 or 2")
        }
        guard (1...3600).contains(seconds) else {
            throw ValidationError("--seconds \(seconds): 1 to 3600")
        }
        if let soak, !(1...1440).contains(soak) {
            throw ValidationError("--soak \(soak): 1 to 1440 minutes")
        }
    }

    mutating func run() throws {
        let figures =
            if let soak {
                try ConversionSoak.measure(minutes: soak)
            } else if let live {
                try ConversionByTheClock.measure(minutes: live, lookAhead: lookAhead)
            } else {
                try Self.measure(seconds: seconds)
            }
        try BenchReport(figures).print(json: options.json)
    }

    private static func measure(seconds: Int) throws -> [BenchFigure] {
        var figures: [BenchFigure] = []
        for kind in ConversionBenchModel.allCases {
            var runs = try ConversionRun.all(of: kind)
            // A second at a time, in turns; the first warms up.
            for second in 0...seconds {
                for index in runs.indices { try runs[index].advance(isCounted: second > 0) }
            }
            for run in runs {
                let title = "\(kind.rawValue), \(run.variant)"
                let factor = run.spent / (Double(run.meter.count) * 0.02)
                let limit = run.isBrain ? kind.limits.brain : kind.limits.float
                figures.append(
                    .atMost(limit, "conversion", "\(title), real-time factor", factor, ""))
                for part in [0.5, 0.95, 0.99] {
                    figures.append(
                        BenchFigure(
                            bench: "conversion", what: "\(title), a step, p\(Int(part * 100))",
                            value: run.meter.percentile(part) * 1000, unit: "ms"))
                }
                figures.append(
                    BenchFigure(
                        bench: "conversion", what: "\(title), end to end, p95",
                        value: (kind.model.algorithmicLatency + run.meter.percentile(0.95)) * 1000,
                        unit: "ms"))
            }
        }
        return figures
    }
}

/// Sizes that are measured.
enum ConversionBenchModel: String, CaseIterable {
    case full
    case lite
    case source = "lite, source-filter"

    var model: ConversionModel {
        switch self {
        case .full: return .full
        case .lite: return .lite
        case .source:
            var model = ConversionModel.lite
            model.decoder = .sourceFilter(
                width: 512, blocks: [.init(rate: 1, width: 384), .init(rate: 2, width: 256)])
            return model
        }
    }

    /// The real-time factors that are asked for, in float32 and in bfloat16.
    var limits: (float: Double, brain: Double) {
        self == .full ? (0.45, 0.30) : (0.14, 0.10)
    }

    func weights() throws -> WeightStore {
        var weights = BenchNetworks.weights(for: try model.graph())
        let speaker = BenchNetworks.weights(for: try model.speakerGraph())
        for name in speaker.names { weights[name] = speaker[name] }
        return weights
    }
}

extension TargetVoice {
    /// Somebody for a model.
    static func bench(_ model: ConversionModel) -> TargetVoice {
        TargetVoice(
            vector: (0..<model.speaker.width).map { Float($0 % 5) / 5 - 0.4 }, pitchMean: 5,
            pitchDeviation: 0.2,
            tone: SpeechTone(bands: [Float](repeating: 0, count: SpeechTone.bandCount)))
    }
}

/// Frames of a buzz that glides for half a second, and is noise for another.
struct BenchBuzz {
    private var phase: Float = 0
    private var frame = 0
    private var source = SplitMix(state: 7)

    mutating func next() -> [Float] {
        defer { frame = (frame + 1) % 50 }
        return (0..<LiveConversion.frameLength).map { _ in
            phase += (120 + Float(frame)) / 16_000
            phase -= phase.rounded(.down)
            let noise = Float(source.next() >> 40) / Float(1 << 24) - 0.5
            return (frame / 12 % 2 == 0 ? 0.2 * (1 - 2 * phase) : 0) + 0.02 * noise
        }
    }
}

/// A stream on an executor, and how long its steps took.
struct ConversionRun {
    let variant: String
    let isBrain: Bool
    private(set) var meter = LatencyMeter()
    /// Seconds of all counted steps.
    private(set) var spent = 0.0
    private let stream: ConversionStream
    private var buzz = BenchBuzz()

    /// One for each executor and precision that is here.
    static func all(of kind: ConversionBenchModel) throws -> [ConversionRun] {
        let weights = try kind.weights()
        var runs: [ConversionRun] = []
        for executor in ["native", "onnxruntime", "openvino"] {
            for precision in [ElementType.float32, .bfloat16] {
                var options = ExecutionOptions(threads: 1)
                options.precision = precision
                if let run = try? ConversionRun(kind.model, weights, executor, options) {
                    runs.append(run)
                }
            }
        }
        return runs
    }

    init(
        _ model: ConversionModel, _ weights: WeightStore, _ executor: String,
        _ options: ExecutionOptions
    ) throws(ConversionError) {
        let converter = try LoadedConverter(model, weights, executor: executor, options)
        variant = "\(executor) \(options.precision)"
        isBrain = options.precision == .bfloat16
        stream = try converter.stream(to: .bench(model))
    }

    /// A second of sound in steps of a frame.
    mutating func advance(isCounted: Bool) throws(ConversionError) {
        for _ in 0..<50 {
            let samples = buzz.next()
            let start = ContinuousClock.now
            _ = try stream.process(samples)
            let time = (ContinuousClock.now - start) / .seconds(1)
            guard isCounted else { continue }
            meter.add(seconds: time)
            spent += time
        }
    }
}

/// One stream for long.
enum ConversionSoak {
    static func measure(minutes: Int) throws -> [BenchFigure] {
        let kind = ConversionBenchModel.source
        var options = ExecutionOptions(threads: 1)
        options.precision = .float32
        var run = try ConversionRun(kind.model, kind.weights(), "native", options)
        for _ in 0..<10 { try run.advance(isCounted: false) }
        let before = ProcessMemory.current() ?? 0
        var spent: [Double] = []
        for _ in 0..<minutes * 60 {
            let start = run.spent
            try run.advance(isCounted: true)
            spent.append(run.spent - start)
        }
        let after = ProcessMemory.current() ?? 0
        let tenth = max(spent.count / 10, 1)
        func median(_ values: some Sequence<Double>) -> Double { Spread(Array(values)).median }
        let growth = median(spent.suffix(tenth)) / median(spent.prefix(tenth)) - 1
        return [
            .atMost(2, "conversion", "\(minutes) min, time of a step grows", growth * 100, "%"),
            .atMost(
                2, "conversion", "\(minutes) min, memory grows",
                (Double(after) / Double(max(before, 1)) - 1) * 100, "%"),
            BenchFigure(
                bench: "conversion", what: "\(minutes) min, real-time factor",
                value: run.spent / Double(minutes * 60), unit: ""),
        ]
    }
}
