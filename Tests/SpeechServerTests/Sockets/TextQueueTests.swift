import Synchronization
import Testing

@testable import SpeechServer

@Suite(.timeLimit(.minutes(5))) struct TextQueueTests {
    @Test func `a million small pieces come out as they went in, and soon`() async {
        let queue = TextQueue()
        async let sum = taken(queue)
        for number in 0..<1_000_000 { await queue.put(.text([UInt8(number & 0xFF)])) }
        await queue.put(.finish)
        let (count, isOrdered) = await sum
        #expect(count == 1_000_000)
        #expect(isOrdered)
    }

    private func taken(_ queue: TextQueue) async -> (Int, Bool) {
        var count = 0
        var isOrdered = true
        while case .text(let bytes)? = await queue.take() {
            if bytes != [UInt8(count & 0xFF)] { isOrdered = false }
            count += 1
        }
        return (count, isOrdered)
    }

    @Test func `what is empty takes room, too`() async {
        let queue = TextQueue()
        for _ in 0..<TextQueue.limit / 64 { await queue.put(.text([])) }
        let hasRoom = Atomic(false)
        async let written: Void = {
            await queue.put(.text([]))
            hasRoom.store(true, ordering: .releasing)
        }()
        try? await Task.sleep(for: .milliseconds(50))
        let hadRoom = hasRoom.load(ordering: .acquiring)
        #expect(!hadRoom)
        _ = await queue.take()
        await written
    }

    @Test func `one flush follows another in vain`() async {
        let queue = TextQueue()
        for item in [TextQueue.Item.flush, .flush, .text([1]), .flush, .flush, .finish] {
            await queue.put(item)
        }
        var items: [TextQueue.Item] = []
        while let item = await queue.take() {
            items.append(item)
            if item == .finish { break }
        }
        #expect(items == [.flush, .text([1]), .flush, .finish])
    }
}
