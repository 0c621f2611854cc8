import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechSchedule

@Suite struct SchedulerTests {
    @Test func `a text comes out whole, in order, in exact blocks`() async {
        let family = ToneFamily()
        let (heard, report) = await alone(request(sentences(12, seed: 1), by: family))
        #expect(heard.error == nil)
        #expect(heard.chunks == Array(0..<12))
        #expect(heard.blocks.dropLast().allSatisfy { $0 == 400 })
        #expect((1...400).contains(heard.blocks.last ?? 0))
        #expect(report.chunks == 12)
        #expect(report.planned == 12)
        #expect(report.isPlanned)
        #expect(report.segments == 12)
        #expect(report.fallbacks.isEmpty)
        #expect(report.firstAudioSeconds != nil)
        #expect(report.audioSeconds == Double(heard.samples.count) / 16_000)
    }

    @Test(arguments: [
        (8_000, 16_000), (16_000, 16_000), (22_050, 24_000), (24_000, 24_000), (48_000, 24_000),
    ])
    func `a voice of several rates is asked for the lowest that is enough`(
        needed: Int, asked: Int
    ) async {
        var family = ToneFamily(rate: SampleRate(24_000))
        family.voices[0].lowerRates = [SampleRate(16_000)]
        let (heard, _) = await alone(
            request(chunks(["alpha beta."]), by: [candidate(family)], rate: SampleRate(needed)))
        #expect(heard.error == nil && !heard.samples.isEmpty)
        #expect(family.record.batches.flatMap { $0.map(\.rate) } == [SampleRate(asked)])
    }

    @Test func `an empty plan is an empty stream`() async {
        let (heard, report) = await alone(request([], by: ToneFamily()))
        #expect(heard == Heard())
        #expect(report.firstAudioSeconds == nil)
    }

    @Test(arguments: [1, 3]) func `eight listeners at once hear what each hears alone`(
        workers: Int
    ) async {
        let family = ToneFamily()
        let whole = {
            var family = ToneFamily("whole")
            family.piece = nil
            return family
        }()
        let requests = (0..<8).map { number in
            request(
                sentences(10 + number, seed: UInt64(number)),
                by: number % 3 == 2 ? whole : family, batch: 1 + number % 4, seed: UInt64(number))
        }
        let scheduler = Scheduler(
            settings: ScheduleSettings(workers: workers, maximumBatch: 6),
            memory: FixedMemory(bytes: nil))
        let together = await withTaskGroup(of: (Int, Heard).self) { group in
            for (number, request) in requests.enumerated() {
                let stream = scheduler.speak(request)
                group.addTask { (number, await listen(stream)) }
            }
            return await group.reduce(into: [Int: Heard]()) { $0[$1.0] = $1.1 }
        }
        for (number, request) in requests.enumerated() {
            let (heard, _) = await alone(request, ScheduleSettings(maximumBatch: 1))
            #expect(!heard.samples.isEmpty)
            #expect(together[number] == heard, "listener \(number)")
        }
        #expect(family.record.batches.contains { $0.count > 1 })
    }
}
