import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import Testing

@testable import SpeechSchedule

@Suite struct CancellationTests {
    private let texts = (0..<20).map { "sentence number \($0) goes on for a while." }

    private func gated(_ place: ToneFamily.GatePlace) -> (ToneFamily, Gate) {
        let gate = Gate()
        var family = ToneFamily()
        family.gate = gate
        family.gatePlace = place
        return (family, gate)
    }

    @Test func `cancelling a stream stops its batch`() async {
        let (family, gate) = gated(.piece)
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request(texts, by: family))
        async let heard = listen(stream)
        await gate.arrived(1)
        stream.cancel()
        // The gate stays shut: only the task's cancellation can end the batch.
        #expect(await heard.error == .cancelled)
        await scheduler.shutdown()
        #expect(family.record.running == 0)
        #expect(scheduler.waitingSamples == 0)
    }

    @Test func `cancelling the task that listens cancels the stream`() async {
        let (family, gate) = gated(.batch)
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request(texts, by: family))
        let task = Task { await listen(stream) }
        await gate.arrived(1)
        task.cancel()
        #expect(await task.value.error == .cancelled)
        // Its worker is free for others although the gate is shut.
        let other = await listen(scheduler.speak(request(["hello."], by: ToneFamily("other"))))
        #expect(other.error == nil)
        #expect(!other.samples.isEmpty)
        #expect(family.record.batches.count == 1)
    }

    @Test func `letting go of a stream ends its work`() async {
        let (family, gate) = gated(.batch)
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        do {
            let stream = scheduler.speak(request(texts, by: family))
            await gate.arrived(1)
            withExtendedLifetime(stream) {}
        }
        let other = await listen(scheduler.speak(request(["hello."], by: ToneFamily("other"))))
        #expect(other.error == nil)
        await scheduler.shutdown()
        #expect(family.record.running == 0)
        #expect(family.record.batches.count == 1)
        #expect(scheduler.waitingSamples == 0)
    }

    @Test func `a listener who leaves disturbs nobody`() async {
        let (family, gate) = gated(.piece)
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stays = request(texts, by: family, seed: 1)
        let first = scheduler.speak(stays)
        let second = scheduler.speak(request(texts, by: family, seed: 2))
        await gate.arrived(1)
        gate.admit(3)
        await gate.arrived(4)
        second.cancel()
        gate.open()
        let heard = await listen(first)
        #expect(heard == (await alone(request(texts, by: ToneFamily(), seed: 1))).heard)
        #expect(await listen(second).error == .cancelled)
    }

    @Test func `shutting down ends every stream and leaves nothing running`() async {
        let (family, gate) = gated(.piece)
        let scheduler = Scheduler(
            settings: ScheduleSettings(workers: 2), memory: FixedMemory(bytes: nil))
        let streams = (0..<3).map { scheduler.speak(request(texts, by: family, seed: $0)) }
        await gate.arrived(1)
        await scheduler.shutdown()
        #expect(family.record.running == 0)
        for stream in streams { #expect(await listen(stream).error == .cancelled) }
        #expect(await listen(scheduler.speak(request(texts, by: family))).error == .cancelled)
        await scheduler.shutdown()
    }

    @Test func `a stream keeps its scheduler at work`() async {
        let stream = Scheduler(memory: FixedMemory(bytes: nil)).speak(
            request(texts, by: ToneFamily()))
        let heard = await listen(stream)
        #expect(heard.error == nil)
        #expect(heard.chunks.count == texts.count)
    }

    @Test func `the report is kept after a cancellation`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request(texts, by: ToneFamily()))
        var blocks = stream.makeAsyncIterator()
        _ = try? await blocks.next()
        stream.cancel()
        #expect(stream.report.batches >= 1)
        #expect(stream.report.firstAudioSeconds != nil)
        #expect(stream.report.chunks < texts.count)
    }

    @Test func `a plan is read only as far as audio is wanted`() async {
        let gate = Gate()
        var family = ToneFamily()
        family.gate = gate
        let counter = Counter()
        let endless = sequence(state: 0) { (index: inout Int) -> Chunk? in
            counter.add()
            defer { index += 1 }
            return chunks(["endless number \(index)."]).first.map {
                var chunk = $0
                chunk.index = index
                return chunk
            }
        }
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(
            request(Lazily(make: { AnyIterator(endless.makeIterator()) }), by: [candidate(family)]))
        await gate.arrived(1)
        stream.cancel()
        await scheduler.shutdown()
        // What workers have in hand and a batch ahead of them; the plan itself has no end.
        #expect(counter.value <= 32)
    }
}

/// A sequence made when it is asked for.
struct Lazily: Sequence, Sendable {
    let make: @Sendable () -> AnyIterator<Chunk>
    func makeIterator() -> AnyIterator<Chunk> { make() }
}
