import TensorRuntime

/// Work that is ready on every executor of the machine.
final class TimedWork {
    private let repetitions: Int
    private let calls: [(name: String, run: () throws -> Void)]

    init(_ work: RuntimeWork, threads: Int) throws {
        repetitions = work.repetitions
        calls = try RuntimeVariant.all(for: work, threads: threads).map { variant in
            let run = try work.prepared(on: variant.executor, variant.options)
            for _ in 0..<2 { try run() }
            return (variant.name, run)
        }
    }

    /// Milliseconds of each run, executors in turns.
    func milliseconds(runs: Int) throws -> [(String, [Double])] {
        var times = calls.map { ($0.name, [Double]()) }
        let clock = ContinuousClock()
        for _ in 0..<runs {
            for (index, call) in calls.enumerated() {
                let spent = try clock.measure {
                    for _ in 0..<repetitions { try call.run() }
                }
                times[index].1.append(spent / .milliseconds(1) / Double(repetitions))
            }
        }
        return times
    }
}
