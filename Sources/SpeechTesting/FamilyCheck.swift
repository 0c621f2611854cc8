public import SpeechModel
import SpeechText

/// Checks every promise in the contract of ``SpeechFamily`` on a family.
///
///     #expect(await checkFamily(ToneFamily(), saying: segments).isEmpty)
///
/// - Parameters:
///   - family: A family that is meant to be well; it is called some twenty times.
///   - whole: The same family set to deliver each segment in one piece (or in
///     other pieces), where it has such a setting: the samples must be the same.
///   - segments: At least one that the family can say; three different ones tell
///     most.
/// - Returns: What was broken; empty when the family keeps its promises.
public func checkFamily(
    _ family: any SpeechFamily, whole: (any SpeechFamily)? = nil, saying segments: [SpeechSegment]
) async -> [Violation] {
    var check = FamilyCheck(family, segments)
    guard let first = segments.first else {
        check.report(.plausibility, "nothing to say was given to the checker")
        return check.violations
    }
    check.plausibility()
    await check.sameSamples(whole: whole)
    await check.emptyBatch()
    await check.stop()
    await check.refusals(beside: first)
    await check.cancellation()
    return check.violations
}

/// A check on its way: the family, and what it broke so far.
struct FamilyCheck {
    let family: any SpeechFamily
    let segments: [SpeechSegment]
    private(set) var violations: [Violation] = []
    /// What each segment sounds like alone.
    private(set) var alone: [Hearing] = []

    init(_ family: any SpeechFamily, _ segments: [SpeechSegment]) {
        self.family = family
        self.segments = segments
    }

    mutating func report(_ promise: Promise, _ detail: String) {
        let violation = Violation(promise: promise, detail: detail)
        if !violations.contains(violation) { violations.append(violation) }
    }

    mutating func plausibility() {
        if family.id.isEmpty { report(.plausibility, "the family's ID is empty") }
        if family.voices.isEmpty { report(.plausibility, "the family has no voice") }
        if Set(family.voices.map(\.id)).count < family.voices.count {
            report(.plausibility, "two voices have the same ID")
        }
        if family.largestUsefulBatch < 1 {
            report(.plausibility, "largestUsefulBatch is \(family.largestUsefulBatch)")
        }
        if family.usefulCalls < 1 {
            report(.plausibility, "usefulCalls is \(family.usefulCalls)")
        }
        for voice in family.voices {
            if family.limit(for: voice.id) < 1 {
                report(.plausibility, "the limit of \(voice.id) is \(family.limit(for: voice.id))")
            }
            if !(voice.secondsPerCharacter > 0 && voice.secondsPerCharacter.isFinite) {
                report(.plausibility, "the pace of \(voice.id) is \(voice.secondsPerCharacter)")
            }
            if voice.languages.isEmpty {
                report(.plausibility, "\(voice.id) speaks no language")
            }
        }
        for segment in segments where family.memoryEstimate(for: segment) < 0 {
            report(.plausibility, "the memory estimate for '\(segment.text)' is negative")
        }
    }

    /// Says a batch, and checks what holds for every batch.
    mutating func say(
        _ batch: [SpeechSegment], with other: (any SpeechFamily)? = nil, stopping: Set<Int> = []
    ) async -> [Hearing] {
        let listener = Listener(batch.count, stopping: stopping)
        do {
            try await (other ?? family).synthesize(batch) { listener.hear($0, $1) }
        } catch {
            report(.oneEnd, "a batch of \(batch.count) failed as a whole: \(error)")
        }
        let result = listener.result
        if result.overlaps { report(.oneAtATime, "two events were delivered at once") }
        if result.strays > 0 { report(.oneEnd, "an event of no segment of the batch") }
        for (hearing, segment) in zip(result.hearings, batch) {
            examine(hearing, of: segment)
        }
        return result.hearings
    }

    private mutating func examine(_ hearing: Hearing, of segment: SpeechSegment) {
        let name = "'\(segment.text.prefix(30))'"
        if hearing.isStopped {
            if hearing.afterStop > 0 {
                report(.stop, "\(name) had \(hearing.afterStop) events after stop")
            }
            return
        }
        if hearing.ends.count != 1 || hearing.afterEnd > 0 {
            report(
                .oneEnd,
                "\(name) had \(hearing.ends.count) ends and \(hearing.afterEnd) events after")
        }
        if hearing.emptyPieces > 0 { report(.audioOfVoice, "\(name) had an empty audio event") }
        if let rate = segment.rate ?? family.voice(segment.voice)?.rate,
            hearing.rates.contains(where: { $0 != rate })
        {
            report(.audioOfVoice, "\(name) came at another rate than \(rate)")
        }
        if let problem = hearing.problemOfWords(of: segment) {
            report(.timing, "\(name): \(problem)")
        }
        if let bad = hearing.samples.first(where: { !($0.isFinite && abs($0) <= 1) }) {
            report(.samplesInRange, "\(name) has a sample of \(bad)")
        }
    }

    mutating func sameSamples(whole: (any SpeechFamily)?) async {
        for segment in segments {
            let hearings = await say([segment])
            alone += hearings
            if let error = hearings.first?.error {
                report(.oneEnd, "'\(segment.text.prefix(30))' failed: \(error)")
            } else if hearings.first?.samples.isEmpty ?? true {
                report(.audioOfVoice, "'\(segment.text.prefix(30))' has no audio")
            }
        }
        let order = Array(segments.indices)
        await compare(order, "in one batch")
        await compare(order.reversed(), "in a batch in reverse")
        await compare(order + order, "twice in one batch")
        for index in order { await compare([index], "alone once more") }
        if let whole {
            await compare(order, "in other pieces", with: whole)
        }
    }

    private mutating func compare(
        _ order: [Int], _ how: String, with other: (any SpeechFamily)? = nil
    ) async {
        let hearings = await say(order.map { segments[$0] }, with: other)
        for (index, hearing) in zip(order, hearings) where alone.indices.contains(index) {
            if hearing.samples != alone[index].samples {
                report(.sameSamples, "'\(segments[index].text.prefix(30))' differs \(how)")
            } else if hearing.words != alone[index].words {
                report(.timing, "'\(segments[index].text.prefix(30))' has other times \(how)")
            }
        }
    }

    mutating func emptyBatch() async { _ = await say([]) }

    mutating func stop() async {
        let batch = segments + segments
        let hearings = await say(batch, stopping: [0])
        for index in batch.indices.dropFirst() {
            if hearings[index].samples != alone[index % segments.count].samples {
                report(.stop, "stopping one segment changed '\(batch[index].text.prefix(30))'")
            }
        }
    }
}
