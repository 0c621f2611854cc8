import AudioSignal
import SpeechModel
import SpeechText
import Synchronization
import Testing

@testable import SpeechTesting

/// The fake family keeps the contract, and the checker sees every breach of it.
@Suite struct ToneFamilyTests {
    static func segments(of family: ToneFamily) -> [SpeechSegment] {
        [
            family.segment("Hello there, world.", seed: 1),
            family.segment("これは声です。", language: .japanese, seed: 2),
            family.segment("Um pouco mais longo do que os outros.", language: .portuguese, seed: 3),
        ]
    }

    @Test func `it keeps its promises, streaming and whole`() async {
        let family = ToneFamily()
        var whole = ToneFamily()
        whole.piece = nil
        let segments = Self.segments(of: family)
        #expect(await checkFamily(family, whole: whole, saying: segments) == [])
        #expect(await checkFamily(whole, whole: family, saying: segments) == [])
        #expect(family.record.stops >= 1)
        #expect(family.record.cancellations == 1)
        #expect(family.record.running == 0)
    }

    @Test(arguments: Promise.allCases)
    func `the checker sees a broken promise`(_ promise: Promise) async {
        var family = ToneFamily(faults: [Fault(.breaking(promise))])
        switch promise {
        case .plausibility: family.voices[1].id = family.voices[0].id
        case .oneAtATime: return  // Can't be staged from one thread; see below.
        default: break
        }
        let violations = await checkFamily(family, saying: Self.segments(of: family))
        #expect(violations.contains { $0.promise == promise }, "\(violations)")
    }

    @Test func `the checker sees events delivered at once`() {
        let outer = Mutex<Listener?>(nil)
        let listener = Listener(1) { _ = outer.withLock { $0 }?.hear(0, .finished) }
        outer.withLock { $0 = listener }
        #expect(!listener.result.overlaps)
        _ = listener.hear(0, .finished)
        #expect(listener.result.overlaps)
    }

    @Test func `faults strike when asked`() async throws {
        let family = ToneFamily(faults: [
            .outOfMemory(above: 2), .failing(segment: 5),
            .on("loop", attempts: 1, .repetition(times: 10)),
        ])
        let segment = family.segment("Hello")
        await #expect(throws: SynthesisError.outOfMemory) {
            try await family.synthesize([segment, segment, segment]) { _, _ in .proceed }
        }
        let two = try await say([segment, segment], family)
        #expect(two.map(\.error) == [nil, .failed("fault on demand")])
        let first = try await say([family.segment("loop")], family)[0].samples
        let second = try await say([family.segment("loop")], family)[0].samples
        #expect(first.count == second.count / 5 * 10 + second.count)
        #expect(Array(first.prefix(second.count)) == second)
        #expect(family.record.batches.map(\.count) == [3, 2, 1, 1])
    }

    @Test func `a gate holds work until it is opened`() async throws {
        var family = ToneFamily()
        let gate = Gate()
        family.gate = gate
        let held = family
        async let result = say([held.segment("Hello")], held)
        await gate.arrived()
        #expect(family.record.samples == 0)
        gate.admit()
        #expect(try await result[0].samples.count == 1_600)
    }

    @Test func `a cancelled task passes a gate`() async {
        let gate = Gate()
        let task = Task { await gate.pass() }
        await gate.arrived()
        task.cancel()
        await task.value
        #expect(gate.waiting == 0)
    }

    @Test func `an entry loads or fails as told`() throws {
        let family = ToneFamily("fake")
        #expect(try family.entry().load().id == "fake")
        let error = LoadError.outOfMemory(needed: 2, free: 1)
        #expect(throws: error) { try family.entry(failing: error).load() }
        #expect(family.record.loads == 2)
    }

    private func say(
        _ batch: [SpeechSegment], _ family: ToneFamily
    ) async throws -> [(samples: [Float], error: SynthesisError?)] {
        let heard = Heard(batch.count)
        try await family.synthesize(batch) { heard.hear($0, $1) }
        return heard.all
    }
}
