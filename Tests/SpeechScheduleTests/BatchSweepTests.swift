import Glibc
import SpeechModel
import SpeechTesting
import Synchronization
import Testing

@testable import SpeechSchedule

@Suite struct BatchSweepTests {
    /// Sweeps a device whose throughput is a function of the size.
    private func sweep(
        largest: Int = 64, outOfMemoryAt limit: Int = .max, _ throughput: (Int) -> Double
    ) async throws -> BatchSweep.Outcome {
        try await BatchSweep(largest: largest).run { (size) throws(SynthesisError) in
            if size >= limit { throw .outOfMemory }
            return .init(batch: size, audioSeconds: throughput(size), wallSeconds: 1)
        }
    }

    @Test func `the smallest size near the top is best`() async throws {
        let outcome = try await sweep { min(Double($0), 10) }
        #expect(outcome.best == 10 || outcome.best == 12)
        #expect(outcome.measurements.map(\.batch) == outcome.measurements.map(\.batch).sorted())
    }

    @Test func `a device that gains nothing takes one at a time`() async throws {
        let outcome = try await sweep { _ in 5 }
        #expect(outcome.best == 1)
    }

    @Test func `sizes beyond the top are not tried for long`() async throws {
        let outcome = try await sweep { $0 <= 4 ? Double($0) : 4 / Double($0) }
        #expect(outcome.best == 4)
        #expect(outcome.measurements.allSatisfy { $0.batch <= 16 })
    }

    @Test(arguments: [2, 3, 7, 11, 20]) func `memory that runs out ends the way up`(
        limit: Int
    ) async throws {
        let outcome = try await sweep(outOfMemoryAt: limit) { Double($0) }
        #expect(outcome.best < limit)
        #expect(Double(outcome.best) >= 0.6 * Double(limit - 1))
        #expect((outcome.outOfMemory ?? 0) >= limit)
    }

    @Test func `no memory even for one is an error`() async {
        await #expect(throws: SynthesisError.outOfMemory) {
            _ = try await sweep(outOfMemoryAt: 1) { Double($0) }
        }
    }

    @Test func `the largest size is kept to`() async throws {
        let outcome = try await sweep(largest: 6) { Double($0) }
        #expect(outcome.best == 6)
    }

    @Test func `a trial speaks every segment`() async throws {
        let family = ToneFamily()
        let segments = ["one.", "two two.", "three."].map { family.segment($0) }
        let trial = BatchTrial(family: family, segments: segments)
        let measurement = try await trial.measure(batch: 2)
        #expect(family.record.batches.map(\.count) == [2, 2])
        #expect(measurement.audioSeconds > 0.3)
        #expect(measurement.batch == 2)
        let poor = BatchTrial(
            family: ToneFamily(faults: [.outOfMemory(above: 1)]), segments: segments)
        await #expect(throws: SynthesisError.outOfMemory) { _ = try await poor.measure(batch: 2) }
    }
}

@Suite struct BatchSizeStoreTests {
    private static let names = Mutex(0)

    /// A path of its own in a temporary folder.
    private func path() -> String {
        let number = Self.names.withLock {
            $0 += 1
            return $0
        }
        return
            "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/sizes-\(getpid())-\(number)"
    }

    private func outcome(_ best: Int) -> BatchSweep.Outcome {
        .init(
            measurements: [.init(batch: best, audioSeconds: 8, wallSeconds: 2, peakBytes: 5)],
            outOfMemory: nil, best: best)
    }

    @Test func `sizes are remembered by voice and device`() throws {
        let path = path()
        defer { unlink(path) }
        let store = BatchSizeStore(path: path, device: "a")
        #expect(try store.sizes() == BatchSizes())
        try store.save(outcome(4), for: VoiceID("tone/low"))
        try store.save(outcome(6), for: VoiceID("tone/high"))
        try BatchSizeStore(path: path, device: "b").save(outcome(9), for: VoiceID("tone/low"))
        try store.save(outcome(5), for: VoiceID("tone/low"))
        let sizes = try store.sizes()
        #expect(sizes.best(for: VoiceID("tone/low")) == 5)
        #expect(sizes.best(for: VoiceID("tone/high")) == 6)
        #expect(sizes.best(for: VoiceID("other")) == nil)
        #expect(
            try BatchSizeStore(path: path, device: "b").sizes().best(for: VoiceID("tone/low")) == 9)
    }

    @Test(arguments: ["", "[1]", "{\"version\":2,\"devices\":{}}", "\u{0}"])
    func `a file of something else is told, and left alone`(text: String) throws {
        let path = path()
        let file = try #require(fopen(path, "w"))
        fwrite(text, 1, text.utf8.count, file)
        fclose(file)
        defer { unlink(path) }
        let store = BatchSizeStore(path: path, device: "a")
        #expect(throws: BatchSizeStore.StoreError.self) { try store.sizes() }
        #expect(throws: BatchSizeStore.StoreError.self) {
            try store.save(outcome(2), for: VoiceID("x"))
        }
    }

    @Test func `a folder that is not there is told`() {
        let store = BatchSizeStore(path: path() + "/none/sizes.json", device: "a")
        #expect(throws: BatchSizeStore.StoreError.self) {
            try store.save(outcome(2), for: VoiceID("x"))
        }
    }

    @Test func `measured sizes limit the batches`() async {
        let family = ToneFamily()
        var sizes = BatchSizes()
        sizes.note(2, for: family.voices[0].id)
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil), batchSizes: sizes)
        _ = await listen(
            scheduler.speak(request(sentences(12, seed: 3), by: family, batch: 8)))
        #expect(family.record.batches.allSatisfy { $0.count <= 2 })
    }
}
