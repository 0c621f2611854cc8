import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechSchedule

@Suite struct ResumeTests {
    /// Chunks with ends, pauses, silences and levels of every kind.
    private func plan(_ count: Int, seed: UInt64) -> [Chunk] {
        var random = Splitter(seed)
        var plan = chunks(sentences(count, seed: seed))
        for index in plan.indices {
            plan[index].boundary =
                [.word, .clause, .sentence, .paragraph]
                .randomElement(using: &random) ?? .sentence
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                plan[index].text = ""
                plan[index].pauseAfter = .milliseconds(Int.random(in: 0...900, using: &random))
            case 1: plan[index].pauseAfter = .milliseconds(Int.random(in: 0...9, using: &random))
            // Loud enough for the limiter, which takes its time to let go.
            case 2, 3, 4: plan[index].style.prosody.gain = Double.random(in: 9...18, using: &random)
            default: break
            }
        }
        return plan
    }

    private func hear(
        _ request: ListenerRequest, from chunk: Int = 0
    ) async -> (samples: [Float], events: [SessionEvent.Kind]) {
        var request = request
        request.firstChunk = chunk
        request.reportsEvents = true
        // Tones that repeat themselves are what the text says.
        let settings = ScheduleSettings(runaway: RunawayPolicy(repetitions: 0))
        let scheduler = Scheduler(settings: settings, memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request)
        let heard = await listen(stream)
        #expect(heard.error == nil)
        return (heard.samples, stream.takeEvents().map(\.kind))
    }

    @Test(arguments: [16_000, 22_050]) func `what is resumed goes on as the whole does`(
        rate: Int
    ) async {
        var family = ToneFamily()
        family.edgeSilence = .milliseconds(20)
        var begun = 0
        var resumable = 0
        for seed in 1...5 as ClosedRange<UInt64> {
            let request = request(
                plan(12, seed: seed), by: [candidate(family)], rate: SampleRate(rate), seed: seed)
            let whole = await hear(request)
            begun += whole.events.compactMap(\.begin).count
            for (chunk, sample) in whole.events.compactMap(\.resumption) {
                resumable += 1
                let resumed = await hear(request, from: chunk)
                let isSame = resumed.samples == Array(whole.samples[sample...])
                #expect(isSame, "seed \(seed), chunk \(chunk)")
                #expect(resumed.events.allSatisfy { $0.chunk >= chunk })
            }
        }
        #expect(resumable > begun / 3)
        // Cross-fades and limits that are still being released can't be resumed after.
        #expect(resumable < begun * 9 / 10)
    }

    @Test func `what can't be resumed differs`() async {
        // A chunk that nothing but a cross-fade divides from the one before it.
        let request = request(
            chunks(["One two three", "four five six."], boundary: .word),
            by: [candidate(ToneFamily())])
        let whole = await hear(request)
        let second = whole.events.compactMap(\.begin).first { $0.chunk == 1 }
        let sample = second?.sample ?? 0
        #expect(whole.events.compactMap(\.resumption).map(\.chunk) == [0])
        let resumed = await hear(request, from: 1)
        let isSame = resumed.samples == Array(whole.samples[sample...])
        #expect(sample > 0 && !isSame)
    }

    @Test func `a plan is read past what is not wanted, and counted`() async {
        let family = ToneFamily()
        var request = request(sentences(300, seed: 9), by: family)
        request.firstChunk = 297
        let (heard, report) = await alone(request)
        #expect(heard.chunks == [297, 298, 299])
        #expect(report.planned == 300)
        #expect(report.chunks == 3)
        #expect(family.record.batches.flatMap { $0 }.count == 3)
        request.firstChunk = 300
        let (nothing, rest) = await alone(request)
        #expect(nothing == Heard())
        #expect(rest.planned == 300 && rest.isPlanned)
    }
}
