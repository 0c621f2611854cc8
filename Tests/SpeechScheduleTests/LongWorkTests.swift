import SpeechModel
import SpeechTesting
import Synchronization
import Testing

@testable import SpeechSchedule

@Suite struct LongWorkTests {
    /// A family that loads when a latch is opened.
    private func slow(_ family: ToneFamily, _ latch: Latch) -> Candidate {
        Candidate(familyID: family.id) { () throws(LoadError) in
            LongWork.run { latch.hold() }
            return (family, family.voices[0].id)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `who has a family is heard while others wait for theirs`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let latch = Latch()
        let slow = slow(ToneFamily("slow"), latch)
        let waiting = (0..<12).map { number in
            scheduler.speak(
                request(chunks(sentences(3, seed: UInt64(number))), by: [slow], seed: 1))
        }
        for seed in 20...22 as ClosedRange<UInt64> {
            let text = sentences(5, seed: seed)
            let heard = await listen(scheduler.speak(request(text, by: ToneFamily(), seed: seed)))
            #expect(heard.error == nil && heard.chunks.count == 5)
        }
        latch.open()
        for stream in waiting {
            let heard = await listen(stream)
            #expect(heard.error == nil && heard.chunks.count == 3)
        }
        await scheduler.shutdown()
    }

    @Test func `a scheduler that waits for long work ends behind it`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let latch = Latch()
        let stream = scheduler.speak(
            request(chunks(["One."]), by: [slow(ToneFamily("slow"), latch)]))
        let ending = Task { await scheduler.shutdown() }
        latch.open()
        await ending.value
        #expect(await listen(stream).error == .cancelled)
    }

    @Test func `places that were given up are taken back`() {
        var bench = Bench()
        let answers = (0...Dispatcher.mostAway).map { _ in bench.dispatcher.stepAside() }
        #expect(answers.dropLast().allSatisfy { $0 } && answers.last == false)
        for _ in 0..<Dispatcher.mostAway { bench.dispatcher.stepBack() }
        #expect(bench.dispatcher.away == 0)
    }

    @Test func `work apart gives its result or its error`() async {
        struct Refusal: Error {}
        #expect(await LongWork.apart { 7 } == 7)
        await #expect(throws: Refusal.self) {
            try await LongWork.apart { () throws(Refusal) -> Int in throw Refusal() }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `where no thread can be had, whoever brings work does it`() async {
        let threads = WorkerThreads(count: 2) { _ in false }
        let sum = await Task(executorPreference: threads) {
            await withTaskGroup { group in
                for number in 1...9 {
                    group.addTask {
                        await Task.yield()
                        return number
                    }
                }
                return await group.reduce(0, +)
            }
        }.value
        #expect(sum == 45)
        threads.close()
    }

    @Test func `what waits is taken in its order`() {
        var queue = FIFO<Int>()
        var taken: [Int] = []
        for number in 0..<100 {
            queue.append(number)
            #expect(queue.last == number)
            if number % 3 == 0 { taken += [queue.popFirst()].compactMap(\.self) }
            #expect(queue.count == number + 1 - taken.count)
        }
        while let number = queue.popFirst() { taken.append(number) }
        #expect(taken == Array(0..<100))
        #expect(queue.isEmpty && queue.last == nil)
    }
}
