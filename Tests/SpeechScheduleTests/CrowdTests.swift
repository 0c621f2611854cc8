import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechSchedule

/// A family that hands out the same second of sound again and again, at no cost.
private struct DroneFamily: SpeechFamily {
    let id = "drone"
    let voices = [
        Voice(
            id: VoiceID("drone/a"), languages: [.english], description: "", gender: .unspecified,
            license: "", rate: SampleRate(4_000), secondsPerCharacter: 0.1)
    ]
    var largestUsefulBatch: Int { 4 }
    var streamsWithinSegment: Bool { true }
    var canRunAway: Bool { false }
    private let second = AudioBuffer(
        rate: SampleRate(4_000), samples: [Float](repeating: 0.1, count: 4_000))

    func limit(for voice: VoiceID) -> Int { 1_000 }
    func memoryEstimate(for segment: SpeechSegment) -> Int { 1 }

    @concurrent func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        for (index, segment) in batch.enumerated() {
            var isWanted = true
            for _ in 0..<segment.text.utf8.count / 10 where isWanted {
                isWanted = deliver(index, .audio(second)) == .proceed
            }
            if isWanted { _ = deliver(index, .finished) }
        }
    }
}

@Suite struct CrowdTests {
    @Test func `a hundred listeners hear what each hears alone`() async {
        let family = ToneFamily(rate: SampleRate(4_000), secondsPerCharacter: 0.005)
        let scheduler = Scheduler(
            settings: ScheduleSettings(workers: 2), memory: FixedMemory(bytes: nil))
        let requests = (0..<100).map { number in
            request(
                chunks(sentences(3, seed: UInt64(number))), by: [candidate(family)],
                rate: SampleRate(4_000), batch: 1 + number % 3, seed: UInt64(number))
        }
        let together = await withTaskGroup(of: (Int, Heard).self) { group in
            for (number, request) in requests.enumerated() {
                let stream = scheduler.speak(request)
                group.addTask { (number, await listen(stream)) }
            }
            return await group.reduce(into: [Int: Heard]()) { $0[$1.0] = $1.1 }
        }
        for number in stride(from: 0, to: 100, by: 9) {
            #expect(together[number] == (await alone(requests[number])).heard)
        }
        #expect(together.values.allSatisfy { $0.error == nil && $0.chunks.last == 2 })
        #expect(scheduler.waitingSamples == 0)
    }

    /// The most samples that waited while a text of so many minutes was taken.
    private func peak(minutes: Int, runAhead: Duration) async -> (peak: Int, seconds: Int) {
        // Ten seconds of speech a chunk.
        let texts = sequence(first: 0) { $0 + 1 }.prefix(minutes * 6).lazy.map { index in
            Chunk(
                index: index, text: String(String(repeating: "speak. ", count: 15).prefix(100)),
                style: Style(language: .english), source: 0..<0, boundary: .sentence,
                estimatedDuration: .seconds(10))
        }
        let threads = WorkerThreads(count: 3)
        let core = SchedulerCore(
            ScheduleSettings(runAhead: runAhead), memory: FixedMemory(bytes: nil),
            batchSizes: BatchSizes(), threads: threads, planners: 2)
        let work = Task(executorPreference: threads) { await core.work() }
        let id = core.join(
            request(
                Array(texts), by: [candidate(DroneFamily())], rate: SampleRate(4_000), batch: 2))
        var peak = 0
        var samples = 0
        listening: while true {
            peak = max(peak, core.waitingSamples)
            switch core.take(for: id) {
            case .sound(let sound, _, _): samples += sound.count
            case .ended, .rest: break
            case .nothing: await core.output(for: id)
            case .finished, .failed: break listening
            }
        }
        core.stop()
        await work.value
        threads.close()
        return (peak, samples / 4_000)
    }

    @Test func `two hours take no more memory than ten minutes`() async {
        let short = await peak(minutes: 10, runAhead: .seconds(30))
        let long = await peak(minutes: 120, runAhead: .seconds(30))
        #expect(short.seconds == 600)
        #expect(long.seconds == 7_200)
        // The bound, in samples, whichever way the threads ran.
        #expect(short.peak <= 30 * 4_000)
        #expect(long.peak <= 30 * 4_000)
    }

    @Test func `nobody listening means nothing beyond the bound is made`() async {
        let family = ToneFamily(rate: SampleRate(4_000))
        let gate = Gate()
        var gated = family
        gated.gate = gate
        let scheduler = Scheduler(
            settings: ScheduleSettings(runAhead: .seconds(3)), memory: FixedMemory(bytes: nil))
        let texts = [String](
            repeating: "a second and a half is what this text takes to be said, ok.", count: 40)
        let stream = scheduler.speak(
            request(
                chunks(texts), by: [candidate(gated)], rate: SampleRate(4_000), batch: 1))
        gate.open()
        // Another listener's whole text passes through the same worker meanwhile.
        _ = await listen(scheduler.speak(request(sentences(30, seed: 4), by: ToneFamily("b"))))
        #expect(scheduler.waitingSamples <= 3 * 4_000)
        #expect(gate.arrivals <= 3)
        withExtendedLifetime(stream) {}
    }
}
