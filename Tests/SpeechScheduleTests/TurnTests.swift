import SpeechModel
import SpeechTesting
import Testing

@testable import SpeechSchedule

@Suite struct TurnTests {
    /// One worker that speaks for a listener who has heard something.
    private func bench(canBeHeld: Bool = true) -> (bench: Bench, old: ListenerID, call: BatchID) {
        var bench = Bench()
        bench.streams = true
        bench.maximumOne()
        bench.canBeHeld = canBeHeld
        let old = bench.join()
        bench.plan(old, 3)
        _ = bench.speak()
        bench.finishBatch()
        bench.takeSounds(old)
        bench.dispatcher.now = 10
        _ = bench.speak()
        return (bench, old, bench.last)
    }

    @Test func `a first sound begins beside a call that can be held, which then waits`() {
        var (bench, _, old) = bench()
        #expect(bench.speak().isEmpty)
        let new = bench.join()
        bench.plan(new, 2)
        #expect(bench.speak() == [PieceID(listener: new, number: 0)])
        let first = bench.last
        // Two calls for one worker: the old one waits when it delivers.
        _ = bench.dispatcher.made(old, slot: 0, samples: 10)
        #expect(bench.holds(old) == true)
        #expect(bench.speak().isEmpty)
        // The new one has the worker until it has sounded.
        _ = bench.dispatcher.made(first, slot: 0, samples: 5)
        #expect(bench.holds(first) == false)
        _ = bench.dispatcher.made(first, slot: 0, samples: 195)
        _ = bench.dispatcher.finished(first, slot: 0)
        bench.dispatcher.ended(first, error: nil)
        // Then the old one goes on before anybody begins anew: its listener has less to hear.
        #expect(bench.speak().isEmpty)
        #expect(bench.dispatcher.takeEffects().resumed == [old])
    }

    @Test func `who has sounded makes room for the next first sound`() {
        var (bench, _, old) = bench()
        let ids = (0..<3).map { _ in bench.join() }
        for id in ids { bench.plan(id, 2) }
        _ = bench.speak()
        let first = bench.last
        #expect(bench.speak().isEmpty)
        _ = bench.dispatcher.made(old, slot: 0, samples: 1)
        #expect(bench.holds(old) == true)
        // 0.3 s have been made: it has sounded, and another waits for that.
        _ = bench.dispatcher.made(first, slot: 0, samples: 30)
        #expect(bench.holds(first) == true)
        #expect(bench.speak() == [PieceID(listener: ids[1], number: 0)])
        #expect(bench.speak().isEmpty)
        #expect(bench.dispatcher.load.runningBatches == 3)
    }

    @Test func `calls that can't be held keep their worker`() {
        var (bench, _, old) = bench(canBeHeld: false)
        let new = bench.join()
        bench.plan(new, 1)
        #expect(bench.speak().isEmpty)
        _ = bench.dispatcher.made(old, slot: 0, samples: 10)
        #expect(bench.holds(old) == false)
    }

    @Test func `calls that were held take turns`() {
        var (bench, _, old) = bench()
        let new = bench.join()
        bench.plan(new, 1)
        _ = bench.speak()
        let first = bench.last
        _ = bench.dispatcher.made(old, slot: 0, samples: 1)
        #expect(bench.holds(old) == true)
        var going = first
        var waiting = old
        for _ in 0..<4 {
            _ = bench.dispatcher.made(going, slot: 0, samples: 30)
            #expect(bench.holds(going) == true)
            #expect(bench.speak().isEmpty)
            #expect(bench.dispatcher.takeEffects().resumed == [waiting])
            swap(&going, &waiting)
        }
    }

    @Test func `who is about to run dry goes before who has much to hear`() {
        var (bench, old, call) = bench()
        let new = bench.join()
        bench.plan(new, 2)
        _ = bench.speak()
        let first = bench.last
        _ = bench.dispatcher.made(call, slot: 0, samples: 150)
        #expect(bench.holds(call) == true)
        _ = bench.dispatcher.made(first, slot: 0, samples: 40)
        _ = bench.dispatcher.finished(first, slot: 0)
        bench.dispatcher.ended(first, error: nil)
        // 0.4 s against 1.5 s: the next piece begins, although a call waits to go on.
        bench.takeSounds(old)
        bench.takeSounds(new)
        #expect(bench.speak() == [PieceID(listener: new, number: 1)])
        let second = bench.last
        // Both have as much now, and a while later neither is in danger.
        _ = bench.dispatcher.made(second, slot: 0, samples: 120)
        #expect(bench.holds(second) == true)
        #expect(bench.speak().isEmpty)
        #expect(bench.dispatcher.takeEffects().resumed == [call])
    }

    @Test func `nobody is held for ever by others' first sounds`() {
        var (bench, _, old) = bench()
        var served = 0
        for _ in 0..<40 {
            let id = bench.join()
            bench.plan(id, 1)
            _ = bench.speak()
            if bench.dispatcher.takeEffects().resumed == [old] { break }
            served += 1
            if served == 1 {
                _ = bench.dispatcher.made(old, slot: 0, samples: 1)
                #expect(bench.holds(old) == true)
            }
            let call = bench.last
            _ = bench.dispatcher.made(call, slot: 0, samples: 200)
            _ = bench.dispatcher.finished(call, slot: 0)
            bench.dispatcher.ended(call, error: nil)
            _ = bench.open.popLast()
        }
        #expect(served == 16)
    }

    @Test func `a held call is not blamed for being quiet, and is let go with its listener`() {
        var (bench, listener, old) = bench()
        let new = bench.join()
        bench.plan(new, 1)
        _ = bench.speak()
        _ = bench.dispatcher.made(old, slot: 0, samples: 1)
        #expect(bench.holds(old) == true)
        bench.dispatcher.tick(.seconds(10_000))
        #expect(!bench.dispatcher.takeEffects().givenUp.contains(old))
        bench.dispatcher.leave(listener)
        let effects = bench.dispatcher.takeEffects()
        #expect(effects.resumed == [old] && effects.dropped == [old])
    }

    @Test(.timeLimit(.minutes(5)), arguments: [1, 2])
    func `who is held hears the same as alone`(workers: Int) async {
        var family = ToneFamily()
        family.canBeHeld = true
        family.piece = .milliseconds(40)
        let requests = (0..<12).map { number in
            request(sentences(6, seed: UInt64(number)), by: family, batch: 1, seed: UInt64(number))
        }
        let settings = ScheduleSettings(workers: workers)
        let scheduler = Scheduler(settings: settings, memory: FixedMemory(bytes: nil))
        let together = await withTaskGroup(of: (Int, Heard).self) { group in
            for (number, request) in requests.enumerated() {
                let stream = scheduler.speak(request)
                group.addTask { (number, await listen(stream)) }
            }
            // One that leaves in the middle.
            let gone = scheduler.speak(requests[0])
            group.addTask {
                var blocks = gone.makeAsyncIterator()
                _ = try? await blocks.next()
                gone.cancel()
                return (-1, Heard())
            }
            return await group.reduce(into: [Int: Heard]()) { $0[$1.0] = $1.1 }
        }
        for (number, request) in requests.enumerated() {
            let (heard, _) = await alone(request)
            let isSame = together[number] == heard
            #expect(isSame, "listener \(number)")
        }
        await scheduler.shutdown()
        #expect(scheduler.load.runningBatches == 0)
    }
}
