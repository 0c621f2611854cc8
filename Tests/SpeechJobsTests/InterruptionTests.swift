import AudioFile
import AudioSignal
import GRDB
import Glibc
import SpeechEngine
@testable import SpeechJobs
import SpeechModel
import SpeechTesting
import Testing

@Suite struct InterruptionTests {
    private let workshop = Workshop()

    /// An engine whose voice waits at a gate before each piece of audio.
    private func gated() throws -> (SpeechEngine, Gate) {
        let gate = Gate()
        var family = Workshop.tone()
        family.gate = gate
        family.gatePlace = .piece
        return (try SpeechEngine(families: [family.entry()]), gate)
    }

    /// Runs until so many pieces were spoken, and ends in order.
    ///
    /// - Parameter chunk: Then lets it go on to a checkpoint behind this chunk.
    private func interrupt(_ pieces: Int, behind chunk: Int? = nil) async throws {
        let (engine, gate) = try gated()
        gate.admit(pieces)
        let store = try workshop.store()
        let runner = JobRunner(
            store, engine, policy: Workshop.eager, report: Workshop.trouble)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            await gate.arrived(pieces + 1)
            while let chunk, try await point(store).chunk <= chunk {
                gate.admit(5)
                try await Task.sleep(for: .milliseconds(2))
            }
            group.cancelAll()
        }
        gate.open()
        await engine.shutdown()
    }

    private func point(_ store: JobStore) async throws -> Checkpoint {
        try await store.candidates().first?.checkpoint ?? Checkpoint(chunk: 0, sample: 0)
    }

    @Test func `a job goes on where it was interrupted, to the same bytes`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let order = JobOrder.of(prose(30), .flac)
        let id = try await runner.create(order).id
        try await interrupt(3)
        try await interrupt(50, behind: 0)
        let first = try await point(store)
        try await interrupt(50, behind: first.chunk)
        try await interrupt(7)
        let waiting = try await store.job(id)
        #expect(waiting.state == .queued)
        #expect(waiting.restarts == 3)
        let checkpoint = try await point(store)
        #expect(checkpoint.chunk > first.chunk)
        #expect(checkpoint.sample > first.sample)
        let job = try await runner.finish(id)
        #expect(job.state == .completed)
        #expect(job.restarts == 4)
        #expect(job.warnings.isEmpty)
        #expect(job.statistics?.chunks == 30)
        let bytes = Workshop.bytes(try await runner.audio(of: id).path)
        let expected = try await workshop.expected(order, engine)
        #expect(bytes == expected)
    }

    /// What is left of scratch audio after an interruption.
    enum Damage: CaseIterable { case missing, shorter, longer, otherConditions }

    @Test(arguments: Damage.allCases)
    func `scratch audio that is not as it was is not used`(damage: Damage) async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let order = JobOrder.of(prose(20), .wav)
        let id = try await runner.create(order).id
        try await interrupt(50, behind: 0)
        let left = try #require(workshop.names("scratch").first)
        let path = "\(workshop.path)/data/scratch/\(left)"
        let sample = try await point(store).sample
        switch damage {
        case .missing: #expect(unlink(path) == 0)
        case .shorter: #expect(truncate(path, off_t(4 * sample - 1)) == 0)
        case .longer: #expect(truncate(path, off_t(4 * sample + 4_003)) == 0)
        case .otherConditions:
            _ = try await store.write { database in
                try database.execute(sql: "UPDATE job SET conditions = 'others'")
            }
        }
        let job = try await runner.finish(id)
        #expect(job.state == .completed)
        #expect(job.warnings.isEmpty == (damage == .longer), "\(job.warnings)")
        let bytes = Workshop.bytes(try await runner.audio(of: id).path)
        let expected = try await workshop.expected(order, engine)
        #expect(bytes == expected)
    }

    @Test func `who is gone is followed at once, who hangs after the lease`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let id = try await runner.create(.of(prose(2))).id
        let patient = JobClaims(store: store, lease: .seconds(1000))
        let taken = try #require(try await patient.next())
        #expect(taken.claim.number == 1)
        // It is open here, as in a worker that hangs.
        #expect(try await patient.next() == nil)
        let impatient = JobClaims(store: store, lease: .zero)
        let second = try #require(try await impatient.next())
        #expect(second.claim.number == 2)
        #expect(second.claim.scratch != taken.claim.scratch)
        // What the first does now has no effect.
        #expect(try await !store.beat(taken.claim, JobProgress()))
        #expect(try await !store.fail(taken.claim, JobFailure(.failed, "no")))
        #expect(try await !store.release(taken.claim))
        let audio = Job.Audio(bytes: 1, sha256: "")
        #expect(try await !store.complete(taken.claim, audio, JobStatistics()))
        #expect(try await store.job(id).state == .running)
        taken.scratch.remove()
    }

    @Test func `scratch audio of the dead is opened, of the living not`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let id = try await runner.create(.of(prose(2))).id
        let claims = JobClaims(store: store, lease: .seconds(1000))
        // Dropped without a word, as by a process that is killed.
        _ = try await claims.next()
        #expect(try await store.job(id).state == .running)
        let again = try #require(try await claims.next())
        #expect(again.claim.number == 2)
        #expect(again.isWhole)
    }

    @Test func `jobs that others work on don't hide those that wait`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        var ids: Set<String> = []
        for number in 0..<20 { ids.insert(try await runner.create(.of("\(number)")).id) }
        let claims = JobClaims(store: store, lease: .seconds(1000))
        // Each stays open, as in a worker that is at it.
        var taken: [JobClaims.Taken] = []
        while let next = try await claims.next() { taken.append(next) }
        #expect(Set(taken.map(\.claim.id)) == ids)
        for one in taken { one.scratch.remove() }
    }

    @Test func `a job cancelled while its file is read back leaves no file`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        _ = try await runner.create(.of(prose(2)))
        let taken = try #require(try await JobClaims(store: store, lease: .zero).next())
        let run = JobRun(taken.claim, store, engine, Workshop.eager)
        _ = try await store.cancel(taken.claim.id)
        run.stop(.lost)
        // Without a sample the first to ask whether it is cancelled is the hash.
        let rate = SampleRate(24_000)
        let work = JobWork(
            from: Checkpoint(chunk: 0, sample: 0), at: rate, before: JobStatistics())
        guard case .lost = try await run.encode(taken.scratch, rate, work, JobStatistics()) else {
            Issue.record("it went on")
            return
        }
        #expect(workshop.names("audio").isEmpty)
        taken.scratch.remove()
    }

    @Test func `a text on which the program dies is given up`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let id = try await runner.create(.of(prose(2))).id
        let claims = JobClaims(store: store, lease: .seconds(1000))
        var taken = 0
        var job = try await store.job(id)
        // A program that another test starts holds the lock until it has become that program.
        for _ in 0..<500 where job.state != .failed {
            if try await claims.next() != nil {
                taken += 1
            } else {
                try await Task.sleep(for: .milliseconds(20))
            }
            job = try await store.job(id)
        }
        #expect(taken == JobClaims.mostFruitlessClaims)
        #expect(job.state == .failed)
        #expect(job.failure?.message.contains("20 times") == true)
    }

    @Test func `what belongs to nobody is swept away`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, policy: Workshop.eager, report: Workshop.trouble)
        let old = try await runner.finish(try await runner.create(.of("Old.")).id)
        let waiting = try await runner.create(.of(prose(2))).id
        _ = try await JobClaims(store: store, lease: .zero).next()
        for stray in ["scratch/job_x.1", "audio/job_x.wav"] {
            let made = open("\(workshop.path)/data/\(stray)", O_CREAT | O_WRONLY, 0o600)
            #expect(made >= 0)
            close(made)
        }
        try await store.sweep(keeping: nil)
        #expect(workshop.names("audio") == ["\(old.id).wav"])
        #expect(workshop.names("scratch").count == 1)
        #expect(workshop.names("scratch").first?.hasPrefix(waiting) == true)
        try await store.sweep(keeping: .seconds(3600))
        #expect(try await store.jobs().count == 2)
        try await store.sweep(keeping: .zero)
        #expect(try await store.jobs().map(\.id) == [waiting])
        #expect(workshop.names("audio").isEmpty)
    }
}
