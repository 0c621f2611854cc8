import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechTesting
import SpeechText
import Synchronization
import Testing

@testable import SpeechEngine

@Suite struct CatalogueTests {
    /// A clock that is set by hand.
    private final class HandClock: Sendable {
        private let time = Mutex(Duration.zero)
        var now: Duration { time.withLock { $0 } }
        func pass(_ seconds: Int) { time.withLock { $0 += .seconds(seconds) } }
    }

    private func entry(_ family: ToneFamily, bytes: Int) -> FamilyEntry {
        let base = family.entry()
        return FamilyEntry(id: base.id, summary: base.summary, bytes: bytes, load: base.load)
    }

    private func catalogue(
        _ families: [(ToneFamily, Int)], idle: Int? = nil, limit: Int? = nil, free: Int? = nil,
        clock: HandClock = HandClock()
    ) -> FamilyCatalogue {
        FamilyCatalogue(
            families.map { entry($0, bytes: $1) },
            residency: ResidencyPolicy(idle: idle.map { .seconds($0) }, memoryLimit: limit),
            memory: FixedMemory(bytes: free)
        ) { clock.now }
    }

    @Test func `a family that nobody uses goes, and comes again`() throws {
        let clock = HandClock()
        let tones = ToneFamily("a")
        let catalogue = catalogue([(tones, 10)], idle: 10, clock: clock)
        _ = try catalogue.family("a")
        _ = try catalogue.family("a")
        #expect(tones.record.loads == 1)
        #expect(
            catalogue.residents
                == [ResidentFamily(id: "a", bytes: 10, isLoading: false, isInUse: false)])
        clock.pass(10)
        #expect(catalogue.unloadIdle() == ["a"])
        #expect(catalogue.residents.isEmpty)
        // Its voices are known without it.
        #expect(try catalogue.voices(of: "a").map(\.id.name) == ["a/low", "a/high"])
        #expect(tones.record.loads == 1)
        _ = try catalogue.family("a")
        #expect(tones.record.loads == 2)
    }

    @Test func `a family that is held stays, however long`() throws {
        let clock = HandClock()
        let catalogue = catalogue([(ToneFamily("a"), 10)], idle: 10, clock: clock)
        var held: (any SpeechFamily)? = try catalogue.family("a")
        clock.pass(100)
        #expect(catalogue.unloadIdle().isEmpty)
        #expect(catalogue.residents.map(\.isInUse) == [true])
        withExtendedLifetime(held) {}
        held = nil
        #expect(catalogue.unloadIdle().isEmpty)
        clock.pass(10)
        #expect(catalogue.unloadIdle() == ["a"])
    }

    @Test func `another makes the least recently used go, or is refused before it loads`() throws {
        let clock = HandClock()
        let last = ToneFamily("c")
        let catalogue = catalogue(
            [(ToneFamily("a"), 60), (ToneFamily("b"), 30), (last, 50)], limit: 100, clock: clock)
        let held = try catalogue.family("a")
        _ = try catalogue.family("b")
        #expect(throws: LoadError.outOfMemory(needed: 50, free: 40)) {
            try catalogue.family("c")
        }
        #expect(last.record.loads == 0)
        #expect(catalogue.residents.map(\.id) == ["a", "b"])
        withExtendedLifetime(held) {}
    }

    @Test func `room is made where nobody is in the way`() throws {
        let clock = HandClock()
        let catalogue = catalogue(
            [(ToneFamily("a"), 60), (ToneFamily("b"), 30), (ToneFamily("c"), 50)], limit: 100,
            clock: clock)
        _ = try catalogue.family("a")
        clock.pass(1)
        _ = try catalogue.family("b")
        clock.pass(1)
        _ = try catalogue.family("c")
        #expect(catalogue.residents.map(\.id) == ["b", "c"])
    }

    @Test func `a machine without memory refuses, and is asked again`() throws {
        let tones = ToneFamily("a")
        let catalogue = catalogue([(tones, 100)], free: 99)
        for _ in 0..<2 {
            #expect(throws: LoadError.outOfMemory(needed: 100, free: 99)) {
                try catalogue.family("a")
            }
        }
        #expect(tones.record.loads == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func `while one is being loaded others can be had, and who wants it waits`() async throws {
        let latch = Latch()
        let slow = ToneFamily("slow")
        let entry = FamilyEntry(id: "slow", summary: "Takes its time") { () throws(LoadError) in
            latch.hold()
            return try slow.entry().load()
        }
        let catalogue = FamilyCatalogue([entry, ToneFamily("quick").entry()])
        let waiting = (0..<3).map { _ in
            Task {
                try await LongWork.apart { () throws(LoadError) in try catalogue.family("slow").id }
            }
        }
        await latch.arrived(1)
        #expect(try catalogue.family("quick").id == "quick")
        #expect(catalogue.residents.first { $0.id == "slow" }?.isLoading == true)
        latch.open()
        for task in waiting { #expect(try await task.value == "slow") }
        #expect(slow.record.loads == 1)
    }

    @Test func `a voice that there is no room for is refused, and nothing else speaks`() throws {
        let engine = try SpeechEngine(
            families: [ToneFamily("small").entry(), entry(ToneFamily("large"), bytes: 1_000)],
            residency: ResidencyPolicy(memoryLimit: 999))
        for name in ["large/low", "large/high"] {
            var request = SpeechRequest("Hello.")
            request.voice = name
            var refused = ""
            do {
                _ = try engine.speak(request)
            } catch {
                refused = "\(error)"
            }
            #expect(refused.hasPrefix("family large: needs 1000 B of memory, 999 B is free"))
        }
    }

    @Test func `a family that speaks is in use until it has been heard`() async throws {
        let gate = Gate()
        var tones = ToneFamily("a")
        tones.gate = gate
        let engine = try SpeechEngine(families: [entry(tones, bytes: 7)])
        let session = try engine.speak(SpeechRequest("Hello."))
        await gate.arrived(1)
        #expect(
            engine.load.families
                == [ResidentFamily(id: "a", bytes: 7, isLoading: false, isInUse: true)])
        #expect(engine.load.schedule.runningBatches == 1)
        #expect(engine.load.schedule.listeners == 1)
        gate.open()
        for try await _ in session {}
        await engine.shutdown()
        #expect(engine.load.families.map(\.isInUse) == [false])
        #expect(engine.load.schedule.totals.segments == 1)
    }

    @Test func `a voice that is warmed up has spoken`() async throws {
        let tones = ToneFamily("a", languages: [.japanese, .english])
        let engine = try SpeechEngine(families: [tones.entry()])
        try await engine.warmUp(voice: "a/high")
        let segment = tones.record.batches.first?.first
        #expect(segment?.voice == VoiceID("a/high"))
        #expect(segment?.language == .japanese)
        await #expect(throws: EngineError.self) { try await engine.warmUp(voice: "a/none") }
        await engine.shutdown()
        #expect(engine.load.schedule.waitingBytes == 0)
    }
}
