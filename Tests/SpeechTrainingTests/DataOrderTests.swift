import SpeechTraining
import Testing

struct DataOrderTests {
    @Test func `every example comes once an epoch, and epochs differ`() throws {
        var order = try DataOrder(count: 100, seed: 7)
        let first = (0..<10).flatMap { _ in order.nextBatch(of: 10) }
        let second = (0..<10).flatMap { _ in order.nextBatch(of: 10) }
        #expect(first.sorted() == Array(0..<100))
        #expect(second.sorted() == Array(0..<100))
        #expect(first != second)
        #expect(first != Array(0..<100))
    }

    @Test func `the same seed gives the same order`() throws {
        var (a, b) = try (DataOrder(count: 9, seed: 1), DataOrder(count: 9, seed: 1))
        var other = try DataOrder(count: 9, seed: 2)
        #expect(a.nextBatch(of: 9) == b.nextBatch(of: 9))
        #expect(a.nextBatch(of: 9) != other.nextBatch(of: 9))
    }

    @Test func `an order goes on from where it was`() throws {
        var order = try DataOrder(count: 11, seed: 3)
        for _ in 0..<5 { _ = order.nextBatch(of: 3) }
        var resumed = try DataOrder(count: 11, seed: 3)
        try resumed.resume(at: order.place)
        for _ in 0..<9 { #expect(order.nextBatch(of: 3) == resumed.nextBatch(of: 3)) }
    }

    @Test func `what an epoch has left below a batch is passed over`() throws {
        var order = try DataOrder(count: 7, seed: 3)
        for _ in 0..<3 { _ = order.nextBatch(of: 3) }
        #expect(order.place.epoch == 1)
        #expect(order.place.position == 3)
    }

    @Test func `another order's place is refused`() throws {
        let other = try DataOrder(count: 8, seed: 3).place
        var order = try DataOrder(count: 7, seed: 3)
        #expect(throws: TrainingError.self) { try order.resume(at: other) }
        #expect(throws: TrainingError.self) { try DataOrder(count: 0, seed: 3) }
    }

    @Test func `places of a shuffle are even`() throws {
        // Of 4 examples in 6000 epochs: each comes first about 1500 times, 6 deviations at most.
        var order = try DataOrder(count: 4, seed: 5)
        var counts = [0, 0, 0, 0]
        for _ in 0..<6000 { counts[order.nextBatch(of: 4).first!] += 1 }
        #expect(counts.allSatisfy { abs($0 - 1500) < 200 })
    }
}
