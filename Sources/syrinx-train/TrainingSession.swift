import Glibc
import SpeechTraining
import TensorRuntime

/// A training's loop: steps, reports, savings, until there are enough.
struct TrainingSession {
    let training: any Training
    let folder: TrainingFolder
    let saveMinutes: Double
    /// Writes what shows how good it is, at each saving; measures of it for the log, if there are
    /// any.
    let show: () throws -> TrainingLosses

    /// Steps between lines of the log.
    private static let reporting = 20

    func run(steps: Int?, minutes: Double?) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let before = folder.secondsSoFar()
        // Throughput leaves savings out.
        var (saved, reported, reportedStep) = (start, start, training.step)
        var means = Means()
        func isDone() -> Bool {
            if let steps, training.step >= steps { return true }
            if let minutes, start.duration(to: clock.now) >= .seconds(minutes * 60) { return true }
            return Interruption.isAsked
        }
        while !isDone() {
            means.add(try training.next())
            if training.step % Self.reporting == 0 {
                let losses = means.take()
                let seconds = reported.duration(to: clock.now) / .seconds(1)
                let speed = Double(training.step - reportedStep) / seconds
                (reported, reportedStep) = (clock.now, training.step)
                let course = [
                    ("learning rate", training.learningRate), ("steps per second", speed),
                    ("seconds", before + start.duration(to: reported) / .seconds(1)),
                ]
                try folder.append(step: training.step, losses + course)
                print(
                    "step \(training.step)  \(Self.text(losses))  \(Self.short(speed)) steps/s")
                fflush(nil)
            }
            if saved.duration(to: clock.now) >= .seconds(saveMinutes * 60) {
                let begin = clock.now
                try save()
                saved = clock.now
                reported += begin.duration(to: saved)
            }
        }
        try save()
    }

    private func save() throws {
        try training.checkpoint().write(to: folder.checkpoint, step: training.step)
        for export in try training.exports() { try folder.write(export) }
        let measures = try show()
        if !measures.isEmpty {
            try folder.append(step: training.step, measures)
            print("step \(training.step)  \(Self.text(measures))")
        }
        print("saved at step \(training.step)")
        fflush(nil)
    }

    private static func text(_ losses: TrainingLosses) -> String {
        losses.map { "\($0.name) \(short($0.value))" }.joined(separator: "  ")
    }

    private static func short(_ value: Double) -> String {
        value.isFinite && abs(value) < 1e9 ? "\((value * 1000).rounded() / 1000)" : "\(value)"
    }
}

/// Means of losses since they were last taken.
private struct Means {
    private var sums: TrainingLosses = []
    private var count = 0

    mutating func add(_ losses: TrainingLosses) {
        // Discriminators join in later, with names of their own.
        if sums.map(\.name) != losses.map(\.name) {
            (sums, count) = (losses.map { ($0.name, 0) }, 0)
        }
        for index in sums.indices { sums[index].value += losses[index].value }
        count += 1
    }

    mutating func take() -> TrainingLosses {
        defer { (sums, count) = ([], 0) }
        return sums.map { ($0.name, $0.value / Double(max(count, 1))) }
    }
}
