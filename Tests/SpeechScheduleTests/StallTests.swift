import SpeechModel
import SpeechPlan
import SpeechTesting
import Testing

@testable import SpeechSchedule

/// Calls from which nothing comes, and a clock that is moved by hand.
@Suite struct StallTests {
    private let texts = ["the first words.", "a river that never ends.", "and the end."]

    /// A scheduler whose seconds are let through one by one.
    private func scheduler(
        _ settings: ScheduleSettings = ScheduleSettings()
    ) -> (Scheduler, seconds: Gate) {
        let seconds = Gate()
        let scheduler = Scheduler(settings: settings, memory: FixedMemory(bytes: nil)) { _ in
            await seconds.pass()
        }
        return (scheduler, seconds)
    }

    private func stalled(_ id: String, _ seconds: Int = 30) -> SynthesisError {
        .stalled(component: id, seconds: seconds)
    }

    // MARK: The rules

    @Test func `a call from which nothing comes is given up, and its worker is free`() {
        var bench = Bench()
        let id = bench.join()
        bench.plan(id, 1)
        #expect(bench.speak().count == 1)
        bench.dispatcher.tick(.seconds(29))
        #expect(bench.dispatcher.takeEffects().givenUp.isEmpty)
        bench.dispatcher.tick(.seconds(1))
        #expect(bench.dispatcher.takeEffects().givenUp == [bench.last])
        #expect(bench.dispatcher.flights.isEmpty)
        #expect(bench.dispatcher.listeners[id]?.counts.stalls == 1)
        // Once more, with another seed.
        #expect(bench.dispatcher.next(free: { nil }) == .prepare(PieceID(listener: id, number: 0)))
        #expect(bench.dispatcher.piece(PieceID(listener: id, number: 0))?.attempt == 1)
    }

    @Test func `whatever comes starts the patience anew`() {
        var bench = Bench()
        let id = bench.join()
        bench.plan(id, 1)
        _ = bench.speak()
        for _ in 0..<10 {
            bench.dispatcher.tick(.seconds(29))
            #expect(bench.dispatcher.made(bench.last, slot: 0, samples: 10) != .stop)
        }
        #expect(bench.dispatcher.takeEffects().givenUp.isEmpty)
        bench.finishBatch()
        bench.dispatcher.tick(.seconds(1_000))
        #expect(bench.dispatcher.takeEffects().givenUp.isEmpty)
    }

    @Test func `long segments are given more time`() {
        let policy = StallPolicy()
        #expect(policy.patience(for: 1) == .seconds(30))
        #expect(policy.patience(for: 40) == .seconds(400))
        #expect(policy.patience(for: .infinity) == .seconds(86_400))
        #expect(StallPolicy(floor: .zero, factor: -1).patience(for: 9) == .seconds(1))
        // A family that gives whole segments is waited for as long as its batch takes.
        for (streams, patience) in [(true, 30), (false, 160)] {
            var bench = Bench()
            bench.streams = streams
            let id = bench.join(batch: 8)
            bench.plan(id, 9)
            if bench.speak().count == 1 {
                bench.finishBatch()
                #expect(bench.speak().count == 8)
            }
            #expect(bench.dispatcher.flights[bench.last]?.patience == .seconds(patience))
        }
    }

    @Test func `who is in the same batch is not blamed`() {
        var bench = Bench()
        let ids = [bench.join(), bench.join()]
        for id in ids { bench.plan(id, 1) }
        #expect(bench.speak().count == 2)
        bench.dispatcher.tick(.seconds(60))
        // Alone, with the same seed.
        #expect(bench.speak() == [PieceID(listener: ids[0], number: 0)])
        for id in ids {
            #expect(bench.dispatcher.listeners[id]?.pieces.allSatisfy { $0.attempt == 0 } == true)
        }
    }

    @Test func `a family that stalls again and again is passed over`() {
        var bench = Bench()
        let id = bench.join(batch: 2)
        bench.plan(id, 4)
        bench.maximumOne()
        for _ in 0..<2 {
            _ = bench.speak()
            bench.dispatcher.ended(bench.last, error: nil)
            bench.dispatcher.tick(.seconds(60))
        }
        #expect(bench.dispatcher.refusal(of: "tone") == nil, "calls that return are no stalls")
        var first = Bench()
        let one = first.join()
        let other = first.join()
        first.plan(one, 1)
        first.plan(other, 2)
        _ = first.speak()
        first.dispatcher.tick(.seconds(60))
        _ = first.speak()
        first.dispatcher.tick(.seconds(60))
        #expect(first.dispatcher.refusal(of: "tone") == .stalled(component: "tone", seconds: 30))
        // Everything that waits for it goes on to the next, the other listener's too.
        let pieces = first.dispatcher.listeners.values.flatMap(\.pieces)
        #expect(pieces.count == 3)
        #expect(pieces.allSatisfy { $0.candidate == 1 })
        // What is found for it later, too.
        first.plan(one, 1)
        #expect(first.dispatcher.listeners[one]?.pieces.last?.candidate == 1)
        // The calls come back: they were slow, not dead, but nothing has been completed.
        for batch in first.dispatcher.strays.keys {
            first.dispatcher.ended(batch, error: .cancelled)
        }
        #expect(first.dispatcher.strays.isEmpty)
        #expect(first.dispatcher.refusal(of: "tone") != nil)
    }

    @Test func `a batch that nobody wants any more does not hold its worker for ever`() {
        var bench = Bench()
        let id = bench.join()
        bench.plan(id, 1)
        _ = bench.speak()
        bench.dispatcher.leave(id)
        // It goes on talking, to nobody.
        for _ in 0..<30 {
            _ = bench.dispatcher.made(bench.last, slot: 0, samples: 10)
            bench.dispatcher.tick(.seconds(1))
        }
        #expect(bench.dispatcher.takeEffects().givenUp == [bench.last])
    }

    @Test func `the memory of a call that has not returned stays taken`() {
        var bench = Bench(memory: 15)
        bench.bytes = 10
        let ids = [bench.join(), bench.join()]
        for id in ids { bench.plan(id, 1) }
        _ = bench.speak()
        let stalled = bench.last
        bench.dispatcher.tick(.seconds(60))
        #expect(bench.speak() == [])
        bench.dispatcher.ended(stalled, error: nil)
        #expect(bench.dispatcher.strays.isEmpty)
    }

    // MARK: The whole

    @Test func `a call that stalls once is made again, and its late answer is not heard`() async {
        let latch = Latch()
        let family = still(faults: [.on("river", attempts: 1, .stall(latch))])
        let (scheduler, seconds) = scheduler()
        let stream = scheduler.speak(request(texts, by: family, batch: 1))
        async let heard = listen(stream)
        await latch.arrived()
        seconds.admit(31)
        let well = await alone(request(texts, by: still(), batch: 1)).heard
        #expect(await heard == well)
        #expect(stream.report.stalls == 1)
        #expect(stream.report.retries == 1)
        #expect(stream.report.fallbackCount == 0)
        #expect(family.record.running == 1, "the call still holds its thread")
        latch.open()
        await scheduler.shutdown()
        #expect(scheduler.waitingSamples == 0)
    }

    @Test(arguments: [1, 4]) func `a family that hangs hands over to the next`(batch: Int) async {
        let latch = Latch()
        defer { latch.open() }
        let family = ToneFamily(faults: [.on("river", .stall(latch))])
        let (scheduler, seconds) = scheduler()
        let stream = scheduler.speak(request(texts, by: family, still("backup"), batch: batch))
        async let heard = listen(stream)
        for call in 1...2 {
            await latch.arrived(call)
            seconds.admit(31)
        }
        #expect(await heard.error == nil)
        #expect(await heard.chunks == [0, 1, 2])
        #expect(stream.report.stalls == 2)
        #expect(stream.report.fallbacks.contains { $0.chunk == 1 && $0.reason == stalled("tone") })
        // Two threads are lost; a third call is not risked, for anybody.
        let calls = family.record.batches.count
        let other = scheduler.speak(request(["hello."], by: family, still("backup")))
        #expect(await listen(other).error == nil)
        #expect(other.report.fallbacks.map(\.reason) == [stalled("tone")])
        #expect(family.record.batches.count == calls)
        await scheduler.shutdown()
    }

    @Test func `without another family the stream ends with what happened`() async {
        let latch = Latch()
        defer { latch.open() }
        let family = ToneFamily(faults: [.on("river", .stall(latch))])
        let (scheduler, seconds) = scheduler()
        let stream = scheduler.speak(request(texts, by: family, batch: 1))
        async let heard = listen(stream)
        for call in 1...2 {
            await latch.arrived(call)
            seconds.admit(31)
        }
        #expect(await heard.error == stalled("tone"))
        #expect(await heard.chunks == [0])
    }

    @Test func `shutting down waits for a call that stalls no longer than its patience`() async {
        let latch = Latch()
        defer { latch.open() }
        let family = ToneFamily(faults: [.on("river", .stall(latch))])
        let (scheduler, seconds) = scheduler()
        let stream = scheduler.speak(request(texts, by: family, batch: 1))
        async let heard = listen(stream)
        await latch.arrived()
        seconds.admit(31)
        await scheduler.shutdown()
        #expect(await heard.error == .cancelled)
    }
}
