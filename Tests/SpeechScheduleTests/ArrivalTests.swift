import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Synchronization
import Testing

@testable import SpeechSchedule

/// A plan that a test writes.
private final class WrittenPlan: ChunkSource {
    private struct State {
        var chunks: [Chunk] = []
        var isEnded = false
        var isLeft = false
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Whether the listener has left.
    var isLeft: Bool { state.withLock { $0.isLeft } }

    func write(_ chunks: [Chunk], ends: Bool = false) {
        let wake = state.withLock { state in
            state.chunks += chunks
            state.isEnded = ends
            return state.wake
        }
        wake?()
    }

    func next() -> ChunkSupply {
        state.withLock { state in
            if !state.chunks.isEmpty { return .chunk(state.chunks.removeFirst()) }
            return state.isEnded ? .end : .notYet
        }
    }

    func onArrival(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }

    func listenerLeft() { state.withLock { $0.isLeft = true } }
}

@Suite struct ArrivalTests {
    private func arriving(_ plan: WrittenPlan, batch: Int = 4) -> ListenerRequest {
        var request = request([Chunk](), by: [candidate(ToneFamily())], batch: batch)
        request.plan = .arriving(plan)
        return request
    }

    /// The orders until there is nothing more to do.
    private func orders(_ dispatcher: inout Dispatcher) -> [Dispatcher.Order] {
        var orders: [Dispatcher.Order] = []
        while let order = dispatcher.next(free: { nil }) { orders.append(order) }
        return orders
    }

    @Test func `a plan without a chunk is asked again when something has arrived`() {
        var dispatcher = Dispatcher(ScheduleSettings())
        let id = dispatcher.join(runAhead: .seconds(30), batch: 4, isImmediate: true)
        #expect(orders(&dispatcher) == [.plan(id)])
        dispatcher.planStarved(for: id)
        #expect(orders(&dispatcher) == [])
        #expect(dispatcher.preparing == 0)
        dispatcher.arrived(for: id)
        #expect(orders(&dispatcher) == [.plan(id)])
    }

    @Test func `what arrives while the plan is being asked is not missed`() {
        var dispatcher = Dispatcher(ScheduleSettings())
        let id = dispatcher.join(runAhead: .seconds(30), batch: 4, isImmediate: true)
        #expect(orders(&dispatcher) == [.plan(id)])
        dispatcher.arrived(for: id)
        #expect(orders(&dispatcher) == [])
        dispatcher.planStarved(for: id)
        #expect(orders(&dispatcher) == [.plan(id)])
        dispatcher.planStarved(for: id)
        #expect(orders(&dispatcher) == [])
    }

    @Test func `who has heard everything rests once, until there is more`() {
        var bench = Bench()
        let id = bench.join()
        #expect(bench.dispatcher.peek(for: id) == .nothing)
        for round in 0..<2 {
            bench.dispatcher.arrived(for: id)
            bench.plan(id, 1)
            let batch = BatchID(number: round)
            #expect(
                orders(&bench.dispatcher) == [
                    .speak(batch, [PieceID(listener: id, number: round)]), .plan(id),
                ])
            // The plan has no more, but there is something to hear.
            bench.dispatcher.planStarved(for: id)
            _ = bench.dispatcher.made(batch, slot: 0, samples: 200)
            _ = bench.dispatcher.finished(batch, slot: 0)
            bench.dispatcher.ended(batch, error: nil)
            #expect(bench.dispatcher.peek(for: id) != .rest)
            bench.takeSounds(id)
            #expect(bench.dispatcher.take(for: id) == .rest)
            #expect(bench.dispatcher.take(for: id) == .nothing)
        }
    }

    @Test func `a text that is written piece by piece sounds as if it had been there`() async {
        let chunks = chunks(sentences(8, seed: 3))
        let (whole, _) = await alone(request(chunks, by: [candidate(ToneFamily())]))
        let plan = WrittenPlan()
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(arriving(plan))
        var heard = Heard()
        var blocks = stream.makeAsyncIterator()
        // Each chunk is written when the one before has been heard.
        for chunk in chunks {
            plan.write([chunk])
            while heard.chunks.last != chunk.index {
                guard let block = try? await blocks.next() else { break }
                heard.add(block)
            }
        }
        plan.write([], ends: true)
        while let block = try? await blocks.next() { heard.add(block) }
        // The pause behind the last chunk is heard only if the plan is slower than the
        // listener; it may be.
        #expect(heard.samples.starts(with: whole.samples.dropLast(400)))
        #expect(heard.samples.dropFirst(whole.samples.count).allSatisfy { $0 == 0 })
        #expect(heard.chunks == whole.chunks)
    }

    @Test func `writers that hesitate hold nobody up`() async throws {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let slow = (0..<6).map { _ in WrittenPlan() }
        let waiting = slow.map { scheduler.speak(arriving($0)) }
        let (alone, _) = await alone(request(sentences(4, seed: 1), by: ToneFamily()))
        let heard = await listen(scheduler.speak(request(sentences(4, seed: 1), by: ToneFamily())))
        #expect(heard == alone)
        for (index, stream) in waiting.enumerated() {
            slow[index].write(chunks(sentences(4, seed: 1)), ends: true)
            #expect(await listen(stream) == alone)
        }
    }

    @Test func `a plan is told when its listener leaves`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let plan = WrittenPlan()
        let stream = scheduler.speak(arriving(plan))
        #expect(!plan.isLeft)
        stream.cancel()
        #expect(plan.isLeft)
        plan.write(chunks(["Too late."]))
        #expect(await listen(stream).error == .cancelled)
    }

    @Test func `whoever waits for a plan hears of the scheduler's end`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let plan = WrittenPlan()
        let stream = scheduler.speak(arriving(plan))
        async let heard = listen(stream)
        await scheduler.shutdown()
        #expect(await heard.error == .cancelled)
        #expect(plan.isLeft)
    }
}

extension Heard {
    fileprivate mutating func add(_ block: SpeechBlock) {
        samples += block.audio.samples
        if chunks.last != block.chunk { chunks.append(block.chunk) }
    }
}
