import Glibc
import SpeechTraining
import TensorRuntime

/// A training's loop: steps, reports, savings, until there are enough.
struct VocoderSession {
    let training: VocoderTraining
    let folder: TrainingFolder
    let rate: Int
    let saveMinutes: Double

    /// Steps between lines of the log.
    private static let reporting = 20

    func run(steps: Int?, minutes: Double?) throws {
        let clock = ContinuousClock()
        let start = clock.now
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
                try folder.append(step: training.step, losses)
                let seconds = reported.duration(to: clock.now) / .seconds(1)
                let speed = Double(training.step - reportedStep) / seconds
                (reported, reportedStep) = (clock.now, training.step)
                let text = losses.map { "\($0.name) \(Self.short($0.value))" }
                print(
                    "step \(training.step)  \(text.joined(separator: "  "))  "
                        + "\(Self.short(speed)) steps/s")
                fflush(nil)
            }
            if saved.duration(to: clock.now) >= .seconds(saveMinutes * 60) {
                try save()
                saved = clock.now
            }
        }
        try save()
    }

    private func save() throws {
        try training.checkpoint().write(to: folder.checkpoint, step: training.step)
        try training.weights().write(to: folder.weights)
        let spectrogram = try Spectrogram()
        for (number, clip) in training.heldOut.enumerated() {
            let (real, made) = try training.copy(of: clip)
            try folder.write(real, rate: rate, to: "clip-\(number)-real.wav")
            try folder.write(made, rate: rate, to: "clip-\(number).wav")
            try folder.write(
                spectrogram.picture(of: [real, made]), to: "clip-\(number).png")
        }
        print("saved at step \(training.step)")
        fflush(nil)
    }

    private static func short(_ value: Double) -> String {
        value.isFinite && abs(value) < 1e9 ? "\((value * 1000).rounded() / 1000)" : "\(value)"
    }
}

/// Means of losses since they were last taken.
private struct Means {
    private var sums: [(name: String, value: Double)] = []
    private var count = 0

    mutating func add(_ losses: VocoderTraining.Losses) {
        // Discriminators join in later, with names of their own.
        if sums.map(\.name) != losses.map(\.name) {
            (sums, count) = (losses.map { ($0.name, 0) }, 0)
        }
        for index in sums.indices { sums[index].value += losses[index].value }
        count += 1
    }

    mutating func take() -> [(name: String, value: Double)] {
        defer { (sums, count) = ([], 0) }
        return sums.map { ($0.name, $0.value / Double(max(count, 1))) }
    }
}
