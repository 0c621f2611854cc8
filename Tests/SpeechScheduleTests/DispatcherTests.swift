import SpeechModel
import SpeechPlan
import SpeechText
import Testing

@testable import SpeechSchedule

@Suite struct DispatcherTests {
    @Test(arguments: 0..<40) func `whatever happens, the rules hold`(seed: Int) {
        var setting = Simulation.Setting()
        switch seed % 4 {
        case 0: setting.starves = seed % 8 == 0 ? 0 : 40
        case 1:
            (setting.segmentFails, setting.batchFails) = (3, 2)
            setting.workers = 3
            setting.stalls = 5
        case 2:
            (setting.outOfMemory, setting.runsAway, setting.leaves) = (4, 3, 1)
            setting.workers = 1
        default:
            (setting.segmentFails, setting.runsAway, setting.batchFails) = (2, 2, 2)
            (setting.outOfMemory, setting.leaves, setting.cannotPrepare) = (2, 1, 5)
            setting.listeners = 20
            setting.starves = 10
            setting.stalls = 3
        }
        var simulation = Simulation(setting, seed: UInt64(seed))
        simulation.run()
        #expect(simulation.broken.isEmpty)
        #expect(simulation.dispatcher.flights.isEmpty)
        #expect(simulation.dispatcher.preparing == 0)
    }

    @Test func `the first segment of a new listener goes before everybody's next`() {
        var bench = Bench()
        let old = bench.join(batch: 4)
        bench.plan(old, 8)
        #expect(bench.speak() == [PieceID(listener: old, number: 0)])
        let new = bench.join(batch: 4)
        bench.plan(new, 8)
        bench.finishBatch()
        // A family that gives whole segments: the first one travels alone.
        #expect(bench.speak() == [PieceID(listener: new, number: 0)])
        bench.finishBatch()
        #expect(Set(bench.speak().map(\.listener)) == [old, new])
    }

    @Test func `first segments share a batch`() {
        var bench = Bench()
        let ids = (0..<3).map { _ in bench.join() }
        for id in ids { bench.plan(id, 2) }
        #expect(bench.speak() == ids.map { PieceID(listener: $0, number: 0) })
    }

    @Test func `a family that streams fills up the batch of a first segment`() {
        var bench = Bench()
        bench.streams = true
        let old = bench.join(batch: 4)
        bench.plan(old, 8)
        _ = bench.speak()
        let new = bench.join()
        bench.plan(new, 1)
        bench.finishBatch()
        let batch = bench.speak()
        #expect(batch.first == PieceID(listener: new, number: 0))
        #expect(batch.contains { $0.listener == old })
    }

    @Test func `newcomers do not starve those who wait`() {
        var bench = Bench()
        let old = bench.join()
        bench.plan(old, 40)
        _ = bench.speak()
        bench.finishBatch()
        bench.maximumOne()
        var served = 0
        for _ in 0..<20 {
            let new = bench.join()
            bench.plan(new, 1)
            let batch = bench.speak()
            if batch.contains(where: { $0.listener == old }) { served += 1 }
            bench.finishBatch()
            bench.takeAll(old)
        }
        #expect(served >= 3)
    }

    @Test func `who has least ahead goes first`() {
        var bench = Bench(maximumBatch: 1)
        let ids = [bench.join(), bench.join()]
        for id in ids { bench.plan(id, 10) }
        for _ in 0..<2 {
            _ = bench.speak()
            bench.finishBatch()
        }
        // The second has heard what there was, the first has not.
        bench.takeAll(ids[1])
        bench.dispatcher.now = 10
        #expect(bench.speak() == [PieceID(listener: ids[1], number: 1)])
    }

    @Test func `a slow listener slows synthesis`() {
        var bench = Bench()
        let id = bench.join(runAhead: 5)
        bench.plan(id, 20)
        var spoken = 0
        while !bench.speak().isEmpty {
            spoken += 1
            bench.finishBatch()
        }
        // Two seconds each: two fit into five.
        #expect(spoken == 2)
        bench.takeAll(id)
        #expect(bench.speak().count == 1)
    }

    @Test func `a batch fits into the memory that is free`() {
        var bench = Bench(memory: 35)
        bench.bytes = 10
        let id = bench.join(batch: 8)
        bench.plan(id, 10)
        _ = bench.speak()
        bench.finishBatch()
        #expect(bench.speak().count == 3)
    }

    @Test func `free memory that is asked for keeps a margin`() {
        var bench = Bench()
        bench.bytes = 10
        bench.free = 100
        let id = bench.join(batch: 16)
        bench.plan(id, 20)
        _ = bench.speak()
        bench.finishBatch()
        #expect(bench.speak().count == 8)
    }

    @Test func `what can never fit goes to the next family`() {
        var bench = Bench(memory: 5)
        bench.bytes = 10
        let id = bench.join()
        bench.plan(id, 1)
        #expect(bench.speak() == [])
        let piece = bench.dispatcher.piece(PieceID(listener: id, number: 0))
        #expect(piece?.candidate == 1)
        #expect(piece?.errors == [.outOfMemory])
    }

    @Test func `out of memory halves the batch down to one, with the same seeds`() {
        var bench = Bench()
        let id = bench.join(batch: 8)
        bench.plan(id, 9)
        _ = bench.speak()
        bench.finishBatch()
        var sizes: [Int] = []
        while true {
            let batch = bench.speak()
            sizes.append(batch.count)
            guard batch.count > 1 else { break }
            bench.endBatch(.outOfMemory)
        }
        #expect(sizes == [8, 4, 2, 1])
        #expect(bench.dispatcher.listeners[id]?.counts.batchSplits == 3)
        #expect(bench.dispatcher.listeners[id]?.pieces.allSatisfy { $0.attempt == 0 } == true)
        bench.finishBatch()
        // What worked is remembered, and slowly raised again.
        #expect(bench.speak().count == 1)
    }

    @Test func `out of memory beside others is tried again alone`() {
        var bench = Bench(workers: 2, maximumBatch: 1)
        let ids = [bench.join(), bench.join()]
        for id in ids { bench.plan(id, 3) }
        _ = bench.speak()
        let second = bench.speak()
        bench.endBatch(.outOfMemory)
        #expect(bench.speak() == [], "waits until the other one is done")
        bench.finishBatch()
        #expect(bench.speak() == second)
        #expect(bench.speak() == [], "nothing else meanwhile")
        bench.endBatch(.outOfMemory)
        #expect(bench.dispatcher.piece(second[0])?.candidate == 1)
    }

    @Test func `who leaves frees the batch at once`() {
        var bench = Bench()
        let id = bench.join(batch: 4)
        bench.plan(id, 5)
        _ = bench.speak()
        let batch = bench.last
        bench.dispatcher.leave(id)
        #expect(bench.dispatcher.takeEffects().dropped == [batch])
        #expect(bench.dispatcher.made(batch, slot: 0, samples: 10) == .stop)
        #expect(bench.dispatcher.isDead(batch))
    }

    @Test func `a batch with others in it goes on when one leaves`() {
        var bench = Bench()
        let ids = [bench.join(), bench.join()]
        for id in ids { bench.plan(id, 1) }
        #expect(bench.speak().count == 2)
        bench.dispatcher.leave(ids[0])
        #expect(bench.dispatcher.takeEffects().dropped.isEmpty)
        #expect(bench.dispatcher.made(bench.last, slot: 0, samples: 10) == .stop)
        #expect(bench.dispatcher.made(bench.last, slot: 1, samples: 10) != .stop)
    }
}
