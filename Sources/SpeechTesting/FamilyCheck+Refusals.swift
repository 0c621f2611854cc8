import SpeechModel
import SpeechText
import Synchronization

extension FamilyCheck {
    /// Segments that can't be said fail with the right error, beside one that can.
    mutating func refusals(beside good: SpeechSegment) async {
        var stranger = good
        stranger.voice = VoiceID(good.voice.name + "-which-is-not-there")
        await refused(stranger, .unknownVoice, as: .unknownVoice(stranger.voice), beside: good)

        // `qaa` is for private use in ISO 639-2: no voice speaks it.
        if let nowhere = Language("qaa"), family.voice(good.voice)?.speaks(nowhere) != true {
            var foreign = good
            foreign.language = nowhere
            await refused(
                foreign, .unsupportedLanguage,
                as: .unsupported(language: nowhere, voice: good.voice), beside: good)
        }

        let limit = family.limit(for: good.voice)
        // A limit of more than ten million characters is none that could be tried.
        if limit < 10_000_000 {
            var long = good
            long.pronunciations = []
            let unit = good.text + " "
            let count = limit / max(1, Int(SpokenLength.weight(of: unit.utf8))) + 2
            long.text = String(repeating: unit, count: count)
            await refused(long, .limit, as: .segmentTooLong(limit: limit), beside: good)
        }
    }

    private mutating func refused(
        _ bad: SpeechSegment, _ promise: Promise, as error: SynthesisError,
        beside good: SpeechSegment
    ) async {
        let hearings = await say([bad, good])
        if hearings[0].error != error {
            let got = hearings[0].error.map { "\($0)" } ?? "no error"
            report(promise, "expected \(error), got \(got)")
        } else if !hearings[0].samples.isEmpty {
            report(promise, "audio came before \(error)")
        }
        if let first = alone.first, hearings[1].samples != first.samples {
            report(promise, "a refused segment changed the other of its batch")
        }
    }

    /// A call whose task is cancelled ends, and begins hardly anything more.
    mutating func cancellation() async {
        var batch: [SpeechSegment] = []
        let count = family.largestUsefulBatch + 3
        while batch.count < count * max(1, segments.count) { batch += segments }
        let handle = Handle()
        let listener = Listener(batch.count) { handle.cancel() }
        let start = Gate()
        let task = Task { [family, batch] () -> SynthesisError? in
            await start.pass()
            do throws(SynthesisError) {
                try await family.synthesize(batch) { listener.hear($0, $1) }
                return nil
            } catch {
                return error
            }
        }
        handle.hold(task)
        start.open()
        let error = await task.value
        let begun = listener.result.hearings.count { !$0.rates.isEmpty || !$0.ends.isEmpty }
        // Those that run together count as one segment's work.
        if begun > family.largestUsefulBatch + 1 {
            report(.cancellation, "\(begun) of \(batch.count) segments began after cancellation")
        }
        if error != .cancelled {
            let got = error.map { "\($0)" } ?? "no error"
            report(.cancellation, "expected the call to throw cancelled, got \(got)")
        }
    }
}

/// A task that can be cancelled by what it started.
private final class Handle: Sendable {
    private let task = Mutex<Task<SynthesisError?, Never>?>(nil)
    func hold(_ task: Task<SynthesisError?, Never>) { self.task.withLock { $0 = task } }
    func cancel() { task.withLock { $0 }?.cancel() }
}
