import Testing

@testable import SpeechServer

@Suite("Who is served, who waits, who is refused")
struct AdmissionQueueTests {
    @Test func turnsComeInTheOrderOfComing() throws {
        var queue = AdmissionQueue(places: 2, queue: 2, placesOfClient: 10)
        guard case .admitted(let first) = queue.enter("a"), case .admitted = queue.enter("b"),
            case .waiting(let third) = queue.enter("c"),
            case .waiting(let fourth) = queue.enter("d")
        else {
            Issue.record("two places and two in the queue")
            return
        }
        #expect(queue.enter("e") == .full)
        #expect(queue.leave(first) == [third])
        #expect(queue.leave(fourth).isEmpty)
        #expect(queue.active == 2 && queue.queued == 0)
        #expect(queue.leave(first).isEmpty, "the second time nothing is given back")
    }

    @Test func oneClientCantTakeAllPlaces() {
        var queue = AdmissionQueue(places: 4, queue: 4, placesOfClient: 2)
        _ = queue.enter("a")
        _ = queue.enter("a")
        #expect(queue.enter("a") == .tooManyOfClient)
        guard case .admitted = queue.enter("b") else {
            Issue.record("another client has places of its own")
            return
        }
    }

    @Test func whateverComesAndGoesNoPlaceIsLost() {
        var random = SystemRandomNumberGenerator()
        var queue = AdmissionQueue(places: 3, queue: 5, placesOfClient: 4)
        var inside: Set<AdmissionQueue.Entry> = []
        for _ in 0..<2_000 {
            if Bool.random(using: &random) {
                switch queue.enter("\(Int.random(in: 0..<4, using: &random))") {
                case .admitted(let entry), .waiting(let entry): inside.insert(entry)
                case .full, .tooManyOfClient: break
                }
            } else if let entry = inside.randomElement(using: &random) {
                inside.remove(entry)
                _ = queue.leave(entry)
            }
            #expect(queue.active + queue.queued == inside.count)
            #expect(queue.active <= 3 && queue.queued <= 5)
            #expect(queue.queued == 0 || queue.active == 3)
        }
    }
}
