import Glibc
import ModelBlocks
import SpeechModel
import SpeechSchedule
import TensorRuntime
import VoiceConversion

/// `syrinx bench conversion --live`: one conversion that is given a frame every 20 ms, as a
/// microphone gives them.
enum ConversionByTheClock {
    /// What came of a conversion.
    private struct Outcome: Sendable {
        /// Seconds from the arrival of each frame to its conversion, in a place for each from the
        /// beginning, so that memory doesn't grow by counting.
        var times: [Double]
        var delivered = 0
        var samples = 0
        var meters = LiveMeters()
        var failure: ConversionError?
    }

    static func measure(minutes: Int, lookAhead: Int) throws -> [BenchFigure] {
        let kind = ConversionBenchModel.source
        var model = kind.model
        model.lookAhead = lookAhead
        var options = ExecutionOptions(threads: 1)
        options.precision = .float32
        let converter = try LoadedConverter(model, kind.weights(), executor: "native", options)
        let pool = ConversionPool(workers: 1)
        let count = minutes * 60 * 50
        let outcome = Monitor(Outcome(times: [Double](repeating: 1, count: count)))
        let conversion = try LiveConversion(converter, LiveSettings(voice: .bench(model)))
        let first = ConversionPool.now() + 0.1
        let number = pool.begin(conversion) { result, meters in
            let now = ConversionPool.now()
            outcome.withLock { outcome in
                switch result {
                case .success(let made):
                    outcome.samples += made.count
                    // Several at once where some had to be concealed.
                    for _ in 0..<made.count / LiveConversion.frameLength {
                        guard outcome.delivered < count else { break }
                        outcome.times[outcome.delivered] =
                            now - first - Double(outcome.delivered) * 0.02
                        outcome.delivered += 1
                    }
                case .failure(let error): outcome.failure = error
                }
                outcome.meters = meters
            }
        }
        var buzz = BenchBuzz()
        var before = 0
        for frame in 0..<count {
            let due = first + Double(frame) * 0.02
            Self.sleep(until: due)
            pool.give(buzz.next(), to: number, at: due)
            if frame == 500 { before = ProcessMemory.current() ?? 0 }
        }
        pool.finish(number)
        let after = ProcessMemory.current() ?? 0
        return try figures(
            outcome.withLock { $0 }, minutes, model, grown: Double(after) / Double(max(before, 1)))
    }

    private static func figures(
        _ outcome: Outcome, _ minutes: Int, _ model: ConversionModel, grown: Double
    ) throws -> [BenchFigure] {
        if let failure = outcome.failure { throw failure }
        let title = "\(minutes) min by the clock, \(Int(model.algorithmicLatency * 1000)) ms"
        let times = outcome.times
        let tenth = max(times.count / 10, 1)
        func median(_ values: some Sequence<Double>) -> Double { Spread(Array(values)).median }
        let growth = median(times.suffix(tenth)) / median(times.prefix(tenth)) - 1
        let total = outcome.meters.total
        func figure(_ limit: Double, _ what: String, _ value: Double, _ unit: String) -> BenchFigure
        {
            .atMost(limit, "conversion", "\(title), \(what)", value, unit)
        }
        return [
            figure(0, "frames late", Double(outcome.meters.late), ""),
            figure(0, "frames concealed", Double(outcome.meters.concealed), ""),
            figure(
                0, "samples less than came",
                Double(times.count * LiveConversion.frameLength - outcome.samples), ""),
            figure(
                model.lookAhead == 1 ? 52 : 70, "end to end, p95",
                (model.algorithmicLatency + total.percentile(0.95)) * 1000, "ms"),
            BenchFigure(
                bench: "conversion", what: "\(title), end to end, longest",
                value: (model.algorithmicLatency + total.longest) * 1000, unit: "ms"),
            figure(2, "time of a step grows", growth * 100, "%"),
            figure(2, "memory grows", (grown - 1) * 100, "%"),
        ]
    }

    private static func sleep(until time: Double) {
        var wanted = timespec(
            tv_sec: Int(time), tv_nsec: Int((time - time.rounded(.down)) * 1e9))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wanted, nil) == EINTR {}
    }
}
