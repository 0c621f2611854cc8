import SpeechModel
import SpeechTesting
import Testing

@testable import SpeechSchedule

@Suite struct LoadTests {
    @Test func `a dispatcher tells what waits and what is being spoken`() {
        var bench = Bench()
        bench.streams = true
        bench.bytes = 1_000
        let first = bench.join(batch: 4)
        bench.plan(first, 6)
        #expect(bench.dispatcher.load.waitingSegments == 6)
        _ = bench.speak()
        var load = bench.dispatcher.load
        #expect(load.listeners == 1)
        #expect(load.runningBatches == 1)
        #expect(load.runningSegments == 4)
        #expect(load.synthesisBytes == 4_000)
        #expect(load.waitingSegments == 2)
        bench.finishBatch()
        load = bench.dispatcher.load
        #expect(load.runningBatches == 0)
        #expect(load.synthesisBytes == 0)
        #expect(load.waitingSeconds == 8)
        #expect(load.totals.segments == 4)
        #expect(load.totals.batchSizes == [4: 1])
    }

    @Test func `a stalled call is counted, and its memory until it returns`() {
        var bench = Bench()
        bench.bytes = 500
        let id = bench.join()
        bench.plan(id, 1)
        _ = bench.speak()
        let batch = bench.last
        bench.dispatcher.tick(.seconds(3_600))
        var load = bench.dispatcher.load
        #expect(load.totals.stalls == 1)
        #expect(load.stalledCalls == 1)
        #expect(load.synthesisBytes == 500)
        bench.dispatcher.ended(batch, error: nil)
        load = bench.dispatcher.load
        #expect(load.stalledCalls == 0)
        #expect(load.synthesisBytes == 0)
    }

    @Test func `listeners that leave early, fail or hear everything are told apart`() async {
        let broken = ToneFamily("broken", faults: [.on("alpha", .segmentFailure(.failed("no")))])
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        do {
            let heard = scheduler.speak(request(["One two.", "Three."], by: ToneFamily()))
            _ = await listen(heard)
            let failed = scheduler.speak(request(["alpha"], by: broken, ToneFamily("empty")))
            _ = await listen(failed)
            let bad = scheduler.speak(request(["alpha"], by: broken))
            #expect(await listen(bad).error != nil)
            let left = scheduler.speak(request(sentences(50, seed: 1), by: ToneFamily()))
            left.cancel()
            #expect(scheduler.load.listeners == 0)
        }
        let totals = scheduler.load.totals
        #expect(totals.listeners == 4)
        #expect(totals.cancellations == 1)
        #expect(totals.failures == 1)
        // One seed more for each, then the next of the chain, if there is one.
        #expect(totals.retries == 2)
        #expect(totals.fallbacks == 2)
        #expect(totals.segments >= 3)
        #expect(totals.batchSizes.reduce(0) { $0 + $1.value } == totals.batches)
        await scheduler.shutdown()
        #expect(scheduler.load.runningBatches == 0)
        #expect(scheduler.load.waitingBytes == 0)
    }
}
